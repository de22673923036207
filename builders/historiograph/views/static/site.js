// What scripts add to a page of the site: search, language, light and dark, and copying. All else is in the page.

import { startSearch } from "./combobox.js";
import { byId, startCopying, startTools } from "./tools.js";

const pageRoot = document.body.dataset.root;

/** Fetch a part of what is searched, from beside the page. */
function fetchIndex(number) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = `${pageRoot}static/search-index${number === 1 ? "" : `-${number}`}.js`;
    script.addEventListener("load", () => done(number === 1 ? globalThis.historiographIndex : globalThis.historiographIndexPart));
    document.head.append(script);
  });
}

startTools();
startSearch(byId("search"), byId("found"), byId("found-said"), fetchIndex, (address) => pageRoot + address);
startCopying();
