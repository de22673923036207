// Search by name: a combobox over labels, other names and who holds a claim, grouped by kind.

const search = document.getElementById("search");
const found = document.getElementById("found");
const MOST = 40;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const index = data.nodes
  .filter((node) => node.group !== "inference")
  .map((node) => ({ node, label: fold(node.label), names: node.names.map((name) => [fold(name), name]) }));
let active = -1;

function matches(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const { node, label, names } of index) {
    if (words.every((word) => label.includes(word))) {
      hits.push({ node, rank: label.startsWith(words[0]) ? 0 : label.includes(` ${words[0]}`) ? 1 : 2, why: "" });
      continue;
    }
    const other = names.find(([name]) => words.every((word) => name.includes(word)));
    if (other) hits.push({ node, rank: 3, why: other[1] });
  }
  return hits.sort((a, b) => a.rank - b.rank || a.node.label.localeCompare(b.node.label)).slice(0, MOST);
}

function showFound() {
  const hits = matches(search.value);
  found.replaceChildren();
  active = -1;
  const byKind = Map.groupBy ? Map.groupBy(hits, (hit) => hit.node.group) : group(hits);
  for (const [key, group] of byKind) {
    const part = document.createElement("div");
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", nodeKinds.get(key).plural);
    const heading = element("div", nodeKinds.get(key).plural);
    heading.setAttribute("role", "presentation");
    part.append(heading);
    for (const { node, why } of group) {
      const option = element("div", node.label);
      option.setAttribute("role", "option");
      option.id = `option-${found.querySelectorAll("[role=option]").length + part.querySelectorAll("[role=option]").length}`;
      option.dataset.node = node.id;
      option.setAttribute("aria-selected", "false");
      if (why) option.append(element("small", why));
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(node.id);
      });
      part.append(option);
    }
    found.append(part);
  }
  if (search.value.trim() && !hits.length) found.append(element("p", "Nothing here has that name."));
  setOpen(Boolean(search.value.trim()));
  if (hits.length) activate(0);
}

function group(hits) {
  const groups = new Map();
  for (const hit of hits) groups.set(hit.node.group, [...(groups.get(hit.node.group) || []), hit]);
  return groups;
}

function setOpen(open) {
  found.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  if (!open) search.removeAttribute("aria-activedescendant");
}

function activate(number) {
  const options = found.querySelectorAll("[role=option]");
  if (!options.length) return;
  active = (number + options.length) % options.length;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
  options[active].scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", options[active].id);
}

function choose(id) {
  setOpen(false);
  search.value = nodeById.get(id).label;
  if (!nodeShown(nodeById.get(id))) {
    hidden.nodes.delete(nodeById.get(id).group);
    applyHidden();
  }
  showAs("map");
  select(id);
}

search.addEventListener("input", showFound);
search.addEventListener("focus", () => search.select());
search.addEventListener("blur", () => setOpen(false));
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") found.hidden ? showFound() : activate(active + 1);
  else if (event.key === "ArrowUp") activate(active - 1);
  else if (event.key === "Enter") {
    const option = found.querySelectorAll("[role=option]")[active];
    if (option && !found.hidden) choose(option.dataset.node);
  } else if (event.key === "Escape" && !found.hidden) setOpen(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
