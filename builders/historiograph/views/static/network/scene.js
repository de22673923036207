// What is drawn: the nodes and edges that pass the filters, groups that are closed as one node each.

import { data, groupById, nodeById, linksOf, otherEnd } from "./data.js";
import { state, when } from "./state.js";
import { edgePasses, nodePasses } from "./filters.js";
import { Grid, boxOf, union } from "./grid.js";
import { course } from "./lines.js";

export const scene = { nodes: [], edges: [], shownNodes: new Set(), shownEdges: new Set(), standing: new Map(), folded: new Map() };

/** Return the ids within some steps of a node, along what passes the filters. */
export function neighbourhood(id, depth) {
  const reached = new Set([id]);
  let newest = [id];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const from of newest) {
      for (const edge of linksOf.get(from)) {
        const to = otherEnd(edge, from);
        if (reached.has(to) || !edgePasses(edge) || !nodePasses(nodeById.get(to))) continue;
        reached.add(to);
        next.push(to);
      }
    }
    newest = next;
  }
  return reached;
}

/** Return whether a node is hidden in a closed group. */
export function isFolded(node) {
  return Boolean(node.within) && groupById.has(node.within) && !state.open.has(node.within);
}

const asNode = (group, count) => ({ ...group, isGroup: true, count, strong: true });

/** Work out anew what is drawn. */
export function arrange() {
  const near = state.around ? neighbourhood(state.around.id, state.around.depth) : null;
  const passing = data.nodes.filter((node) => nodePasses(node) && (!near || near.has(node.id)));
  scene.shownNodes = new Set(passing.map((node) => node.id));
  scene.shownEdges = new Set();
  scene.standing = new Map();
  scene.folded = new Map();
  const drawn = [];
  for (const node of passing) {
    if (isFolded(node)) {
      if (scene.folded.has(node.within)) scene.folded.get(node.within).push(node.id);
      else scene.folded.set(node.within, [node.id]);
      scene.standing.set(node.id, node.within);
    } else {
      drawn.push(node);
      scene.standing.set(node.id, node.id);
    }
  }
  const closed = new Map([...scene.folded].map(([id, inside]) => [id, asNode(groupById.get(id), inside.length)]));
  scene.nodes = [...closed.values(), ...drawn];
  scene.byId = new Map(scene.nodes.map((node) => [node.id, node]));
  const merged = new Map();
  for (const edge of data.edges) {
    if (!scene.standing.has(edge.from) || !scene.standing.has(edge.to) || !edgePasses(edge)) continue;
    scene.shownEdges.add(edge.id);
    if (edge.route === "frame") continue;
    const [from, to] = [scene.standing.get(edge.from), scene.standing.get(edge.to)];
    if (from === edge.from && to === edge.to) {
      merged.set(edge.id, edge);
    } else if (from !== to) {
      const key = `${from}>${to}>${edge.relation}`;
      const known = merged.get(key);
      if (known) {
        known.count += edge.count;
        known.parts.push(edge.id);
      } else merged.set(key, { ...edge, id: key, from, to, route: "straight", parts: [edge.id] });
    }
  }
  scene.edges = [...merged.values()];
  index();
}

/** Set nodes and edges into the grids by which they are found again. */
export function index() {
  scene.nodeGrid = new Grid();
  scene.edgeGrid = new Grid();
  for (const node of scene.nodes) scene.nodeGrid.add(node, boxOf(node, 8));
  scene.edges.forEach((edge, rank) => {
    edge.rank = rank;
    edge.path = course(edge, scene.byId.get(edge.from), scene.byId.get(edge.to));
    scene.edgeGrid.add(edge, union(edge.path.points.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }))));
  });
}

/** Return the box round all that is drawn, frames and headings included. */
export function extent() {
  const regions = anyHidden() ? [] : data.regions.map((r) => ({ left: r.x, right: r.x + r.width, top: r.y, bottom: r.y + r.height }));
  return union([...scene.nodes.map((node) => boxOf(node)), ...regions, ...openGroups().map((group) => boxOf(group))]);
}

const anyHidden = () => scene.shownNodes.size < data.nodes.length;

export function openGroups() {
  return data.groups.filter((group) => state.open.has(group.id));
}

when("shown", arrange);
