// The editor: YASGUI on this server's endpoint, knowing the project's prefixes and terms, with the ready questions beside it.
"use strict";

(() => {
  const place = document.getElementById("yasgui");
  const { base, prefixes, classes, properties } = JSON.parse(document.getElementById("words").textContent);
  const endpoint = `${location.origin}/sparql`;
  const first = [
    "# The union of all graphs is asked, and the project's prefixes need no declaration.",
    `PREFIX hg: <${prefixes.hg}>`,
    `PREFIX skos: <${prefixes.skos}>`,
    "SELECT ?debate ?question WHERE {",
    "  ?debate a hg:Debate ; skos:prefLabel ?question .",
    "}",
    "ORDER BY ?question",
    "LIMIT 20",
    "",
  ].join("\n");

  // Completions come from the page; YASGUI's own would ask prefix.cc and Linked Open Vocabularies.
  const { Yasqe } = Yasgui;
  const known = { prefixes: Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`), class: classes, property: properties };
  for (const [name, list] of Object.entries(known)) {
    const get = (_, token) => list.filter((one) => one.startsWith(token?.autocompletionString ?? ""));
    Yasqe.forkAutocompleter(name, { name: `${name}-here`, persistenceId: null, get }, false);
  }
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    yasqe: {
      value: first,
      prefixCcApi: null,
      persistenceId: null,
      screenReaderLabel: "SPARQL query",
      autocompleters: ["variables", ...Object.keys(known).map((name) => `${name}-here`)],
    },
    yasr: { prefixes: { ...prefixes, "": base }, persistenceId: null },
  });

  // A ready question opens in a tab of its own, so that nothing that was written is lost, and runs at once.
  const open = (button) => {
    const name = button.firstChild.textContent.trim();
    const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), name, yasqe: { value: button.dataset.query } });
    tab.query();
  };
  const examples = [...document.querySelectorAll(".example")];
  for (const button of examples) button.addEventListener("click", () => open(button));

  // Finding among the ready questions.
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const button of examples) {
      const text = button.textContent.toLowerCase();
      button.parentElement.hidden = !words.every((word) => text.includes(word));
    }
    for (const section of document.querySelectorAll("aside section")) section.hidden = !section.querySelector("li:not([hidden])");
  });

  // What the dataset names is told about here; its IRIs may lead nowhere else.
  const localise = (event) => {
    const link = event.target.closest?.("#yasgui a[href]");
    if (link && link.href.startsWith(base)) link.href = `/${link.href.slice(base.length)}`;
  };
  for (const kind of ["mouseover", "focusin", "click"]) document.addEventListener(kind, localise, true);
})();
