// The details of what is selected.

import { data, edgeById, linksOf, nodeById, otherEnd } from "./data.js";
import { hashFor, select } from "./address.js";
import { byId, button, element } from "./elements.js";
import { articleElement } from "./written.js";
import { map } from "./camera.js";
import { say, sayAll } from "../language.js";
import { showAround } from "./selection.js";
import { state, when } from "./state.js";
import { basisSentence, describe, kindName, labelOf, relationName } from "./wording.js";

const panel = byId("panel");
const panelBody = byId("panel-body");
const said = byId("said");
const DEPTHS = [1, 2, 3];

/** Say something aloud, politely. */
export function announce(text) {
  said.textContent = text;
}

export function focusPanel() {
  panelBody.focus();
}

export function closePanel() {
  if (panel.contains(document.activeElement)) map.focus();
  select("");
}

function fill() {
  const id = state.selected;
  panel.hidden = !id;
  if (!id) return announce(say("network.nothing-selected"));
  const article = nodeById.has(id) ? articleOf(id) : relationArticle(edgeById.get(id));
  panelBody.replaceChildren(article);
  sayAll(panelBody);
  panel.scrollTop = 0;
  announce(say("network.selected", { name: describe(id) }));
}

function articleOf(id) {
  const article = articleElement(id).cloneNode(true);
  article.removeAttribute("id");
  const heading = article.querySelector("h3");
  if (data.pages[id]) {
    const link = element("a", say("network.open-page"), "page");
    link.href = data.pages[id];
    heading.after(link);
  }
  heading.after(aroundButtons(id));
  const counts = new Map();
  for (const edge of linksOf.get(id)) {
    const { kind } = nodeById.get(otherEnd(edge, id));
    counts.set(kind, (counts.get(kind) || 0) + 1);
  }
  const parts = [...counts].map(([kind, n]) => `${n} ${kindName(kind, n).toLowerCase()}`);
  const drawn = parts.length ? say("network.drawn-with", { list: parts.join(", ") }) : say("network.no-neighbours");
  article.append(element("p", drawn, "names"));
  return article;
}

/** Offer the neighbourhood: everything within one, two or three steps, and nothing else. */
function aroundButtons(id) {
  const group = element("div", "", "around");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", say("network.around"));
  group.append(element("span", say("network.around")));
  const mark = () => {
    for (const made of group.querySelectorAll("button")) {
      const on = state.around?.id === id && state.around.depth === Number(made.dataset.depth);
      made.setAttribute("aria-pressed", String(on));
    }
  };
  for (const depth of DEPTHS) {
    const act = () => {
      const on = state.around?.id === id && state.around.depth === depth;
      showAround(id, on ? 0 : depth);
      mark();
    };
    group.append(button(String(depth), act, { "data-depth": depth, "aria-label": say("network.steps", { n: depth }) }));
  }
  mark();
  return group;
}

function relationArticle(edge) {
  const article = document.createElement("article");
  article.append(element("p", say("network.relation"), "kind"), element("h3", relationName(edge)));
  const list = document.createElement("ul");
  for (const [key, id] of [["network.from", edge.from], ["network.to", edge.to]]) {
    const item = element("li", `${say(key)}: `);
    const link = element("a", labelOf(nodeById.get(id)));
    link.href = hashFor(id);
    link.dataset.select = id;
    item.append(link);
    list.append(item);
  }
  article.append(list, element("p", basisSentence(edge), "gist"));
  for (const [key, gaps, text] of edge.remarks) article.append(element("small", key ? say(key, gaps) : text));
  return article;
}

async function copyLink({ currentTarget: made }) {
  const before = made.textContent;
  try {
    await navigator.clipboard.writeText(location.href);
    made.textContent = say("network.copied");
  } catch {
    made.textContent = say("network.copy-by-hand");
  }
  setTimeout(() => (made.textContent = before), 1800);
}

export function startPanel() {
  when("select", fill);
  document.addEventListener("language", fill);
  byId("close").addEventListener("click", () => {
    closePanel();
    map.focus();
  });
  byId("copy-link").addEventListener("click", copyLink);
  byId("back").addEventListener("click", () => history.back());
  byId("forward").addEventListener("click", () => history.forward());
}
