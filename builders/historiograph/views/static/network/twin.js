// The list beside the map: tables of the same things, kept in step with filters and sorted at will.

import { scene } from "./scene.js";
import { byId } from "./elements.js";
import { when } from "./state.js";

const things = [...document.querySelectorAll("tr[data-node]")];
const relations = [...document.querySelectorAll("tr[data-edge]")];

function hideOthers(rows, key, shown) {
  for (const row of rows) {
    const hidden = !shown.has(row.dataset[key]);
    if (row.hidden !== hidden) row.hidden = hidden;
  }
}

function keepInStep() {
  hideOthers(things, "node", scene.shownNodes);
  hideOthers(relations, "edge", scene.shownEdges);
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
  const rows = [...body.rows].sort((a, b) => order.compare(textOf(a), textOf(b)) * (down ? -1 : 1));
  body.append(...rows);
}

export function startTwin() {
  when("shown", keepInStep);
  for (const heading of byId("list-view").querySelectorAll("thead th button")) {
    heading.addEventListener("click", () => sortBy(heading.parentElement));
  }
}
