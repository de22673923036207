// The legend: samples drawn as on the map, numbers, and what is shown or hidden.

const BASIS = {
  stated: { label: "stated by the text", long: "The text states this relation." },
  inferred: { label: "inferred by the curator", long: "The text does not state this relation; the curator infers it." },
  counted: { label: "counted from claims", long: "Counted from the claims that the graph records." },
};
const shown = document.getElementById("shown");
const showAll = document.getElementById("show-all");
const entries = [];

function buildLegend() {
  for (const kind of data.nodeKinds) {
    const label = kind.count === 1 ? kind.label : kind.plural;
    addEntry("legend-nodes", hidden.nodes, kind.key, label, kind.count, (ctx) => {
      const dot = kind.shape === "dot";
      const sample = { x: 20, y: 11, width: dot ? 14 : 34, height: dot ? 14 : 17, strong: kind.key === "answer" || (kind.key === "debate" && data.focus !== "") };
      drawNode(ctx, kind, sample, {});
    });
  }
  const line = { straight: true, points: [{ x: 1, y: 11 }, { x: 38, y: 11 }] };
  for (const kind of data.edgeKinds) {
    addEntry("legend-edges", hidden.edges, kind.key, kind.label, kind.count, (ctx) =>
      drawEdge(ctx, kind, { explicit: true }, line, { lit: kind.faint }),
    );
  }
  const counts = { stated: 0, inferred: 0, counted: 0 };
  for (const edge of data.edges) counts[basisOf(edge)] += 1;
  const sample = { color: "ink", dash: [], head: "", width: 2.5, faint: false };
  for (const key of Object.keys(counts).filter((key) => counts[key])) {
    addEntry("legend-basis", hidden.basis, key, BASIS[key].label, counts[key], (ctx) =>
      drawEdge(ctx, { ...sample, faint: key === "counted" }, { explicit: key !== "inferred" }, line, {}),
    );
  }
  tell();
}

function addEntry(listId, set, key, label, count, draw) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.key = key;
  const canvas = document.createElement("canvas");
  canvas.width = 80;
  canvas.height = 44;
  canvas.setAttribute("aria-hidden", "true");
  button.append(canvas, element("span", label), element("b", String(count)));
  button.addEventListener("click", (event) => {
    const others = entries.filter((entry) => entry.set === set && entry.key !== key).map((entry) => entry.key);
    if (event.shiftKey) {
      const alone = !set.has(key) && others.every((other) => set.has(other));
      set.clear();
      if (!alone) others.forEach((other) => set.add(other));
    } else if (!set.delete(key)) set.add(key);
    applyHidden();
  });
  const item = document.createElement("li");
  item.append(button);
  document.getElementById(listId).append(item);
  entries.push({ set, key, button, canvas, draw });
}

function paintLegend() {
  for (const { canvas, draw } of entries) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.clearRect(0, 0, 40, 22);
    draw(ctx);
  }
}

/** Bring map, list and numbers in step with what is hidden. */
function applyHidden() {
  visNodes.update(data.nodes.map((node) => ({ id: node.id, hidden: !nodeShown(node) })));
  for (const row of document.querySelectorAll("tr[data-node]")) row.hidden = !nodeShown(nodeById.get(row.dataset.node));
  for (const row of document.querySelectorAll("tr[data-edge]")) row.hidden = !edgeShown(edgeById.get(row.dataset.edge));
  tell();
  network.redraw();
}

function tell() {
  for (const { set, key, button } of entries) button.setAttribute("aria-pressed", String(!set.has(key)));
  const n = data.nodes.filter(nodeShown).length;
  const m = data.edges.filter(edgeShown).length;
  shown.textContent = `${n} of ${data.nodes.length} things and ${m} of ${data.edges.length} relations shown`;
  showAll.hidden = !(hidden.nodes.size || hidden.edges.size || hidden.basis.size);
}

showAll.addEventListener("click", () => {
  for (const set of Object.values(hidden)) set.clear();
  applyHidden();
});
