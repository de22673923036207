// Pictures to keep: the drawing with its title and legend, as true SVG or as PNG at twice the size.

import { data } from "./data.js";
import { byId } from "./elements.js";
import { countsOf, facets } from "./filters.js";
import { sampleOf, shownWords, valueName } from "./legend.js";
import { drawScene } from "./painter.js";
import { extent, scene } from "./scene.js";
import { state } from "./state.js";
import { SvgContext } from "./svg.js";
import { SANS, colors } from "./theme.js";

const MARGIN = 32;
const HEAD_ROOM = 64;
const ROW = 26;
const ENTRY = 230;
const LARGEST = 14000;

/** Return the legend's entries: how each is drawn, and what it says; only what is shown. */
function legendEntries() {
  const entries = [];
  for (const facet of facets.slice(0, 3)) {
    for (const [value, count] of countsOf(facet)) {
      const used = state.paused.has(facet.key) || !state.off[facet.key].has(value);
      if (used) entries.push({ draw: sampleOf(facet, value), name: valueName(facet, value, count) });
    }
  }
  return entries;
}

/** Return what the picture measures: the drawing, its heading above and its legend below. */
function measurePicture() {
  const box = extent() || { left: 0, right: 400, top: 0, bottom: 60 };
  const inner = Math.max(box.right - box.left, 2.2 * ENTRY);
  const legend = legendEntries();
  const perRow = Math.max(1, Math.floor(inner / ENTRY));
  const rows = Math.ceil(legend.length / perRow);
  const high = HEAD_ROOM + (box.bottom - box.top) + 24 + rows * ROW;
  return { box, legend, perRow, width: inner + 2 * MARGIN, height: high + 2 * MARGIN };
}

/** Draw the whole picture into a context of any kind. */
function drawPicture(ctx, size) {
  const { box, legend, perRow, width, height } = size;
  ctx.fillStyle = colors.ground;
  ctx.beginPath();
  ctx.rect(0, 0, width, height);
  ctx.fill();
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colors.ink;
  ctx.font = `600 24px ${SANS}`;
  ctx.fillText(data.title, MARGIN, MARGIN + 14, width - 2 * MARGIN);
  ctx.fillStyle = colors.soft;
  ctx.font = `400 14px ${SANS}`;
  ctx.fillText(shownWords(), MARGIN, MARGIN + 42, width - 2 * MARGIN);
  ctx.save();
  ctx.translate(MARGIN - box.left, MARGIN + HEAD_ROOM - box.top);
  drawScene(ctx, [...scene.nodes], [...scene.edges], { scale: 1, still: true });
  ctx.restore();
  const top = MARGIN + HEAD_ROOM + (box.bottom - box.top) + 24;
  legend.forEach(({ draw, name }, i) => {
    ctx.save();
    ctx.translate(MARGIN + (i % perRow) * ENTRY, top + Math.floor(i / perRow) * ROW);
    draw(ctx);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colors.ink;
    ctx.font = `400 14px ${SANS}`;
    ctx.fillText(name, 48, 11, ENTRY - 60);
    ctx.restore();
  });
}

/** Return the picture as the text of an SVG document. */
export function svgPicture() {
  const size = measurePicture();
  const ctx = new SvgContext(size.width, size.height, data.title, shownWords());
  drawPicture(ctx, size);
  return ctx.toString();
}

/** Return the picture as a canvas, at twice the size, or as large as a browser can make it. */
function pngPicture() {
  const size = measurePicture();
  const scale = Math.min(2, LARGEST / Math.max(size.width, size.height));
  const made = document.createElement("canvas");
  [made.width, made.height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const ctx = made.getContext("2d");
  ctx.scale(scale, scale);
  drawPicture(ctx, size);
  return made;
}

function download(blob, suffix) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${data.file}.${suffix}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function startPicture() {
  byId("save-svg").addEventListener("click", () => download(new Blob([svgPicture()], { type: "image/svg+xml" }), "svg"));
  byId("save-png").addEventListener("click", () => pngPicture().toBlob((blob) => download(blob, "png"), "image/png"));
}
