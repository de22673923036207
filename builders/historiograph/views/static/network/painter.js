// Painting: what is in sight, in as much detail as can be seen and as the machine can follow.

import { data, edgeKinds, nodeById, nodeKinds } from "./data.js";
import { state, when } from "./state.js";
import { camera, canvas, map, mapShown, seen } from "./camera.js";
import { colors, SANS } from "./theme.js";
import { drawEdge } from "./lines.js";
import { drawNode } from "./shapes.js";
import { openGroups, scene } from "./scene.js";

const READABLE = 5;
const FEW = 60;
const MANY_MOVING = 200;
const MANY_EDGES = 800;
const SETTLED = 160;
const MARGIN_SHARE = 0.4;
const texture = { canvas: null, stale: true, camera: null };
let asked = 0;
let settle = 0;
let moved = false;

/** Paint with the next frame. */
export function repaint() {
  texture.stale = true;
  ask();
}

function ask() {
  if (!asked) asked = requestAnimationFrame(paint);
}

/** Return the pixels a canvas of this size on the map has. */
function pixels(share = 1) {
  const ratio = devicePixelRatio || 1;
  return [Math.round(map.clientWidth * ratio * share), Math.round(map.clientHeight * ratio * share)];
}

function paint() {
  asked = 0;
  if (!mapShown()) return;
  const [w, h] = pixels();
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const ctx = canvas.getContext("2d");
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, w, h);
  const hasty = moved && inSight(12).length > FEW;
  if (hasty) paintTexture(ctx, w, h);
  else render(ctx, camera, w, h, false);
  moved = false;
  clearTimeout(settle);
  if (hasty) settle = setTimeout(ask, SETTLED);
  map.dataset.scale = camera.scale.toFixed(3);
}

const inSight = (margin) => [...scene.nodeGrid.within(seen(margin)), ...scene.edgeGrid.within(seen(margin))];

/** Draw what a camera sees into a canvas of w by h pixels. */
function render(ctx, from, w, h, hasty) {
  const zoom = from.scale * (devicePixelRatio || 1);
  const part = { left: from.x - w / 2 / zoom, right: from.x + w / 2 / zoom, top: from.y - h / 2 / zoom, bottom: from.y + h / 2 / zoom };
  ctx.setTransform(zoom, 0, 0, zoom, w / 2 - from.x * zoom, h / 2 - from.y * zoom);
  drawScene(ctx, [...scene.nodeGrid.within(part)], [...scene.edgeGrid.within(part)], { scale: from.scale, hasty });
}

/** While a full picture moves, move an image of it that reaches beyond the borders; draw anew only where it ends. */
function paintTexture(ctx, w, h) {
  const share = 1 + 2 * MARGIN_SHARE;
  const zoom = camera.scale * (devicePixelRatio || 1);
  const old = texture.camera;
  const ratio = old ? camera.scale / old.scale : 0;
  const reach = (size) => (size * share) / 2 / (zoom / ratio) - size / 2 / zoom;
  const covered = old && Math.abs(camera.x - old.x) <= reach(w) && Math.abs(camera.y - old.y) <= reach(h);
  if (texture.stale || !covered || ratio < 0.75 || ratio > 1.8) {
    texture.canvas ||= document.createElement("canvas");
    [texture.canvas.width, texture.canvas.height] = pixels(share);
    texture.camera = { ...camera };
    texture.stale = false;
    render(texture.canvas.getContext("2d"), camera, texture.canvas.width, texture.canvas.height, true);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(texture.canvas, (w - texture.canvas.width) / 2, (h - texture.canvas.height) / 2);
    return;
  }
  const [x, y] = [(old.x - camera.x) * zoom + w / 2, (old.y - camera.y) * zoom + h / 2];
  const [tw, th] = [texture.canvas.width * ratio, texture.canvas.height * ratio];
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(texture.canvas, x - tw / 2, y - th / 2, tw, th);
}

/**
 * Draw nodes and edges in the plane.
 * @param {{scale: number, hasty: boolean, still: boolean}} how hasty: the picture moves and has much in it, so thin
 *   straight lines without heads do; still: a picture to keep, without hover and focus
 */
export function drawScene(ctx, nodes, edges, how) {
  drawFrames(ctx);
  const lit = how.still ? null : state.lit;
  const rank = (edge) => (isPart(edge, state.hoverEdge) || isPart(edge, state.selected) ? 2 : isLit(edge, lit) ? 1 : 0);
  const sorted = edges.sort((a, b) => rank(a) - rank(b) || a.rank - b.rank);
  const thin = !how.still && sorted.length > (how.hasty ? MANY_MOVING : MANY_EDGES);
  if (thin) drawThin(ctx, sorted.filter((edge) => !rank(edge)), lit);
  for (const edge of sorted) {
    const level = rank(edge);
    if (thin && !level) continue;
    drawEdge(ctx, edgeKinds.get(edge.relation), edge, edge.path, { dim: lit && !level, lit: level === 1, hover: level === 2 });
  }
  for (const node of nodes) {
    const draw = node.isGroup ? drawClosed : drawPlain;
    draw(ctx, node, {
      dim: lit && !lit.has(node.id),
      lit: !how.still && state.selected === node.id,
      focused: !how.still && state.focused === node.id && document.activeElement === map,
      hover: !how.still && state.hoverNode === node.id,
      mute: (node.size || 16) * how.scale < READABLE,
    });
  }
}

const drawPlain = (ctx, node, look) => drawNode(ctx, nodeKinds.get(node.kind), node, look);
const isPart = (edge, id) => id !== "" && (edge.id === id || edge.parts?.includes(id));
const isLit = (edge, lit) => lit !== null && (lit.has(edge.id) || edge.parts?.some((id) => lit.has(id)));

/** Draw many edges at once: a stroke for each relation, straight from point to point. */
function drawThin(ctx, edges, lit) {
  const byRelation = new Map();
  for (const edge of edges) {
    if (byRelation.has(edge.relation)) byRelation.get(edge.relation).push(edge);
    else byRelation.set(edge.relation, [edge]);
  }
  ctx.save();
  ctx.lineWidth = Math.max(1, 0.7 / camera.scale);
  for (const [relation, group] of byRelation) {
    const kind = edgeKinds.get(relation);
    ctx.globalAlpha = lit ? 0.07 : kind.faint ? 0.2 : 0.6;
    ctx.strokeStyle = colors[`c-${kind.color}`];
    ctx.beginPath();
    for (const { path } of group) {
      const { points } = path;
      ctx.moveTo(points[0].x, points[0].y);
      for (let i = path.straight ? 1 : 3; i < points.length; i += path.straight ? 1 : 3) ctx.lineTo(points[i].x, points[i].y);
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** Draw frames and headings behind the nodes: those of the layout, and those of opened groups. */
function drawFrames(ctx) {
  ctx.save();
  for (const group of openGroups()) {
    frame(ctx, { x: group.x - group.width / 2, y: group.y - group.height / 2, width: group.width, height: group.height, framed: true });
    drawGroupHead(ctx, group, colors.ink);
  }
  for (const region of data.regions) frame(ctx, region);
  ctx.restore();
}

/** Draw a group that is closed: its heading, and what is folded in it as boxes without text. */
function drawClosed(ctx, group, look) {
  drawNode(ctx, nodeKinds.get(group.kind), { ...group, lines: null }, look);
  ctx.save();
  ctx.globalAlpha = look.dim ? 0.15 : 0.5;
  ctx.fillStyle = colors.hair;
  ctx.beginPath();
  for (const id of scene.folded.get(group.id) || []) {
    const { x, y, width, height } = nodeById.get(id);
    ctx.roundRect(x - width / 2, y - height / 2, width, height, 4);
  }
  ctx.fill();
  ctx.globalAlpha = look.dim ? 0.3 : 1;
  drawGroupHead(ctx, group, colors.ink);
  ctx.restore();
}

function drawGroupHead(ctx, group, color) {
  let y = group.y - group.height / 2 + 14 + group.size * 0.6;
  ctx.fillStyle = color;
  ctx.font = `600 ${group.size}px ${SANS}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  for (const line of group.lines) {
    ctx.fillText(line, group.x, y, group.width - 12);
    y += group.size * 1.2;
  }
}

function frame(ctx, region) {
  ctx.fillStyle = colors.frame;
  ctx.beginPath();
  ctx.roundRect(region.x, region.y, region.width, region.height, 14);
  if (region.framed) ctx.fill();
  ctx.fillStyle = colors.soft;
  ctx.font = `600 14px ${SANS}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  if (region.label) ctx.fillText(region.label, region.x + region.width / 2, region.y + (region.framed ? 16 : 10), Math.max(40, region.width - 16));
}

when("look", repaint);
when("move", () => {
  moved = true;
  ask();
});
new ResizeObserver(repaint).observe(map);
