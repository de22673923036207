// The matrix: which table, which rows in which order, and the panel that opens a cell.
import { say } from "./../language.js";
import { announce, showOnly, startPage, wordsIn } from "./page.js";

const CELL = "=";
const matrixPanel = document.getElementById("panel");
const tables = [...document.querySelectorAll(".table-section")];
const found = document.getElementById("filter");
const topic = document.getElementById("topic");
const order = document.getElementById("sort");
const disputed = document.getElementById("disputed");
let opener = null;

const tableNow = () => tables.find((section) => !section.hidden);
const rowsNow = () => [...tableNow().querySelectorAll("tbody tr")];

function refresh() {
  const words = wordsIn(found);
  const about = topic?.value;
  showOnly(rowsNow(), (row) =>
    words(row) && (!about || row.dataset.topics.split(" ").includes(about)) && (!disputed.checked || row.querySelector(".disputed")));
}

function sortRows() {
  const key = order.value;
  for (const body of document.querySelectorAll(".table-section tbody")) {
    const rows = [...body.rows];
    for (const [place, row] of rows.entries()) row.dataset.place ??= place;
    const names = new Map(rows.map((row) => [row, row.querySelector("th bdi").textContent]));
    rows.sort((a, b) =>
      (key === "question" ? names.get(a).localeCompare(names.get(b)) : key === "columns" ? 0 : b.dataset[key] - a.dataset[key]) ||
      a.dataset.place - b.dataset.place);
    body.append(...rows);
  }
}

function showTable(id) {
  for (const section of tables) section.hidden = section.id !== id;
  for (const button of document.querySelectorAll("[data-table]")) button.setAttribute("aria-pressed", String(button.dataset.table === id));
  refresh();
}

/** Open the panel with the claims of a cell: `debate/slug=school/slug`. */
function openCell(name) {
  const link = document.querySelector(`[data-cell="${CSS.escape(name)}"]`);
  if (!link) return;
  const section = link.closest(".table-section");
  if (section.hidden) showTable(section.id);
  const cell = link.closest("td");
  const title = document.getElementById("panel-title");
  const question = cell.parentElement.querySelector("th bdi").cloneNode(true);
  const column = cell.querySelector(".column").cloneNode(true);
  title.replaceChildren(question, " — ", ...column.childNodes);
  const articles = cell.dataset.claims.trim().split(" ").map((id) => {
    const copy = document.getElementById(id).cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  });
  document.getElementById("panel-body").replaceChildren(...articles);
  opener = link;
  if (!matrixPanel.open) matrixPanel.show();
  matrixPanel.scrollTop = 0;
  title.focus();
  announce(say("charts.matrix.open", { n: articles.length }));
}

function closeCell() {
  if (location.hash.includes(CELL)) history.replaceState(null, "", location.pathname + location.search);
  opener?.focus();
  opener = null;
}

function followAddress() {
  let name = "";
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  if (name.includes(CELL)) openCell(name);
  else if (matrixPanel?.open) matrixPanel.close();
}

if (matrixPanel) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-cell]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (location.protocol === "about:" || location.hash.slice(1) === link.dataset.cell) openCell(link.dataset.cell);
    else location.hash = link.dataset.cell;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && matrixPanel.open) matrixPanel.close();
  });
  matrixPanel.addEventListener("close", closeCell);
  addEventListener("hashchange", followAddress);
  for (const button of document.querySelectorAll("[data-table]")) button.addEventListener("click", () => showTable(button.dataset.table));
  for (const field of [found, topic, disputed]) field?.addEventListener("input", refresh);
  order.addEventListener("change", sortRows);
  document.getElementById("marks-only").addEventListener("change", (event) => {
    document.getElementById("content").classList.toggle("marks-only", event.target.checked);
  });
  document.getElementById("clear").addEventListener("click", () => {
    found.value = "";
    if (topic) topic.value = "";
    disputed.checked = false;
    refresh();
  });
  startPage(refresh);
  showTable(tables[0].id);
  followAddress();
} else startPage(() => {});
