// Selection: the address says what is selected, and everything follows the address.

const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const said = document.getElementById("said");
const SELECT = "#select=";

function selectedInAddress() {
  if (!location.hash.startsWith(SELECT)) return "";
  try {
    return decodeURIComponent(location.hash.slice(SELECT.length));
  } catch {
    return "";
  }
}

/** Select a node or relation by id; an empty id selects nothing. The address changes, so "back" works. */
function select(id) {
  if (id === look.selected) return;
  const hash = id ? SELECT + encodeURIComponent(id).replaceAll("%2F", "/") : "#";
  location.hash = hash;
  follow();
}

/** Make the page show what the address selects. */
function follow() {
  const wanted = selectedInAddress();
  const id = nodeById.has(wanted) || edgeById.has(wanted) ? wanted : "";
  if (id === look.selected) return;
  look.selected = id;
  look.lit = id ? litWith(id) : null;
  for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  panel.hidden = !id;
  if (id) {
    panelBody.replaceChildren(nodeById.has(id) ? articleOf(id) : relationArticle(edgeById.get(id)));
    panel.scrollTop = 0;
    if (nodeById.has(id)) look.focused = id;
    rowOf(id)?.setAttribute("aria-current", "true");
    bringIntoView(nodeById.has(id) ? id : edgeById.get(id).to);
    said.textContent = `Selected: ${describe(id)}`;
  } else said.textContent = "Nothing selected";
  network.redraw();
}

function rowOf(id) {
  return document.querySelector(`tr[data-node="${CSS.escape(id)}"], tr[data-edge="${CSS.escape(id)}"]`);
}

/** Return what stays bright when this is selected: itself, its lines, and what they lead to. */
function litWith(id) {
  const edge = edgeById.get(id);
  if (edge) return new Set([id, edge.from, edge.to]);
  const lit = new Set([id]);
  for (const link of linksOf.get(id)) {
    lit.add(link.id);
    const other = link.from === id ? link.to : link.from;
    lit.add(other);
    if (nodeById.get(other).group === "inference") {
      for (const onward of linksOf.get(other)) for (const part of [onward.id, onward.from, onward.to]) lit.add(part);
    }
  }
  return lit;
}

function articleOf(id) {
  const article = document.getElementById(`select=${id}`).cloneNode(true);
  article.removeAttribute("id");
  const counts = new Map();
  for (const edge of linksOf.get(id)) {
    const other = nodeKinds.get(nodeById.get(edge.from === id ? edge.to : edge.from).group);
    counts.set(other, (counts.get(other) || 0) + 1);
  }
  const parts = [...counts].map(([kind, n]) => `${n} ${(n === 1 ? kind.label : kind.plural).toLowerCase()}`);
  if (parts.length) article.append(element("p", `Drawn here with lines to: ${parts.join(", ")}.`, "names"));
  return article;
}

function relationArticle(edge) {
  const article = document.createElement("article");
  article.append(element("p", "Relation", "kind"), element("h3", relationName(edge)));
  const list = document.createElement("ul");
  for (const [word, id] of [["From", edge.from], ["To", edge.to]]) {
    const item = element("li", `${word}: `);
    const link = element("a", nodeById.get(id).label);
    link.href = SELECT + encodeURIComponent(id).replaceAll("%2F", "/");
    item.append(link);
    list.append(item);
  }
  article.append(list, element("p", BASIS[basisOf(edge)].long, "gist"));
  for (const remark of edge.remarks) article.append(element("small", remark));
  return article;
}

function relationName(edge) {
  return edgeKinds.get(edge.relation).label + (edge.count > 1 ? ` (${edge.count} claims)` : "");
}

function sentence(edge) {
  return `${nodeById.get(edge.from).label} — ${relationName(edge)} — ${nodeById.get(edge.to).label}`;
}

function describe(id) {
  if (edgeById.has(id)) return sentence(edgeById.get(id));
  const node = nodeById.get(id);
  const n = linksOf.get(id).length;
  return `${node.label}, ${nodeKinds.get(node.group).label.toLowerCase()}, ${n} ${n === 1 ? "relation" : "relations"}`;
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
