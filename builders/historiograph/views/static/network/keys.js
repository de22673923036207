// The keyboard: the map is one stop; arrows lead along its lines.

import { data, groupById, nodeById } from "./data.js";
import { map, zoomBy } from "./camera.js";
import { byId } from "./elements.js";
import { announce, closePanel, focusPanel } from "./panel.js";
import { focusSearch } from "./search.js";
import { scene } from "./scene.js";
import { select } from "./address.js";
import { toggleGroup } from "./groups.js";
import { lookAt, showAround } from "./selection.js";
import { state, tell } from "./state.js";
import { describe } from "./wording.js";
import { showWhole } from "./views.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LINKED = 900;

/** Return the node that an arrow leads to: along a line if one goes that way, else the nearest that way. */
export function nextNode(from, [dx, dy]) {
  const here = scene.byId.get(from);
  const linked = new Set();
  for (const edge of scene.edges) if (edge.from === from || edge.to === from) linked.add(edge.from).add(edge.to);
  let best = null;
  for (const node of scene.nodes) {
    if (node.id === from) continue;
    const [x, y] = [node.x - here.x, node.y - here.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 4 || aside > ahead * 3) continue;
    const cost = ahead + aside * 1.6 + (linked.has(node.id) ? 0 : LINKED);
    if (!best || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id;
}

function step(direction) {
  const known = scene.byId.has(state.focused);
  const start = known ? state.focused : scene.byId.has(data.focus) ? data.focus : scene.nodes[0]?.id;
  const next = known ? nextNode(start, direction) : start;
  if (!next) return announce(scene.nodes.length ? describe(start) : byId("empty").textContent);
  state.focused = next;
  lookAt(next);
  announce(describe(next));
  tell("look");
}

function open() {
  const id = state.focused;
  if (!scene.byId.has(id)) return;
  if (groupById.has(id)) {
    toggleGroup(id);
    const first = data.nodes.find((node) => node.within === id && scene.byId.has(node.id));
    if (first) state.focused = first.id;
    return announce(describe(state.focused));
  }
  select(id);
  focusPanel();
}

function around(depth) {
  if (!nodeById.has(state.focused)) return;
  const same = state.around?.id === state.focused && state.around.depth === depth;
  showAround(state.focused, same ? 0 : depth);
  announce(byId("shown").textContent);
}

function onMapKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) step(STEPS[event.key]);
  else if (event.key === "Enter") open();
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") showWhole();
  else if (["1", "2", "3"].includes(event.key)) around(Number(event.key));
  else return;
  event.preventDefault();
}

function escape() {
  if (state.selected) closePanel();
  else if (state.around) showAround("", 0);
  else if (state.open.size && groupById.size) {
    const of = nodeById.get(state.focused)?.within;
    if (state.open.has(of)) {
      state.focused = of;
      toggleGroup(of);
    }
  }
}

function onKey(event) {
  const typing = event.target.closest?.("input, select, dialog");
  if (event.key === "Escape" && !event.target.closest?.("dialog")) escape();
  else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "/") focusSearch();
  else if (event.key === "?") byId("keys").showModal();
  else return;
  event.preventDefault();
}

export function startKeys() {
  map.addEventListener("keydown", onMapKey);
  for (const event of ["focus", "blur"]) map.addEventListener(event, () => tell("look"));
  document.addEventListener("keydown", onKey);
}

