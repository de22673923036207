// A view that a dataset brings: finding rows.
import { showOnly, startPage, wordsIn } from "./page.js";

const ownField = document.getElementById("filter");
const ownRows = [...document.querySelectorAll("table.own tbody tr")];

function refreshOwn() {
  if (ownField) showOnly(ownRows, wordsIn(ownField));
}

ownField?.addEventListener("input", refreshOwn);
document.getElementById("clear")?.addEventListener("click", () => {
  ownField.value = "";
  refreshOwn();
});
startPage(refreshOwn);
refreshOwn();
