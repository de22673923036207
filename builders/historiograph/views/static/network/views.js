// Map or list, and where the map begins.

import { data } from "./data.js";
import { byId } from "./elements.js";
import { map, show } from "./camera.js";
import { extent } from "./scene.js";
import { state, tell, when } from "./state.js";
import { showArticle } from "./twin.js";

const NARROW = 600;

/** Show everything that is drawn. */
export function showWhole() {
  show(extent());
}

/** Show where the map begins: all of it if it is readable then, else its upper left part. */
export function showStart() {
  show(extent(), map.clientWidth < NARROW ? Math.min(data.readable, 0.62) : data.readable);
}

export function showAs(list) {
  if (state.list === list) return;
  state.list = list;
  tell("shown");
  showArticle();
}

function reflect() {
  document.body.classList.toggle("as-list", state.list);
  byId("show-map").setAttribute("aria-pressed", String(!state.list));
  byId("show-list").setAttribute("aria-pressed", String(state.list));
}

export function startViews() {
  when("shown", reflect);
  byId("show-map").addEventListener("click", () => showAs(false));
  byId("show-list").addEventListener("click", () => showAs(true));
}
