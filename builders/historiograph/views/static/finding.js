// Finding pages by words: names and gists are folded as historiograph.folding folds them, so that any spelling finds.

const SIGNS_INSIDE = /(?<=[a-z0-9])['`"]+(?=[a-z0-9])/g;
const MOST_FOUND = 40;

/** Return text in its folded form; `form` 1 leaves the hooks of letters out (see fold_both). */
export function foldedText(text, letters, form = 0) {
  let latin = "";
  for (const sign of text.normalize("NFC").toLowerCase()) {
    const known = sign > "\u007f" ? letters[sign] : sign;
    latin += known === undefined ? " " : Array.isArray(known) ? known[form] : known;
  }
  let plain = latin.replace(SIGNS_INSIDE, "").replace(/[jy]/g, "i").replace(/[^a-z0-9]+/g, " ").trim();
  plain = plain.replace(/ii+/g, "i");
  return plain.replaceAll("ie", "e").replaceAll("x", "ks").replaceAll("tz", "ts");
}

/** Make ready what is searched: each page with its folded names and gist. */
export function prepareIndex(index) {
  const prepared = { pages: [], letters: index.letters, folders: [] };
  addToIndex(prepared, index);
  return prepared;
}

/** Make ready a further part of what is searched. */
export function addToIndex(prepared, part) {
  const bothForms = (text) => {
    const first = foldedText(text, prepared.letters);
    const second = foldedText(text, prepared.letters, 1);
    return first === second ? [first] : [first, second];
  };
  for (const [folder, entries] of part.folders) {
    if (!prepared.folders.includes(folder)) prepared.folders.push(folder);
    const order = prepared.folders.indexOf(folder);
    for (const [slug, name, others = [], gist = ""] of entries) {
      const names = [name, ...others].flatMap(bothForms);
      const words = ` ${[...names, ...bothForms(gist)].join(" ")}`;
      const size = Math.min(...names.map((one) => one.split(" ").length));
      const href = `${folder}/${slug}.html`;
      prepared.pages.push({ folder, order, href, name, others, gist, names, words, size, own: ` ${names.join(" ")}` });
    }
  }
}

/** Return how far a page is from what was asked: 0 its very name, 1 in its names, 2 in its gist; -1 not at all. */
function distance(page, asked, words) {
  if (!words.every((word) => page.words.includes(` ${word}`))) return -1;
  if (page.names.includes(asked)) return 0;
  return words.every((word) => page.own.includes(` ${word}`)) ? 1 : 2;
}

/** Return the pages in whose names or gist all words are, as words or beginnings of words: the nearest first,
 * and of those equally near the one with the shortest name, of which the words asked for are the greatest part. */
export function findPages(prepared, text) {
  const asked = foldedText(text, prepared.letters);
  const words = asked.split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const found = [];
  for (const page of prepared.pages) {
    const far = distance(page, asked, words);
    if (far >= 0) found.push({ page, far });
  }
  found.sort((a, b) => a.far - b.far || a.page.size - b.page.size || a.page.order - b.page.order);
  return found.slice(0, MOST_FOUND).map(({ page }) => page);
}
