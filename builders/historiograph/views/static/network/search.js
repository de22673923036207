// Search: a combobox over names in every spelling, who holds a claim, and what it says, grouped by kind.

import { data, nodeById } from "./data.js";
import { select } from "./address.js";
import { byId, element } from "./elements.js";
import { fold } from "./folding.js";
import { clearAll } from "./filters.js";
import { say } from "../language.js";
import { scene } from "./scene.js";
import { state, tell } from "./state.js";
import { kindName, labelOf } from "./wording.js";

const search = byId("search");
const found = byId("found");
const MOST_FOUND = 40;
const NAME = 3;
const TEXT = 4;
let active = -1;
let lookup = null;

/** Return what is searched, made when it is first needed: [node, folded label, folded names, folded text]. */
function prepared() {
  lookup ||= data.nodes.filter((node) => node.kind !== "inference").map((node) => ({ node, keys: node.keys, label: node.keys[0] || "" }));
  return lookup;
}

/** Return the best matches of what is typed: beginnings of labels, words in labels, other names, texts. */
export function matches(text) {
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const { node, keys, label } of prepared()) {
    if (words.every((word) => label.includes(word))) {
      hits.push({ node, rank: label.startsWith(words[0]) ? 0 : ` ${label}`.includes(` ${words[0]}`) ? 1 : 2, why: "" });
      continue;
    }
    const at = keys.findIndex((key, i) => i && i < keys.length - 1 && words.every((word) => key.includes(word)));
    if (at > 0) hits.push({ node, rank: NAME, why: node.names[at - 1] || "" });
    else if (words.every((word) => ` ${keys[keys.length - 1]}`.includes(` ${word}`))) hits.push({ node, rank: TEXT, why: node.text });
  }
  return hits.sort((a, b) => a.rank - b.rank || a.node.label.localeCompare(b.node.label)).slice(0, MOST_FOUND);
}

function showFound() {
  const hits = matches(search.value);
  found.replaceChildren();
  active = -1;
  const groups = new Map();
  for (const hit of hits) {
    if (groups.has(hit.node.kind)) groups.get(hit.node.kind).push(hit);
    else groups.set(hit.node.kind, [hit]);
  }
  let number = 0;
  for (const [kind, members] of groups) {
    const part = element("div");
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", kindName(kind, 2));
    const heading = element("div", kindName(kind, 2));
    heading.setAttribute("role", "presentation");
    part.append(heading, ...members.map((hit) => option(hit, number++)));
    found.append(part);
  }
  if (search.value.trim() && !hits.length) found.append(element("p", say("network.no-match")));
  setOpen(Boolean(search.value.trim()));
  if (hits.length) activate(0);
}

function option({ node, why }, number) {
  const made = element("div", labelOf(node));
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.id = `option-${number}`;
  made.dataset.node = node.id;
  if (why) made.append(element("small", why));
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(node.id);
  });
  return made;
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
  options.forEach((made, i) => made.setAttribute("aria-selected", String(i === active)));
  options[active].scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", options[active].id);
}

/** Select what was found; if filters hide it, they give way. */
function choose(id) {
  setOpen(false);
  search.value = labelOf(nodeById.get(id));
  if (!scene.shownNodes.has(id)) clearAll();
  if (state.list) {
    state.list = false;
    tell("shown");
  }
  select(id);
}

export function focusSearch() {
  search.focus();
}

export function startSearch() {
  search.addEventListener("input", showFound);
  search.addEventListener("focus", () => search.select());
  search.addEventListener("blur", () => setOpen(false));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") found.hidden ? showFound() : activate(active + 1);
    else if (event.key === "ArrowUp") activate(active - 1);
    else if (event.key === "Enter") {
      const chosen = found.querySelectorAll("[role=option]")[active];
      if (chosen && !found.hidden) choose(chosen.dataset.node);
    } else if (event.key === "Escape" && !found.hidden) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
