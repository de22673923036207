// What a kind of node looks like. The map, the legend and the exported pictures draw with the same functions.

import { colors, SANS } from "./theme.js";

const SMALL = 13;
const LINE = 1.25;

/** Trace the outline of a shape with its centre at x, y. */
function trace(ctx, shape, x, y, w, h) {
  const [l, r, t, b] = [x - w / 2, x + w / 2, y - h / 2, y + h / 2];
  const polygon = (...points) => {
    points.forEach(([px, py], i) => (i ? ctx.lineTo(px, py) : ctx.moveTo(px, py)));
    ctx.closePath();
  };
  ctx.beginPath();
  if (shape === "card") ctx.roundRect(l, t, w, h, Math.min(9, h / 2));
  else if (shape.endsWith("pill")) ctx.roundRect(l, t, w, h, Math.min(h / 2, 20));
  else if (shape === "banner") ctx.roundRect(l, t, w, h, 4);
  else if (shape === "octagon") {
    const c = Math.min(9, h / 3);
    polygon([l + c, t], [r - c, t], [r, t + c], [r, b - c], [r - c, b], [l + c, b], [l, b - c], [l, t + c]);
  } else if (shape === "hexagon") {
    const c = Math.min(15, w / 4);
    polygon([l, y], [l + c, t], [r - c, t], [r, y], [r - c, b], [l + c, b]);
  } else if (shape === "ticket") {
    const c = Math.min(13, h / 2);
    polygon([l, t], [r - c, t], [r, t + c], [r, b], [l, b]);
  } else if (shape === "tag") {
    polygon([l, y], [l + Math.min(12, h / 2), t], [r, t], [r, b], [l + Math.min(12, h / 2), b]);
  } else if (shape === "flag") {
    polygon([l, t], [r, t], [r - Math.min(12, h / 2), y], [r, b], [l, b]);
  } else if (shape === "arrow") {
    const c = Math.min(12, h / 2);
    polygon([l, t], [r - c, t], [r, y], [r - c, b], [l, b], [l + c, y]);
  } else if (shape === "trapezoid") {
    polygon([l + Math.min(12, h / 2), t], [r - Math.min(12, h / 2), t], [r, b], [l, b]);
  } else if (shape === "funnel") {
    polygon([l, t], [r, t], [r - Math.min(12, h / 2), b], [l + Math.min(12, h / 2), b]);
  } else if (shape === "clipped") {
    polygon([l, t], [r, t], [r, b - Math.min(12, h / 2)], [r - Math.min(12, h / 2), b], [l, b]);
  } else if (shape === "parallelogram") {
    const c = Math.min(12, w / 4);
    polygon([l + c, t], [r, t], [r - c, b], [l, b]);
  } else if (shape === "cylinder") {
    const c = Math.min(7, h / 5);
    ctx.moveTo(l, t + c);
    ctx.ellipse(x, t + c, w / 2, c, 0, Math.PI, 0);
    ctx.lineTo(r, b - c);
    ctx.ellipse(x, b - c, w / 2, c, 0, 0, Math.PI);
    ctx.closePath();
  } else if (shape === "folder") {
    const c = Math.min(10, h / 6);
    polygon([l, t], [l + Math.min(90, w / 3), t], [l + Math.min(90, w / 3) + c, t + c], [r, t + c], [r, b], [l, b]);
  } else if (shape === "stack") {
    const c = Math.min(6, h / 6);
    polygon([l, t + c], [l + c, t + c], [l + c, t], [r, t], [r, b - c], [r - c, b - c], [r - c, b], [l, b]);
  } else if (shape === "dot") ctx.arc(x, y, w / 2, 0, Math.PI * 2);
  else ctx.rect(l, t, w, h);
}

/**
 * Draw a node.
 * @param {{shape: string, color: string}} kind how its kind looks
 * @param {{x, y, width, height, size, lines, small, strong}} node its place, size and text
 * @param {{dim, lit, focused, hover, mute}} state mute: too small for text to be read, so none is drawn
 */
export function drawNode(ctx, kind, node, state) {
  const { x, y, width: w, height: h } = node;
  const color = colors[`c-${kind.color}`];
  const solid = kind.shape === "banner" && node.strong;
  const heavy = node.strong || ["card", "hexagon", "banner", "folder", "stack"].includes(kind.shape);
  ctx.save();
  ctx.globalAlpha = state.dim ? 0.22 : 1;
  if (state.lit || state.focused) {
    trace(ctx, kind.shape, x, y, w + 12, h + 12);
    ctx.strokeStyle = colors.focus;
    ctx.lineWidth = state.lit ? 4 : 2.5;
    ctx.setLineDash(state.focused && !state.lit ? [6, 4] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  trace(ctx, kind.shape, x, y, w, h);
  ctx.fillStyle = state.dim ? colors.ground : solid ? color : colors.raised;
  ctx.fill();
  if (!solid) {
    const plain = ctx.globalAlpha;
    ctx.globalAlpha = plain * (kind.shape === "banner" ? 0.06 : heavy ? 0.17 : kind.shape === "rect" ? 0.04 : 0.11);
    ctx.fillStyle = color;
    ctx.fill();
    ctx.globalAlpha = plain;
  } else if (state.dim) {
    ctx.fillStyle = color;
    ctx.fill();
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = (heavy ? 2.5 : 1.5) + (state.hover ? 1 : 0);
  ctx.setLineDash(kind.shape === "dashed-pill" ? [5, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (kind.shape === "cylinder") {
    const c = Math.min(7, h / 5);
    ctx.beginPath();
    ctx.ellipse(x, y - h / 2 + c, w / 2, c, 0, 0, Math.PI);
    ctx.stroke();
  }
  if (kind.shape === "book") {
    ctx.beginPath();
    ctx.moveTo(x - w / 2 + Math.min(7, w / 6), y - h / 2);
    ctx.lineTo(x - w / 2 + Math.min(7, w / 6), y + h / 2);
    ctx.stroke();
  }
  if (node.lines && !state.mute) drawText(ctx, kind, node, solid ? colors.ground : colors.ink, heavy || solid);
  ctx.restore();
}

function drawText(ctx, kind, node, color, bold) {
  const { size } = node;
  const small = node.small || [];
  const height = node.lines.length * size * LINE + small.length * SMALL * LINE + (small.length ? 4 : 0);
  const room = node.width - (kind.shape === "dot" ? 4 : 20);
  let top = node.y - height / 2 + (kind.shape === "cylinder" ? 4 : 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = color;
  ctx.font = `${bold ? 600 : 400} ${size}px ${SANS}`;
  for (const line of node.lines) {
    ctx.fillText(line, node.x, top + (size * LINE) / 2, room);
    top += size * LINE;
  }
  top += 4;
  ctx.font = `italic ${SMALL}px ${SANS}`;
  ctx.fillStyle = colors.soft;
  for (const line of small) {
    ctx.fillText(line, node.x, top + (SMALL * LINE) / 2, room);
    top += SMALL * LINE;
  }
}
