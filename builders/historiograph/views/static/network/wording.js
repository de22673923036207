// How things and relations are called, in the language now spoken.

import { basisOf, data, edgeById, edgeKinds, groupById, linksOf, nodeById } from "./data.js";
import { languageNow, say } from "../language.js";
import { scene } from "./scene.js";

export const kindName = (key, n = 1) => say(n === 1 ? `words.kind.${key}` : `words.kinds.${key}`);
export const basisName = (key) => say(`network.basis-${key}`);

/** Return the label of a node: in the language now spoken if it has one, else as it is. */
export const labelOf = (node) => node.labels?.[languageNow()] ?? node.label;

export function relationName(edge) {
  const name = say(`words.relation.${edgeKinds.get(edge.relation).key}`);
  return edge.count > 1 ? `${name} (${say("network.claims", { n: edge.count })})` : name;
}

const endOf = (id) => nodeById.get(id) || groupById.get(id);

export function sentence(edge) {
  return `${labelOf(endOf(edge.from))} — ${relationName(edge)} — ${labelOf(endOf(edge.to))}`;
}

/** Return what is said of a thing aloud: its name, its kind and how many relations it has. */
export function describe(id) {
  if (edgeById.has(id)) return sentence(edgeById.get(id));
  const group = groupById.get(id);
  if (group) {
    const count = scene.byId.get(id)?.count ?? data.nodes.filter((node) => node.within === id).length;
    return `${labelOf(group)}, ${say("network.closed-group", { n: count })}`;
  }
  const node = nodeById.get(id);
  const n = linksOf.get(id).filter((edge) => scene.shownEdges.has(edge.id)).length;
  return `${labelOf(node)}, ${kindName(node.kind).toLowerCase()}, ${say("network.relations-n", { n })}`;
}

export function basisSentence(edge) {
  return say(`network.basis-${basisOf(edge)}-long`);
}
