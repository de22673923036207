// What scripts add to a page of the site: search, language, light and dark, and copying. All else is in the page.

import { startSearch } from "./combobox.js";
import { byId, startCopying, startTools } from "./tools.js";

const pageRoot = document.body.dataset.root;

/** Fetch what is searched, from beside the page. */
function fetchIndex() {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = `${pageRoot}static/search-index.js`;
    script.addEventListener("load", () => done(globalThis.historiographIndex));
    document.head.append(script);
  });
}

startTools();
startSearch(byId("search"), byId("found"), byId("found-said"), fetchIndex, (address) => pageRoot + address);
startCopying();
