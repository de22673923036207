// The legend and the filters: samples drawn as on the map, numbers, and what is shown or hidden.

import { data } from "./data.js";
import { byId, button, element } from "./elements.js";
import { MISSING, anyFilter, clearAll, countsOf, facets, pause, toggle } from "./filters.js";
import { drawEdge } from "./lines.js";
import { say } from "../language.js";
import { scene } from "./scene.js";
import { drawNode } from "./shapes.js";
import { state, when } from "./state.js";
import { basisName, kindName } from "./wording.js";

const WIDE = 40;
const HIGH = 22;
const line = { straight: true, points: [{ x: 1, y: HIGH / 2 }, { x: WIDE - 2, y: HIGH / 2 }] };
const plainLine = { color: "ink", dash: [], head: "", width: 2.5, faint: false };
const entries = [];
const switches = [];

/** Return what is drawn for each value of the first three facets: a function of the context. */
export function sampleOf(facet, value) {
  if (facet.key === "kind") {
    const kind = data.nodeKinds.find((one) => one.key === value);
    const dot = kind.shape === "dot";
    const strong = value === "answer" || (value === "debate" && data.strongDebate);
    return (ctx) => drawNode(ctx, kind, { x: WIDE / 2, y: HIGH / 2, width: dot ? 14 : 34, height: dot ? 14 : 17, strong }, {});
  }
  if (facet.key === "relation") {
    const kind = data.edgeKinds.find((one) => one.key === value);
    return (ctx) => drawEdge(ctx, kind, { explicit: true }, line, { lit: kind.faint });
  }
  if (facet.key === "basis") {
    return (ctx) => drawEdge(ctx, { ...plainLine, faint: value === "counted" }, { explicit: value !== "inferred" }, line, {});
  }
  return null;
}

export function valueName(facet, value, count) {
  if (value === MISSING) return say("network.missing");
  if (facet.key === "kind") return kindName(value, count);
  if (facet.key === "relation") return say(`words.relation.${value}`);
  if (facet.key === "basis") return basisName(value);
  const { label, say: key } = facet.labels[value];
  return key ? say(key) : label;
}

function addEntry(list, facet, value, count) {
  const made = button("", (event) => toggle(facet, value, event.shiftKey), { "data-key": facet.labels ? (value === MISSING ? "-" : facet.labels[value].id) : value });
  const name = element("span");
  const draw = sampleOf(facet, value);
  let picture = null;
  if (draw) {
    picture = document.createElement("canvas");
    [picture.width, picture.height] = [WIDE * 2, HIGH * 2];
    picture.setAttribute("aria-hidden", "true");
    made.append(picture);
  }
  made.append(name, element("b", count.toLocaleString("en")));
  const item = document.createElement("li");
  item.append(made);
  list.append(item);
  entries.push({ facet, value, count, made, name, picture, draw });
}

function buildFacet(facet) {
  const counts = countsOf(facet);
  const part = byId(`facet-${facet.key}`);
  part.hidden = counts.size < (facet.labels ? 2 : 1);
  if (part.hidden) return;
  const list = part.querySelector("ul");
  for (const [value, count] of counts) addEntry(list, facet, value, count);
  const made = button("", () => pause(facet), { class: "pause" });
  made.hidden = true;
  list.before(made);
  switches.push({ facet, made });
}

function speakNames() {
  for (const { facet, value, count, name } of entries) name.textContent = valueName(facet, value, count);
  tellNumbers();
}

/** Paint the samples again, in the colours of the theme. */
export function paintLegend() {
  for (const { picture, draw } of entries) {
    if (!picture) continue;
    const ctx = picture.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.clearRect(0, 0, WIDE, HIGH);
    draw(ctx);
  }
}

/** Return how much of the whole is shown, in words. */
export function shownWords() {
  return say("network.shown", {
    things: scene.shownNodes.size, ofThings: data.nodes.length, relations: scene.shownEdges.size, ofRelations: data.edges.length,
  });
}

function tellNumbers() {
  for (const { facet, value, made } of entries) {
    const on = !state.off[facet.key].has(value);
    if (made.getAttribute("aria-pressed") !== String(on)) made.setAttribute("aria-pressed", String(on));
  }
  for (const { facet, made } of switches) {
    made.hidden = !state.off[facet.key].size;
    made.textContent = say(state.paused.has(facet.key) ? "network.resume" : "network.pause");
    made.closest(".facet").classList.toggle("paused", state.paused.has(facet.key));
  }
  byId("shown").textContent = shownWords();
  byId("show-all").hidden = !anyFilter();
  byId("empty").hidden = scene.nodes.length > 0;
}

export function startLegend() {
  facets.forEach(buildFacet);
  byId("facets").hidden = !document.querySelector("#facets .facet:not([hidden])");
  byId("show-all").addEventListener("click", clearAll);
  when("shown", tellNumbers);
  document.addEventListener("language", speakNames);
  speakNames();
}
