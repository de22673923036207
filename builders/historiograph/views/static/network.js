// Puts the page together: pointer, keys, theme, map or list, print.

const root = document.documentElement;
const tip = document.getElementById("tip");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function showAs(what) {
  document.body.classList.toggle("as-list", what === "list");
  document.getElementById("show-map").setAttribute("aria-pressed", String(what === "map"));
  document.getElementById("show-list").setAttribute("aria-pressed", String(what === "list"));
  if (what === "list" && look.selected) document.getElementById(`select=${look.selected}`)?.scrollIntoView();
  if (what === "map") network.redraw();
}

function repaint() {
  readColors();
  paintLegend();
  network.redraw();
}

/** Return the node that an arrow key leads to: along a line if one goes that way, else the nearest that way. */
function nextNode(from, [dx, dy]) {
  const here = placeOf(from);
  const linked = new Set(linksOf.get(from).filter(edgeShown).flatMap((edge) => [edge.from, edge.to]));
  let best = null;
  for (const node of data.nodes) {
    if (node.id === from || !nodeShown(node)) continue;
    const [x, y] = [placeOf(node.id).x - here.x, placeOf(node.id).y - here.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 4 || aside > ahead * 3) continue;
    const cost = ahead + aside * 1.6 + (linked.has(node.id) ? 0 : 900);
    if (!best || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id;
}

function focusNode(id) {
  look.focused = id;
  bringIntoView(id);
  said.textContent = describe(id);
  network.redraw();
}

map.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (step) {
    const start = look.focused || data.focus || data.nodes[0]?.id;
    const next = look.focused ? nextNode(start, step) : start;
    if (next) focusNode(next);
  } else if (event.key === "Enter" && look.focused) {
    select(look.focused);
    panelBody.focus();
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") showWhole();
  else return;
  event.preventDefault();
});
map.addEventListener("focus", () => network.redraw());
map.addEventListener("blur", () => network.redraw());

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, dialog");
  if (event.key === "Escape" && !event.target.closest?.("dialog")) {
    if (panel.contains(document.activeElement)) map.focus();
    select("");
  } else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "/") search.focus();
  else if (event.key === "?") document.getElementById("keys").showModal();
  else return;
  event.preventDefault();
});

// Links within the page are followed here: in a notebook's frame a bare "#..." would lead to the notebook's address.
document.addEventListener("click", (event) => {
  const href = event.target.closest?.("a[href^='#']")?.getAttribute("href");
  if (!href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (href === "#map") return map.focus();
  select(decodeURIComponent(href.slice(SELECT.length)));
  if (document.body.classList.contains("as-list")) document.getElementById(`select=${look.selected}`)?.scrollIntoView();
});

network.on("click", ({ nodes, pointer }) => {
  const under = network.getNodeAt(pointer.DOM) ?? nodes[0] ?? edgeAt(pointer.canvas)?.id ?? "";
  select(under);
});
network.on("hoverNode", ({ node }) => {
  look.hoverNode = node;
  map.style.cursor = "pointer";
  network.redraw();
});
network.on("blurNode", () => {
  look.hoverNode = "";
  map.style.cursor = "";
  network.redraw();
});
map.addEventListener("pointermove", (event) => {
  if (event.buttons) return;
  const box = map.getBoundingClientRect();
  const dom = { x: event.clientX - box.left, y: event.clientY - box.top };
  const edge = look.hoverNode ? null : edgeAt(network.DOMtoCanvas(dom));
  tip.hidden = !edge;
  if (edge) {
    tip.textContent = sentence(edge) + (edge.explicit ? "" : " (inferred by the curator)");
    tip.style.left = `${Math.max(8, Math.min(dom.x + map.offsetLeft + 14, map.offsetLeft + map.clientWidth - 350))}px`;
    tip.style.top = `${dom.y + 16}px`;
  }
  if ((edge?.id || "") !== look.hoverEdge) {
    look.hoverEdge = edge?.id || "";
    map.style.cursor = edge ? "pointer" : "";
    network.redraw();
  }
});
map.addEventListener("pointerleave", () => {
  tip.hidden = true;
  look.hoverEdge = "";
  network.redraw();
});

const on = (id, act) => document.getElementById(id).addEventListener("click", act);
on("show-map", () => showAs("map"));
on("show-list", () => showAs("list"));
on("help", () => document.getElementById("keys").showModal());
on("nearer", () => zoomBy(1.25));
on("farther", () => zoomBy(0.8));
on("whole", () => showWhole());
on("close", () => {
  select("");
  map.focus();
});
on("copy-link", async ({ currentTarget: button }) => {
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
  setTimeout(() => (button.textContent = "Copy link"), 1800);
});

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", repaint);
on("theme", () => {
  const toDark = root.classList.contains("light") || (!root.classList.contains("dark") && !dark.matches);
  root.classList.toggle("dark", toDark);
  root.classList.toggle("light", !toDark);
  repaint();
});
let before = "";
addEventListener("beforeprint", () => {
  before = root.className;
  root.classList.remove("dark");
  root.classList.add("light");
  repaint();
  showWhole();
});
addEventListener("afterprint", () => {
  root.className = before;
  repaint();
});
addEventListener("hashchange", follow);
network.on("afterDrawing", () => (map.dataset.scale = network.getScale().toFixed(3)));

root.classList.add("js");
buildLegend();
repaint();
network.setSize("100%", "100%");
showWhole(true);
follow();
network.once("afterDrawing", () => {
  network.redraw();
  performance.mark("ready");
});
