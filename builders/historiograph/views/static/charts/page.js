// What every page of charts does: theme, language, finding rows by words, and links within a page that has no address.
import { languageNow, say, speak, speakAsBefore } from "./../language.js";
import { startTheme } from "./../theme.js";

const saidAloud = document.getElementById("said");

/** Say something to those who listen to the page. */
export function announce(text) {
  saidAloud.textContent = text;
}

/** Show the rows for which `wanted` is true, hide the others, and say how many of how many are shown. */
export function showOnly(rows, wanted) {
  let n = 0;
  for (const row of rows) {
    row.hidden = !wanted(row);
    if (!row.hidden) n += 1;
  }
  const told = document.getElementById("shown");
  const all = rows.length;
  told.textContent = say("charts.shown", { n, all });
  announce(told.textContent);
  document.getElementById("clear").hidden = n === all;
  return n;
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Return a test whether a row has all the words that stand in the field. */
export function wordsIn(field) {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  return (row) => {
    if (!words.length) return true;
    const text = folded(row.textContent);
    return words.every((word) => text.includes(word));
  };
}

/** Go to a place in this page, also where the page has no address of its own, as in a notebook. */
export function goTo(id) {
  const place = document.getElementById(id);
  if (!place) return false;
  for (let box = place; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  place.scrollIntoView({ block: "center" });
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  return true;
}

/** Set the page going; `again` is called whenever the language changes. */
export function startPage(again) {
  document.documentElement.classList.add("js");
  const chosen = document.getElementById("language");
  chosen.addEventListener("change", () => speak(chosen.value));
  document.addEventListener("language", () => {
    chosen.value = languageNow();
    again();
  });
  startTheme(document.getElementById("theme"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || location.protocol !== "about:") return;
    event.preventDefault();
    goTo(decodeURIComponent(link.getAttribute("href").slice(1)));
  });
  chosen.value = languageNow();
  speakAsBefore();
}
