// The map: vis-network holds nodes, camera and pointer; lines and shapes are drawn with our own functions.

const data = JSON.parse(document.getElementById("graph-data").textContent);
const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
const nodeKinds = new Map(data.nodeKinds.map((kind) => [kind.key, kind]));
const edgeKinds = new Map(data.edgeKinds.map((kind) => [kind.key, kind]));
const linksOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  linksOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) linksOf.get(edge.to).push(edge);
}

const MANY = 800;
const READABLE = { debate: 0.69, overview: 0.5 };
const PADDING = 28;
const map = document.getElementById("map");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const look = { selected: "", focused: "", hoverNode: "", hoverEdge: "", lit: null };
const hidden = { nodes: new Set(), edges: new Set(), basis: new Set() };

const basisOf = (edge) => (edge.derived ? "counted" : edge.explicit ? "stated" : "inferred");
const nodeShown = (node) => !hidden.nodes.has(node.group);
const edgeShown = (edge) =>
  !hidden.edges.has(edge.relation) &&
  !hidden.basis.has(basisOf(edge)) &&
  nodeShown(nodeById.get(edge.from)) &&
  nodeShown(nodeById.get(edge.to));

const visNodes = new vis.DataSet(data.nodes.map(({ id, label, x, y, group }) => ({ id, label, x, y, kind: group })));
const visEdges = new vis.DataSet(data.edges.map(({ id, from, to }) => ({ id, from, to, hidden: true })));
const network = new vis.Network(
  map,
  { nodes: visNodes, edges: visEdges },
  {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, keyboard: false, selectable: false, zoomSpeed: 0.6 },
    nodes: { shape: "custom", ctxRenderer: renderNode, chosen: false },
    edges: { smooth: false, chosen: false },
  },
);
let places = new Map();

function renderNode({ ctx, id, x, y }) {
  const node = nodeById.get(id);
  const state = {
    dim: look.lit !== null && !look.lit.has(id),
    lit: look.selected === id,
    focused: look.focused === id && document.activeElement === map,
    hover: look.hoverNode === id,
  };
  return {
    drawNode: () => drawNode(ctx, nodeKinds.get(node.group), { ...node, x, y }, state),
    nodeDimensions: { width: node.width, height: node.height },
  };
}

function placeOf(id) {
  return places.get(id) || nodeById.get(id);
}

network.on("beforeDrawing", (ctx) => {
  const now = network.getPositions();
  places = new Map(Object.entries(now).map(([id, at]) => [id, { ...at, width: nodeById.get(id).width, height: nodeById.get(id).height }]));
  drawRegions(ctx);
  const plain = data.edges.length > MANY;
  const rank = (edge) => (edge.id === look.hoverEdge || edge.id === look.selected ? 2 : look.lit?.has(edge.id) ? 1 : 0);
  for (const edge of [...data.edges].sort((a, b) => rank(a) - rank(b))) {
    if (!edgeShown(edge) || edge.route === "frame") continue;
    const lit = look.lit?.has(edge.id);
    const state = { dim: look.lit !== null && !lit, lit, hover: rank(edge) === 2, plain };
    drawEdge(ctx, edgeKinds.get(edge.relation), edge, course(edge, placeOf(edge.from), placeOf(edge.to)), state);
  }
});

function drawRegions(ctx) {
  ctx.save();
  for (const region of data.regions) {
    ctx.fillStyle = colors.frame;
    ctx.beginPath();
    ctx.roundRect(region.x, region.y, region.width, region.height, 14);
    if (region.framed) ctx.fill();
    ctx.fillStyle = colors.soft;
    ctx.font = `600 14px ${SANS}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    ctx.fillText(region.label, region.x + region.width / 2, region.y + (region.framed ? 16 : 10));
  }
  ctx.restore();
}

/** Return the edge under a point of the canvas, if any. */
function edgeAt(point) {
  let best = null;
  let least = 7 / Math.min(1, network.getScale());
  for (const edge of data.edges) {
    if (!edgeShown(edge) || edge.route === "frame" || (edgeKinds.get(edge.relation).faint && !look.lit?.has(edge.id))) continue;
    const distance = distanceTo(course(edge, placeOf(edge.from), placeOf(edge.to)), point);
    if (distance < least) [best, least] = [edge, distance];
  }
  return best;
}

/** Return the smallest box round some nodes. */
function boundsOf(nodes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const node of nodes) {
    const { x, y } = placeOf(node.id);
    box.left = Math.min(box.left, x - node.width / 2);
    box.right = Math.max(box.right, x + node.width / 2);
    box.top = Math.min(box.top, y - node.height / 2);
    box.bottom = Math.max(box.bottom, y + node.height / 2);
  }
  return box;
}

/** Show everything; at the start, rather the upper left part than everything too small to read. */
function showWhole(readable = false) {
  const shown = data.nodes.filter(nodeShown);
  if (!shown.length) return;
  const box = boundsOf(shown);
  for (const region of data.regions) {
    box.left = Math.min(box.left, region.x);
    box.top = Math.min(box.top, region.y);
    box.right = Math.max(box.right, region.x + region.width);
    box.bottom = Math.max(box.bottom, region.y + region.height);
  }
  const [w, h] = [map.clientWidth - 2 * PADDING, map.clientHeight - 2 * PADDING];
  const whole = Math.min(w / (box.right - box.left), h / (box.bottom - box.top), 1.15);
  const scale = readable ? Math.max(whole, READABLE[data.name] || 0.7) : whole;
  const middle = (low, high, room) => (high - low) * scale <= room + 1 ? (low + high) / 2 : low + room / scale / 2;
  network.moveTo({
    position: { x: middle(box.left, box.right, w), y: middle(box.top, box.bottom, h) },
    scale,
    animation: false,
  });
}

/**
 * Move the map as little as brings a node into the part that the panel leaves free, and as much of what is lit with
 * it as has room beside it.
 */
function bringIntoView(id) {
  const node = nodeById.get(id);
  if (!node) return;
  const details = document.getElementById("panel");
  const below = details.offsetTop > 0; // on a narrow screen the panel covers the lower part
  const covered = details.hidden || below ? 0 : details.offsetWidth;
  const coveredBelow = details.hidden || !below ? 0 : details.offsetHeight;
  const scale = Math.max(network.getScale(), 0.45);
  const margin = 20 / scale;
  const free = {
    w: (map.clientWidth - covered) / scale - 2 * margin,
    h: (map.clientHeight - coveredBelow) / scale - 2 * margin,
  };
  const own = boundsOf([node]);
  const all = look.lit ? boundsOf(data.nodes.filter((other) => nodeShown(other) && look.lit.has(other.id))) : own;
  const view = network.getViewPosition();
  const left = view.x - map.clientWidth / 2 / scale + margin;
  const top = view.y - map.clientHeight / 2 / scale + margin;
  const shift = (low, high, ownLow, ownHigh, start, room) => {
    const within = (value) => Math.min(Math.max(value, ownHigh - room), ownLow);
    const goal = high - low <= room ? Math.min(Math.max(start, high - room), low) : start;
    return within(goal) - start;
  };
  const dx = shift(all.left, all.right, own.left, own.right, left, free.w);
  const dy = shift(all.top, all.bottom, own.top, own.bottom, top, free.h);
  if (!dx && !dy && scale === network.getScale()) return;
  network.moveTo({
    position: { x: view.x + dx, y: view.y + dy },
    scale,
    animation: calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" },
  });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(3, Math.max(0.1, network.getScale() * factor)), animation: false });
}
