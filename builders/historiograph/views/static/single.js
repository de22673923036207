// The whole explorer in one file: its pages lie in it, packed, and are shown as the part of the address behind "#" asks.
// `#debate/x` is the page debate/x.html, `#debate/` its list, `#debate/x#use` a place in it. Maps are shown in a frame.

import { startSearch } from "./combobox.js";
import { languageNow, say, sayAll } from "./language.js";
import { byId, startCopying, startTools } from "./tools.js";

const shell = byId("page");
const frames = byId("frame");
const contents = JSON.parse(byId("contents").textContent);
const packOf = new Map(contents.packs.flatMap((addresses, number) => addresses.map((address) => [address, number])));
const unpacked = new Map();
const scrolled = new Map();
const HERE = "file:///";
let shown = null;
let asked = 0;
let onward = false;

/** Return what is packed under a number. */
async function unpack(number) {
  const bytes = Uint8Array.from(atob(byId(`pack-${number}`).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** Return a part of the file; of the packs, the last few are kept open. */
async function part(address) {
  const number = packOf.get(address);
  if (!unpacked.has(number)) {
    unpacked.set(number, unpack(number));
    if (unpacked.size > 12) unpacked.delete(unpacked.keys().next().value);
  }
  return (await unpacked.get(number))[address];
}

const routeOf = (address) => address.replace(/\.html$/, "").replace(/(^|\/)index$/, "$1");
const addressOf = (route) => (route === "" || route.endsWith("/") ? `${route}index.html` : `${route}.html`);

/** Return the address of a page and the place in it that a route names. */
function followed(hash) {
  const [written, ...rest] = hash.replace(/^#/, "").split("#");
  let route = written;
  try {
    route = decodeURI(written);
  } catch {
    // A stray "%" stands for itself.
  }
  return { address: addressOf(route), place: rest.join("#") };
}

/** Return the route of what a page's link leads to: null where it leads out of the file, "" where to nothing here. */
function routeFrom(address, href) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return null;
  const url = new URL(href, HERE + address);
  const target = url.href.slice(HERE.length).split("#")[0];
  if (!packOf.has(target)) return "";
  return `#${routeOf(target)}${url.hash}`;
}

/** Let the links of a page lead within this file; take away what leads to files that are not in it. */
function rewriteLinks(root, address) {
  for (const link of root.querySelectorAll("a[href]:not(.skip)")) {
    const route = routeFrom(address, link.getAttribute("href"));
    if (route) link.setAttribute("href", route);
    else if (route === "") {
      const row = link.closest("dl > div");
      if (row) row.remove();
      else link.replaceWith(...link.childNodes);
    }
  }
}

/** Mark in the navigation where one is. */
function markNavigation(address) {
  const folder = `#${address.split("/")[0]}/`;
  for (const link of document.querySelectorAll("nav.main a")) {
    const href = link.getAttribute("href");
    if (href === `#${routeOf(address)}`) link.setAttribute("aria-current", "page");
    else if (href === folder) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function showText([title, kind, html], address) {
  frames.replaceChildren();
  frames.hidden = true;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  rewriteLinks(parsed.body, address);
  shell.replaceChildren(...parsed.body.childNodes);
  document.body.className = kind;
  document.title = title;
  if (languageNow() !== "en") sayAll(shell);
  startCopying(shell);
}

/** Say what a map's own links and buttons do: they know no address but that of a file. */
function startFrame(frame, address) {
  const inside = frame.contentDocument;
  inside.documentElement.classList.add(...document.documentElement.classList);
  inside.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      const href = link?.getAttribute("href") ?? "#";
      if (href.startsWith("#")) return;
      const route = routeFrom(address, href);
      if (!route) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.ctrlKey || event.metaKey) open(location.href.split("#")[0] + route);
      else goTo(route);
    },
    true,
  );
  frame.focus();
}

async function showMap([title, html], address) {
  const assets = await part("assets");
  const element = (name, text) => `<${name}>${text}</${name}>`;
  const filled = html
    .replace("<link data-messages>", () => byId("messages").outerHTML)
    .replace(/<link data-(style|script)="([^"]+)">/g, (_, kind, name) => element(kind, assets[name]));
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.addEventListener("load", () => startFrame(frame, address));
  frame.srcdoc = filled;
  frames.replaceChildren(frame);
  frames.hidden = false;
  document.title = title;
}

function showNothing(address) {
  const main = document.createElement("main");
  main.id = "main";
  main.tabIndex = -1;
  const title = document.createElement("h1");
  title.textContent = say("site.not-in-this-file");
  const what = document.createElement("p");
  what.textContent = address;
  main.append(title, what);
  frames.replaceChildren();
  frames.hidden = true;
  shell.replaceChildren(main);
  document.title = title.textContent;
}

/** Go to a place in the page that is shown, or to its top, or to where the reader was before. */
function arrive(address, place) {
  const target = place && byId(place);
  if (target) {
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    target.scrollIntoView();
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  } else if (frames.hidden) {
    if (onward || document.activeElement !== byId("search")) byId("main")?.focus({ preventScroll: true });
    scrollTo(0, onward ? 0 : (scrolled.get(address) ?? 0));
  }
  if (onward && byId("search").value) {
    byId("search").value = "";
    byId("search").dispatchEvent(new Event("input"));
  }
  onward = false;
}

/** Show what the address asks for. */
async function show() {
  const mine = (asked += 1);
  const { address, place } = followed(location.hash);
  if (address !== shown) {
    const known = packOf.has(address) && address.endsWith(".html");
    const page = known ? await part(address) : null;
    if (mine !== asked) return;
    if (page === null) showNothing(address);
    else if (page.length === 2) await showMap(page, address);
    else showText(page, address);
    if (mine !== asked) return;
    document.body.classList.toggle("framed", page?.length === 2);
    shown = address;
    markNavigation(address);
  }
  arrive(address, place);
}

function goTo(route) {
  onward = true;
  if (location.hash === route || (route === "#" && !location.hash)) show();
  else location.hash = route;
}

async function saveGraph(event) {
  event.preventDefault();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await part("graph")], { type: "text/turtle" }));
  link.download = contents.graph;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

if (typeof DecompressionStream === "undefined") {
  byId("too-old").hidden = false;
} else {
  rewriteLinks(document, "index.html");
  history.scrollRestoration = "manual";
  startTools();
  startSearch(byId("search"), byId("found"), byId("found-said"), (number) => part(number === 1 ? "search-index" : `search-index-${number}`), (address) => `#${routeOf(address)}`);
  startCopying(shell);
  byId("save-graph").addEventListener("click", saveGraph);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".skip")) {
      event.preventDefault();
      byId("main").focus();
    } else if (event.target.closest?.('a[href^="#"]')) onward = true;
  });
  addEventListener("scroll", () => frames.hidden && shown && scrolled.set(shown, scrollY), { passive: true });
  addEventListener("hashchange", show);
  document.documentElement.dataset.ready = "";
  shown = "index.html";
  if (location.hash.length > 1) show();
}
