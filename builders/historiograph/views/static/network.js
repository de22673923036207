// The network page: puts its parts together.

import { readColors } from "./network/theme.js";
import { data } from "./network/data.js";
import { state, tell, when } from "./network/state.js";
import { byId } from "./network/elements.js";
import { begin, camera, map, mapShown, zoomBy } from "./network/camera.js";
import { arrange } from "./network/scene.js";
import { repaint } from "./network/painter.js";
import { paintLegend, startLegend } from "./network/legend.js";
import { startSelection } from "./network/selection.js";
import { startPanel } from "./network/panel.js";
import { decode, select, startAddress } from "./network/address.js";
import { showStart, showWhole, startViews } from "./network/views.js";
import { startSearch } from "./network/search.js";
import { startPointer } from "./network/pointer.js";
import { startKeys } from "./network/keys.js";
import { showArticle, startTwin } from "./network/twin.js";
import { startPicture } from "./network/picture.js";
import { languageNow, speak, speakAsBefore } from "./language.js";
import { startTheme } from "./theme.js";

const root = document.documentElement;
let classBefore = "";
let begunWithMap = false;

function recolor() {
  readColors();
  paintLegend();
  repaint();
}

function startColors() {
  startTheme(byId("theme"), recolor);
  addEventListener("beforeprint", () => {
    classBefore = root.className;
    root.classList.remove("dark");
    root.classList.add("light");
    recolor();
  });
  addEventListener("afterprint", () => {
    root.className = classBefore;
    recolor();
  });
}

function startTools() {
  byId("nearer").addEventListener("click", () => zoomBy(1.25));
  byId("farther").addEventListener("click", () => zoomBy(0.8));
  byId("whole").addEventListener("click", () => showWhole());
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("legend-toggle").addEventListener("click", () => {
    const shown = document.body.classList.toggle("with-legend");
    byId("legend-toggle").setAttribute("aria-expanded", String(shown));
    if (shown) byId("legend").focus();
  });
  const language = byId("language");
  language.addEventListener("change", () => speak(language.value));
  document.addEventListener("language", () => (language.value = languageNow()));
}

// Links within the page are followed here: in a notebook's frame a bare "#..." would lead to the notebook's address.
function startLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href === "#map") return map.focus();
    select(link.dataset.select ?? decode(href.slice("#select=".length)));
    showArticle();
  });
}

root.classList.add("js");
readColors();
for (const group of data.groups) if (group.open) state.open.add(group.id);
arrange();
startLegend();
for (const start of [startPanel, startSelection, startViews, startTwin, startSearch, startPointer, startKeys, startPicture, startColors, startTools, startLinks]) start();
paintLegend();
showStart();
speakAsBefore();
startAddress();
begin();
begunWithMap = mapShown();
// A page that begins as a list has no map to fit into at first.
when("shown", () => {
  if (!mapShown() || begunWithMap) return;
  begunWithMap = true;
  if (!camera.byHand) showStart();
});
tell("look");
requestAnimationFrame(() => requestAnimationFrame(() => {
  map.dataset.ready = "yes";
  performance.mark("ready");
}));
