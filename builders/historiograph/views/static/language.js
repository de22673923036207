// The language of the interface: English as written in the page, or another, from the messages that the page brings,
// or that the pages of a site share (`static/messages.js`).

import { keepChoice, keptChoice, withChoice } from "./choices.js";

const written = document.documentElement.lang || "en";
const brought = document.getElementById("messages");
const messagesOf = brought ? JSON.parse(brought.textContent) : (globalThis.historiographMessages ?? {});
const KEPT_LANGUAGE = "historiograph-language";

/** Return the language now spoken. */
export function languageNow() {
  return document.documentElement.dataset.language || written;
}

/** Return the language that was chosen on this page or another, or null. */
export function keptLanguage() {
  return keptChoice(KEPT_LANGUAGE);
}

/** Return whether the page has messages in a language. */
export function speaks(language) {
  return language === written || language in messagesOf;
}

/** Return a message in the language now spoken; `gaps.n` chooses the plural. */
export function say(key, gaps = {}) {
  const language = languageNow();
  let message = messagesOf[language]?.[key] ?? messagesOf.en?.[key] ?? key;
  if (typeof message !== "string") message = message[new Intl.PluralRules(language).select(gaps.n)] ?? message.other;
  return message.replace(/\{(\w+)\}/g, (gap, name) => {
    if (!(name in gaps)) return gap;
    return typeof gaps[name] === "number" ? gaps[name].toLocaleString(language) : String(gaps[name]);
  });
}

const parsed = (gaps) => (gaps ? JSON.parse(gaps) : {});

/** Say everything below an element in the language now spoken. */
export function sayAll(root = document) {
  for (const place of root.querySelectorAll("[data-say]")) {
    place.textContent = say(place.dataset.say, parsed(place.dataset.with));
  }
  for (const attribute of ["aria-label", "title", "placeholder"]) {
    for (const place of root.querySelectorAll(`[data-say-${attribute}]`)) {
      const gaps = parsed(place.getAttribute(`data-with-${attribute}`));
      place.setAttribute(attribute, say(place.getAttribute(`data-say-${attribute}`), gaps));
    }
  }
  for (const place of root.querySelectorAll("[data-labels]")) {
    const labels = JSON.parse(place.dataset.labels);
    const spoken = labels[languageNow()] ? languageNow() : written;
    place.textContent = labels[spoken] ?? place.textContent;
    place.lang = spoken;
  }
}

/** Speak another language from now on, on this page and, where the browser keeps it, on the next. */
export function speak(language) {
  document.documentElement.dataset.language = language;
  document.documentElement.lang = language;
  keepChoice(KEPT_LANGUAGE, language);
  sayAll();
  document.dispatchEvent(new CustomEvent("language"));
}

/** Speak the language kept from another page, or leave the page as it was written. */
export function speakAsBefore() {
  withChoice(KEPT_LANGUAGE, (language) => {
    if (language !== languageNow() && speaks(language)) speak(language);
  });
}
