// The tools of a page of text: light and dark, language, copying.

import { languageNow, say, speak, speakAsBefore } from "./language.js";

const KEPT_THEME = "historiograph-theme";
export const byId = (id) => document.getElementById(id);

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function setTheme(theme) {
  document.documentElement.classList.toggle("dark", theme === "dark");
  document.documentElement.classList.toggle("light", theme === "light");
}

function switchTheme() {
  const root = document.documentElement.classList;
  const darkNow = root.contains("dark") || (!root.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
  setTheme(darkNow ? "light" : "dark");
  try {
    localStorage.setItem(KEPT_THEME, darkNow ? "light" : "dark");
  } catch {
    // this page alone changes
  }
}

/** Copy text; where a page from a file may not use the clipboard, by selecting it. */
async function copyText(place) {
  try {
    await navigator.clipboard.writeText(place.textContent);
  } catch {
    getSelection().selectAllChildren(place);
    document.execCommand("copy");
  }
}

/** Bring the buttons that copy to life. */
export function startCopying(root = document) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await copyText(byId(button.dataset.copy));
      const place = button.querySelector("[data-say]");
      place.textContent = say("site.copied");
      setTimeout(() => (place.textContent = say(place.dataset.say)), 2000);
    });
  }
}

/** Bring theme and language to life, as they were chosen on another page. */
export function startTools() {
  setTheme(kept(KEPT_THEME));
  for (const part of document.querySelectorAll(".top > [hidden]")) part.hidden = false;
  byId("theme").addEventListener("click", switchTheme);
  speakAsBefore();
  byId("language").value = languageNow();
  byId("language").addEventListener("change", (event) => speak(event.target.value));
}
