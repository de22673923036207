// What is filtered out: facets that stack, each of which can be switched off without being lost.

import { data, basisOf } from "./data.js";
import { state, tell } from "./state.js";

export const MISSING = -1;

/** The facets: of which items, what each value is called, and which values an item has (undefined: not asked of it). */
export const facets = [
  { key: "kind", of: "node", values: data.nodeKinds.map((kind) => kind.key), read: (node) => [node.kind] },
  { key: "relation", of: "edge", values: data.edgeKinds.map((kind) => kind.key), read: (edge) => [edge.relation] },
  { key: "basis", of: "edge", values: ["stated", "inferred", "counted"], read: (edge) => [basisOf(edge)] },
  ...data.facets.map((facet) => ({
    key: facet.key,
    of: "both",
    values: facet.values.map((_, index) => index),
    labels: facet.values,
    read: (item) => item.facets?.[facet.key],
  })),
];
export const facetByKey = new Map(facets.map((facet) => [facet.key, facet]));
for (const facet of facets) state.off[facet.key] = new Set();

/** Return the values of an item as a facet counts them; what should have one and has none is "missing". */
export function valuesOf(facet, item) {
  const values = facet.read(item);
  return values && !values.length ? [MISSING] : values;
}

function passes(item, facet) {
  const off = state.off[facet.key];
  if (!off.size || state.paused.has(facet.key)) return true;
  const values = valuesOf(facet, item);
  return !values || values.some((value) => !off.has(value));
}

const forNodes = facets.filter((facet) => facet.of !== "edge");
const forEdges = facets.filter((facet) => facet.of !== "node");

export const nodePasses = (node) => forNodes.every((facet) => passes(node, facet));
export const edgePasses = (edge) => forEdges.every((facet) => passes(edge, facet));

/** Return how many items have each value, in the facet's order; only values that occur. */
export function countsOf(facet) {
  const counts = new Map([...facet.values, MISSING].map((value) => [value, 0]));
  const items = facet.of === "edge" ? data.edges : data.nodes;
  for (const item of items) for (const value of valuesOf(facet, item) || []) counts.set(value, counts.get(value) + 1);
  return new Map([...counts].filter(([, count]) => count));
}

/** Hide or show one value; alone: show only it, or all again if it is alone already. */
export function toggle(facet, value, alone = false) {
  const off = state.off[facet.key];
  state.paused.delete(facet.key);
  if (alone) {
    const others = [...countsOf(facet).keys()].filter((other) => other !== value);
    const already = !off.has(value) && others.every((other) => off.has(other));
    off.clear();
    if (!already) others.forEach((other) => off.add(other));
  } else if (!off.delete(value)) off.add(value);
  tell("shown");
}

/** Switch a facet off, or on again with what it hid. */
export function pause(facet) {
  if (!state.paused.delete(facet.key)) state.paused.add(facet.key);
  tell("shown");
}

export function clearAll() {
  for (const off of Object.values(state.off)) off.clear();
  state.paused.clear();
  state.around = null;
  tell("shown");
}

export function anyFilter() {
  return Boolean(state.around) || Object.values(state.off).some((off) => off.size);
}
