// Groups: several nodes that are drawn as one until a reader opens it.

import { data, groupById } from "./data.js";
import { bringIntoSight } from "./camera.js";
import { boxOf } from "./grid.js";
import { state, tell } from "./state.js";

const LEGIBLE = 12.5;

/** Bring a group into sight, near enough to read what is in it. */
export function showGroup(id) {
  const least = Math.min(...data.nodes.filter((node) => node.within === id).map((node) => node.size || 16));
  bringIntoSight(boxOf(groupById.get(id)), [], state.open.has(id) ? LEGIBLE / least : 0);
}

/** Open a closed group, or close it again. */
export function toggleGroup(id) {
  if (!state.open.delete(id)) state.open.add(id);
  tell("shown");
  showGroup(id);
}
