// What belongs to what is selected: it stays bright, and everything else steps back.

import { data, edgeById, linksOf, nodeById, otherEnd } from "./data.js";
import { bringIntoSight } from "./camera.js";
import { boxOf } from "./grid.js";
import { scene } from "./scene.js";
import { state, tell, when } from "./state.js";

/** Return what stays bright with a node or relation: itself, its lines, and what they lead to. */
function brightWith(id) {
  const edge = edgeById.get(id);
  if (edge) return new Set([id, edge.from, edge.to]);
  const bright = new Set([id]);
  for (const link of linksOf.get(id)) {
    const other = otherEnd(link, id);
    bright.add(link.id).add(other);
    if (nodeById.get(other).kind !== "inference") continue;
    for (const onward of linksOf.get(other)) bright.add(onward.id).add(onward.from).add(onward.to);
  }
  for (const node of [...bright]) if (nodeById.get(node)?.within) bright.add(nodeById.get(node).within);
  return bright;
}

/** Return the node that stands for another in the drawing: itself, or its closed group. */
export function standIn(id) {
  return scene.byId.get(scene.standing.get(id) ?? id);
}

/** Bring a drawn thing into sight, with what is bright. */
export function lookAt(id, least) {
  const edge = edgeById.get(id);
  const node = standIn(edge ? edge.to : id);
  if (!node) return;
  const others = state.lit ? scene.nodes.filter((other) => state.lit.has(other.id)).map((other) => boxOf(other)) : [];
  bringIntoSight(boxOf(node), others, least);
}

/** Show only what is within some steps of a node; with depth 0, everything again. */
export function showAround(id, depth) {
  state.around = depth && nodeById.has(id) ? { id, depth } : null;
  tell("shown");
}

export function refreshLit() {
  const { selected } = state;
  state.lit = selected ? brightWith(selected) : null;
}

export function startSelection() {
  when("select", () => {
    refreshLit();
    if (nodeById.has(state.selected)) state.focused = state.selected;
    const within = nodeById.get(state.selected)?.within;
    if (within && !state.open.has(within)) {
      state.open.add(within);
      tell("shown");
    }
    if (state.selected) lookAt(state.selected);
  });
  if (!data.nodes.length) state.focused = "";
}
