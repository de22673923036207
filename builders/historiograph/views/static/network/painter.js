// Painting: what is in sight, in as much detail as can be seen and as the machine can follow.

import { data, edgeKinds, nodeById, nodeKinds } from "./data.js";
import { state, when } from "./state.js";
import { camera, canvas, map, mapShown, seen } from "./camera.js";
import { colors, SANS } from "./theme.js";
import { drawEdge } from "./lines.js";
import { drawNode } from "./shapes.js";
import { openGroups, scene } from "./scene.js";

const READABLE = 5;
const MANY = 350;
const SETTLED = 140;
let asked = 0;
let settle = 0;
let moved = { x: NaN, y: NaN, scale: NaN };

/** Paint with the next frame. */
export function repaint() {
  if (!asked) asked = requestAnimationFrame(paint);
}

function paint() {
  asked = 0;
  if (!mapShown()) return;
  const ratio = devicePixelRatio || 1;
  const [w, h] = [Math.round(map.clientWidth * ratio), Math.round(map.clientHeight * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const ctx = canvas.getContext("2d");
  const moving = moved.x !== camera.x || moved.y !== camera.y || moved.scale !== camera.scale;
  moved = { x: camera.x, y: camera.y, scale: camera.scale };
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, w, h);
  const zoom = camera.scale * ratio;
  ctx.setTransform(zoom, 0, 0, zoom, w / 2 - camera.x * zoom, h / 2 - camera.y * zoom);
  const nodes = scene.nodes.length ? [...scene.nodeGrid.within(seen(12))] : [];
  const edges = scene.edges.length ? [...scene.edgeGrid.within(seen(12))] : [];
  const hasty = moving && nodes.length + edges.length > MANY;
  drawScene(ctx, nodes, edges, { scale: camera.scale, hasty });
  clearTimeout(settle);
  if (hasty) settle = setTimeout(repaint, SETTLED);
  map.dataset.scale = camera.scale.toFixed(3);
  map.dataset.frames = Number(map.dataset.frames || 0) + 1;
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
  const thin = how.hasty || (how.scale * 11 < 3 && sorted.length > MANY);
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
new ResizeObserver(repaint).observe(map);
