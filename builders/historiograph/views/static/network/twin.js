// The list beside the map: tables of the same things, kept in step with filters and selection, sorted at will.

import { articleElement, buildList, hasList } from "./written.js";
import { scene } from "./scene.js";
import { state, when } from "./state.js";

function hideOthers(rows, key, shown) {
  for (const row of rows) {
    const hidden = !shown.has(row.dataset[key]);
    if (row.hidden !== hidden) row.hidden = hidden;
  }
}

function keepInStep() {
  if (state.list) buildList(prepare);
  if (!hasList()) return;
  hideOthers(document.querySelectorAll("tr[data-node]"), "node", scene.shownNodes);
  hideOthers(document.querySelectorAll("tr[data-edge]"), "edge", scene.shownEdges);
}

function markSelected() {
  for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  const id = CSS.escape(state.selected);
  if (id) document.querySelector(`tr[data-node="${id}"], tr[data-edge="${id}"]`)?.setAttribute("aria-current", "true");
}

/** Sort a table by a column; a second time, the other way round. */
function sortBy(heading) {
  const table = heading.closest("table");
  const column = [...heading.parentElement.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentElement.children) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const textOf = (row) => row.cells[column].textContent.trim();
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const rows = [...body.rows].map((row) => [textOf(row), row]);
  rows.sort(([a], [b]) => order.compare(a, b) * (down ? -1 : 1));
  body.append(...rows.map(([, row]) => row));
}

function prepare() {
  for (const heading of document.querySelectorAll("#list-view thead th button")) {
    heading.addEventListener("click", () => sortBy(heading.parentElement));
  }
  markSelected();
}

/** Show the article on what is selected, in the list. */
export function showArticle() {
  if (state.list && state.selected) articleElement(state.selected)?.scrollIntoView();
}

export function startTwin() {
  when("shown", keepInStep);
  when("select", markSelected);
  addEventListener("beforeprint", () => {
    buildList(prepare);
    keepInStep();
  });
}
