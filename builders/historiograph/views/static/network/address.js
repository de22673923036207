// The address says what is seen: selection, neighbourhood, filters, opened groups, view, language and camera. It is
// the part behind the "#", so it works in a file, too.

import { data, edgeById, groupById, nodeById } from "./data.js";
import { MISSING, facets } from "./filters.js";
import { camera, setCamera } from "./camera.js";
import { keptLanguage, languageNow, speak, speaks } from "../language.js";
import { showGroup } from "./groups.js";
import { state, tell, when } from "./state.js";

const WAIT = 250;
const openAtFirst = data.groups.filter((group) => group.open).map((group) => group.id);
let waiting = 0;
let known = "";
let firstLanguage = "";
let firstRead = false;

const encode = (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");

export function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Return the address of what is selected when this is, all else as it is. */
export function hashFor(selected) {
  const parts = [];
  if (selected) parts.push(`select=${encode(selected)}`);
  if (state.around) parts.push(`around=${encode(state.around.id)},${state.around.depth}`);
  const opened = [...state.open].sort().map(encode).join(",");
  if (opened !== [...openAtFirst].sort().map(encode).join(",")) parts.push(`open=${opened || "-"}`);
  for (const facet of facets) {
    const off = [...state.off[facet.key]].map((value) => encode(idOf(facet, value)));
    if (off.length) parts.push(`off.${facet.key}=${off.sort().join(",")}`);
  }
  if (state.paused.size) parts.push(`paused=${[...state.paused].sort().join(",")}`);
  if (state.list) parts.push("view=list");
  if (languageNow() !== firstLanguage) parts.push(`lang=${languageNow()}`);
  if (camera.byHand) parts.push(`at=${Math.round(camera.x)},${Math.round(camera.y)},${camera.scale.toFixed(3)}`);
  return `#${parts.join("&")}`;
}

function idOf(facet, value) {
  if (value === MISSING) return "-";
  return facet.labels ? facet.labels[value].id : value;
}

function valueOf(facet, id) {
  if (id === "-") return MISSING;
  return facet.labels ? facet.labels.findIndex((label) => label.id === id) : id;
}

/** Go to what an id names, so that "back" leads here again; an empty id selects nothing. */
export function select(id) {
  if (id === state.selected) return;
  const hash = hashFor(id);
  state.selected = id;
  if (location.hash !== hash) location.hash = hash;
  known = location.hash;
  tell("select");
}

/** Keep the address in step with the rest, without a new step for "back". */
function keep() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const hash = hashFor(state.selected);
    if (hash === (location.hash || "#") || location.hash !== known) return; // the same, or "back" is under way
    try {
      history.replaceState(null, "", hash);
      known = location.hash;
    } catch {
      // a frame of a notebook has no address of its own to keep
    }
  }, WAIT);
}

/** Return whether the reader may have chosen another language since this address was written: on "back" and reload. */
function chosenSince() {
  const [come] = performance.getEntriesByType("navigation");
  return !firstRead && come?.type !== "navigate" && keptLanguage() !== null;
}

/** Make the page show what the address says. */
export function followAddress() {
  known = location.hash;
  const said = new Map();
  for (const part of location.hash.slice(1).split("&")) {
    const [key, value = ""] = part.split(/=(.*)/s);
    if (key) said.set(key, value);
  }
  const list = (key) => (said.get(key) || "").split(",").filter(Boolean).map(decode);
  for (const facet of facets) {
    const known = list(`off.${facet.key}`).map((id) => valueOf(facet, id));
    state.off[facet.key] = new Set(known.filter((value) => value === MISSING || facet.values.includes(value)));
  }
  state.paused = new Set(list("paused"));
  state.open = new Set(said.has("open") ? list("open").filter((id) => groupById.has(id)) : openAtFirst);
  const [id, depth] = list("around");
  state.around = nodeById.has(id) ? { id, depth: Math.min(3, Math.max(1, Number(depth) || 1)) } : null;
  state.list = said.get("view") === "list";
  const language = said.get("lang") || "";
  if (language && language !== languageNow() && speaks(language) && !chosenSince()) speak(language);
  const wanted = decode(said.get("select") || "");
  state.selected = nodeById.has(wanted) || edgeById.has(wanted) ? wanted : "";
  if (nodeById.get(state.selected)?.within) state.open.add(nodeById.get(state.selected).within);
  tell("shown");
  tell("select");
  const at = list("at").map(Number);
  const [opened] = said.has("open") ? state.open : [];
  if (opened && !state.selected) showGroup(opened);
  if (at.length === 3 && at.every(Number.isFinite)) setCamera({ x: at[0], y: at[1], scale: at[2] }, true);
}

/** Begin: remember the language that the page was written in, follow the address, and keep it in step. */
export function startAddress() {
  firstLanguage = document.documentElement.lang || "en";
  followAddress();
  firstRead = true;
  for (const event of ["move", "shown"]) when(event, keep);
  document.addEventListener("language", keep);
  addEventListener("hashchange", () => {
    if ((location.hash || "#") !== hashFor(state.selected)) followAddress();
  });
}
