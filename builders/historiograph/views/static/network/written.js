// The list as the page was written. Browsers with scripts do not build it (it stands in `noscript` elements), for it
// is most of the page and mostly not looked at; here it is built when it is wanted: an article, or all of it.

import { byId } from "./elements.js";
import { sayAll } from "../language.js";

const unbuilt = new Map([...document.querySelectorAll("noscript[data-node]")].map((made) => [made.dataset.node, made]));
let listBuilt = false;

/** Build what a `noscript` element holds: markup of our own template, in which every text of the data is escaped. */
function unfold(place) {
  const template = document.createElement("template");
  template.innerHTML = place.textContent;
  place.replaceWith(template.content);
}

/** Return the article on a thing. */
export function articleElement(id) {
  if (unbuilt.has(id)) {
    unfold(unbuilt.get(id));
    unbuilt.delete(id);
  }
  return byId(`select=${id}`);
}

/** Build the whole list, once; then do what is to be done with it. */
export function buildList(after = () => {}) {
  if (listBuilt) return;
  listBuilt = true;
  for (const place of document.querySelectorAll("#list-view noscript")) unfold(place);
  unbuilt.clear();
  sayAll(byId("list-view"));
  after();
}

export const hasList = () => listBuilt;
