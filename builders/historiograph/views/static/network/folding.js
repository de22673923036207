// What is typed, brought to the form that the page's search keys have (historiograph/folding.py does the same).

const CYRILLIC = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "i", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch",
  ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia", і: "i", ї: "i", є: "e", ґ: "g",
};
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };

/** Return the text in lower-case Latin letters without marks, spelt as all romanisations agree. */
export function fold(text) {
  const hooked = text.toLowerCase().normalize("NFC").replace(/[čšž]/g, (c) => ({ č: "ch", š: "sh", ž: "zh" })[c]);
  const latin = [...hooked].map((c) => CYRILLIC[c] ?? LETTERS[c] ?? c).join("").normalize("NFD").replace(/\p{M}/gu, "");
  return latin
    .replace(/(?<=[a-z0-9])['`"ʹʺ’”]+(?=[a-z0-9])/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/[jy]/g, "i")
    .replace(/i{2,}/g, "i")
    .replace(/ie/g, "e")
    .replace(/x/g, "ks")
    .replace(/tz/g, "ts");
}
