// The figures: finding rows. A thing counted is shown when any of its figures is wanted.
import { showOnly, startPage, wordsIn } from "./page.js";

const field = document.getElementById("filter");
const rivalsOnly = document.getElementById("rivals");
const measures = [...document.querySelectorAll("tbody")];

function refreshFigures() {
  if (!field) return;
  const words = wordsIn(field);
  showOnly(measures, (body) => words(body) && (!rivalsOnly.checked || body.querySelector("[data-rivals]")));
  for (const panel of document.querySelectorAll(".panel")) panel.hidden = !panel.querySelector("tbody:not([hidden])");
}

for (const control of [field, rivalsOnly]) control?.addEventListener("input", refreshFigures);
document.getElementById("clear")?.addEventListener("click", () => {
  field.value = "";
  rivalsOnly.checked = false;
  refreshFigures();
});
startPage(refreshFigures);
refreshFigures();
