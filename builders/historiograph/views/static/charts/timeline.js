// The timeline: finding rows, the line through all lanes, and works by school, author or language.
import { say } from "./../language.js";
import { showOnly, startPage, wordsIn } from "./page.js";

const sought = document.getElementById("filter");
const line = document.getElementById("line");
const grouping = document.getElementById("lanes");
const timeTable = document.getElementById("lanes-table");
const bySchool = [...document.querySelectorAll("tbody.work")];
const works = bySchool.map((body) => [body, [...body.rows]]);

function refreshRows() {
  if (!timeTable) return;
  const rows = [...timeTable.querySelectorAll("tbody tr:not(.lane-name)")];
  showOnly(rows, wordsIn(sought));
  for (const body of timeTable.tBodies) body.hidden = !body.querySelector("tr:not(.lane-name):not([hidden])");
}

function drawLine() {
  const chosen = line.selectedOptions[0];
  for (const row of timeTable.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  timeTable.classList.toggle("guided", Boolean(chosen.value));
  if (!chosen.value) return;
  timeTable.style.setProperty("--from", chosen.dataset.from);
  timeTable.style.setProperty("--to", chosen.dataset.to);
  document.getElementById(chosen.value).setAttribute("aria-current", "true");
}

function group() {
  for (const body of timeTable.querySelectorAll("tbody.work")) body.remove();
  const next = timeTable.querySelector("tbody:not(.event)");
  if (grouping.value === "school") {
    for (const [body, rows] of works) {
      body.append(...rows);
      timeTable.insertBefore(body, next);
    }
  } else {
    const lanes = new Map();
    for (const [, rows] of works) {
      for (const row of rows.slice(1)) {
        const name = row.dataset[grouping.value] || "";
        if (!lanes.has(name)) lanes.set(name, []);
        lanes.get(name).push(row);
      }
    }
    for (const name of [...lanes.keys()].sort((a, b) => !a - !b || a.localeCompare(b))) {
      const body = bySchool[0].cloneNode(false);
      const heading = works[0][1][0].cloneNode(true);
      const count = heading.querySelector("small").cloneNode();
      count.textContent = lanes.get(name).length;
      const label = `${say("charts.timeline.works")}: ${name || say(`charts.timeline.no-${grouping.value}`)} `;
      heading.firstElementChild.replaceChildren(label, count);
      body.append(heading, ...lanes.get(name));
      timeTable.insertBefore(body, next);
    }
  }
  refreshRows();
}

if (timeTable) {
  sought.addEventListener("input", refreshRows);
  line.addEventListener("change", drawLine);
  if (bySchool.length) grouping.addEventListener("change", group);
  else grouping.closest("label").hidden = true;
  document.getElementById("clear").addEventListener("click", () => {
    sought.value = "";
    refreshRows();
  });
  timeTable.addEventListener("click", (event) => {
    const row = event.target.closest(".chart")?.parentElement;
    if (!row || ![...line.options].some((option) => option.value === row.id)) return;
    line.value = row.id;
    drawLine();
  });
  startPage(bySchool.length ? group : refreshRows);
  refreshRows();
  drawLine();
} else startPage(() => {});
