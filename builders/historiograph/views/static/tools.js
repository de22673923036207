// The tools of a page of text: light and dark, language, copying.

import { languageNow, say, speak, speakAsBefore } from "./language.js";
import { startTheme } from "./theme.js";

export const byId = (id) => document.getElementById(id);

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
  startTheme(byId("theme"));
  for (const part of document.querySelectorAll(".top > [hidden]")) part.hidden = false;
  const language = byId("language");
  language.addEventListener("change", () => speak(language.value));
  document.addEventListener("language", () => (language.value = languageNow()));
  speakAsBefore();
  language.value = languageNow();
}
