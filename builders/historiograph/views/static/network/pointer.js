// Mouse, pen and fingers: pan, zoom, pinch, hover, click, double click, drag.

import { edgeKinds, groupById, nodeById } from "./data.js";
import { camera, canvas, map, panBy, toPlane, zoomBy } from "./camera.js";
import { byId } from "./elements.js";
import { distanceTo } from "./lines.js";
import { say } from "../language.js";
import { index, scene } from "./scene.js";
import { select } from "./address.js";
import { toggleGroup } from "./groups.js";
import { showAround } from "./selection.js";
import { state, tell } from "./state.js";
import { describe, sentence } from "./wording.js";

const NEAR = 7;
const STEADY = 4;
const TWICE = 350;
const tip = byId("tip");
const pointers = new Map();
let dragged = null;
let travelled = 0;
let lastClick = { id: "", time: 0 };

const onMap = (event) => {
  const box = map.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

/** Return the drawn node under a point of the plane. */
export function nodeAt({ x, y }, margin = 0) {
  const near = { left: x - margin, right: x + margin, top: y - margin, bottom: y + margin };
  const hits = [...scene.nodeGrid.within(near)].filter(
    (node) => Math.abs(node.x - x) <= node.width / 2 + margin && Math.abs(node.y - y) <= node.height / 2 + margin,
  );
  return hits[hits.length - 1] || null;
}

/** Return the drawn edge under a point of the plane. */
export function edgeAt(point) {
  let best = null;
  let least = NEAR / Math.min(1, camera.scale);
  const near = { left: point.x - least, right: point.x + least, top: point.y - least, bottom: point.y + least };
  for (const edge of scene.edgeGrid.within(near)) {
    if (edgeKinds.get(edge.relation).faint && !state.lit?.has(edge.id)) continue;
    const distance = distanceTo(edge.path, point);
    if (distance < least) [best, least] = [edge, distance];
  }
  return best;
}

function onDown(event) {
  if (event.button > 0) return;
  map.focus({ preventScroll: true });
  map.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, onMap(event));
  travelled = 0;
  const node = pointers.size === 1 && event.pointerType === "mouse" ? nodeAt(toPlane(onMap(event))) : null;
  dragged = node && !node.isGroup ? node : null;
  tip.hidden = true;
}

function onMove(event) {
  const now = onMap(event);
  const before = pointers.get(event.pointerId);
  if (!before) return hover(now);
  travelled += Math.hypot(now.x - before.x, now.y - before.y);
  if (pointers.size === 2) pinch(event.pointerId, now);
  else if (travelled > STEADY && dragged) {
    dragged.x += (now.x - before.x) / camera.scale;
    dragged.y += (now.y - before.y) / camera.scale;
    index();
    tell("look");
  } else if (travelled > STEADY) panBy(now.x - before.x, now.y - before.y);
  if (travelled > STEADY || pointers.size === 2) pointers.set(event.pointerId, now);
}

function pinch(id, now) {
  const [[, other]] = [...pointers].filter(([key]) => key !== id);
  const before = pointers.get(id);
  const span = (point) => Math.max(20, Math.hypot(point.x - other.x, point.y - other.y));
  panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
  zoomBy(span(now) / span(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  travelled = STEADY + 1;
}

function onUp(event) {
  const known = pointers.delete(event.pointerId);
  dragged = null;
  if (!known || travelled > STEADY || event.type === "pointercancel") return;
  click(toPlane(onMap(event)), event);
}

function click(point, event) {
  const node = nodeAt(point, event.pointerType === "touch" ? 8 / camera.scale : 0);
  if (node?.isGroup) return toggleGroup(node.id);
  const edge = node ? null : edgeAt(point);
  const heading = node || edge ? null : headingAt(point);
  if (heading) return toggleGroup(heading);
  const id = node?.id || edge?.parts?.[0] || edge?.id || "";
  const now = performance.now();
  if (node && lastClick.id === id && now - lastClick.time < TWICE) {
    showAround(id, state.around?.id === id && state.around.depth < 3 ? state.around.depth + 1 : 1);
  }
  lastClick = { id, time: now };
  select(id);
}

/** Return the opened group whose heading is under a point. */
function headingAt({ x, y }) {
  for (const id of state.open) {
    const group = groupById.get(id);
    const top = group.y - group.height / 2;
    if (Math.abs(x - group.x) < group.width / 2 && y > top && y < top + 34) return id;
  }
  return "";
}

function hover(at) {
  const point = toPlane(at);
  const node = nodeAt(point);
  const edge = node ? null : edgeAt(point);
  const heading = node || edge ? "" : headingAt(point);
  const small = node && camera.scale * (node.size || 16) < 9;
  tip.hidden = !(edge || small || node?.isGroup || heading);
  if (!tip.hidden) {
    if (edge) tip.textContent = sentence(edge) + (edge.explicit ? "" : ` (${say("network.basis-inferred")})`);
    else tip.textContent = heading ? say("network.close-group") : node.isGroup ? describe(node.id) : nodeById.get(node.id).label;
    tip.style.left = `${Math.max(8, Math.min(at.x + map.offsetLeft + 14, map.offsetLeft + map.clientWidth - 350))}px`;
    tip.style.top = `${Math.min(at.y + 16, map.clientHeight - 60)}px`;
  }
  map.style.cursor = node || edge || heading ? "pointer" : "grab";
  if (state.hoverNode === (node?.id || "") && state.hoverEdge === (edge?.id || "")) return;
  state.hoverNode = node?.id || "";
  state.hoverEdge = edge?.id || "";
  tell("look");
}

function onLeave() {
  tip.hidden = true;
  if (!state.hoverNode && !state.hoverEdge) return;
  state.hoverNode = state.hoverEdge = "";
  tell("look");
}

function onWheel(event) {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoomBy(Math.exp(-Math.max(-60, Math.min(60, event.deltaY * lines)) * (event.ctrlKey ? 0.012 : 0.0035)), onMap(event));
}

export function startPointer() {
  map.addEventListener("pointerdown", onDown);
  map.addEventListener("pointermove", onMove);
  map.addEventListener("pointerup", onUp);
  map.addEventListener("pointercancel", onUp);
  map.addEventListener("pointerleave", onLeave);
  map.addEventListener("wheel", onWheel, { passive: false });
  canvas.addEventListener("contextmenu", () => pointers.clear());
}
