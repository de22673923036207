// The search field of the site: a combobox whose list is grouped by kind of page (WAI-ARIA APG, list autocomplete).

import { say } from "./language.js";
import { addToIndex, findPages, prepareIndex } from "./finding.js";

let preparedIndex = null;
let indexComing = null;

/** Return what is searched; it is brought when somebody first wants it. Of a large index that is the first part: the
 * others are brought one after another, so that nobody waits for them, and `again` is called after each. */
function searchedIndex(bring, again) {
  indexComing ??= bring(1).then((index) => {
    preparedIndex = prepareIndex(index);
    bringRest(bring, index.parts ?? 1, again);
    return preparedIndex;
  });
  return indexComing;
}

async function bringRest(bring, parts, again) {
  preparedIndex.whole = parts === 1;
  for (let number = 2; number <= parts; number += 1) {
    addToIndex(preparedIndex, await bring(number));
    preparedIndex.whole = number === parts;
    again();
  }
}

/** Group pages by folder, in the order in which the first of each was found. */
function byFolder(pages) {
  const groups = new Map();
  for (const page of pages) groups.set(page.folder, [...(groups.get(page.folder) ?? []), page]);
  return groups;
}

function optionOf(page, number, leading) {
  const option = document.createElement("a");
  option.id = `found-${number}`;
  option.href = leading(page.href);
  option.tabIndex = -1;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dir = "auto";
  option.append(page.name);
  const more = page.gist || page.others.join(", ");
  if (more) {
    const small = document.createElement("small");
    small.dir = "auto";
    small.textContent = more;
    option.append(small);
  }
  return option;
}

/** Bring a search field to life: `bring` promises a part of the index by its number, `leading` says what link leads to the address of a page. */
export function startSearch(field, list, said, bring, leading) {
  let chosen = -1;
  const options = () => [...list.querySelectorAll('[role="option"]')];

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const all = options();
    if (all.length === 0) return;
    chosen = (number + all.length) % all.length;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    field.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  async function show() {
    const text = field.value;
    const index = preparedIndex ?? (await searchedIndex(bring, showMore));
    if (text !== field.value) return;
    list.replaceChildren();
    if (!text.trim()) {
      said.textContent = "";
      close();
      return;
    }
    const pages = findPages(index, text);
    let number = 0;
    for (const [folder, some] of byFolder(pages)) {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      const title = document.createElement("div");
      title.className = "group";
      title.id = `group-${folder}`;
      title.setAttribute("role", "presentation");
      title.textContent = say(`site.folder-${folder}`);
      group.setAttribute("aria-labelledby", title.id);
      group.append(title, ...some.map((page) => optionOf(page, number++, leading)));
      list.append(group);
    }
    const none = index.whole ? "site.search-none" : "site.search-on";
    said.textContent = pages.length ? say("site.search-count", { n: pages.length }) : say(none);
    if (pages.length === 0) {
      close();
      said.className = "none";
      return;
    }
    said.className = "unseen";
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(0);
  }

  /** Search again in more pages, unless a reader is among those that were found. */
  function showMore() {
    if (field.value.trim() && chosen <= 0 && document.activeElement === field) show();
  }

  field.addEventListener("focus", () => searchedIndex(bring, showMore));
  field.addEventListener("input", show);
  field.addEventListener("blur", () => setTimeout(() => list.contains(document.activeElement) || close(), 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) show();
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) options()[chosen].click();
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
}
