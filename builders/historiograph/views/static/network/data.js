// What the page brings: the network as data, with ways to look things up.

export const data = JSON.parse(document.getElementById("graph-data").textContent);
export const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
export const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
export const groupById = new Map(data.groups.map((group) => [group.id, group]));
export const nodeKinds = new Map(data.nodeKinds.map((kind) => [kind.key, kind]));
export const edgeKinds = new Map(data.edgeKinds.map((kind) => [kind.key, kind]));
export const linksOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  linksOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) linksOf.get(edge.to).push(edge);
}

/** Return on what a relation rests: stated by a text, inferred by the curator, or counted from records. */
export function basisOf(edge) {
  return edge.derived ? "counted" : edge.explicit ? "stated" : "inferred";
}

/** Return the end of an edge that is not this one. */
export function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}
