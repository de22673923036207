// Light and dark: as the reader chose on any page of the site, or else as the machine has it.

import { keepChoice, withChoice } from "./choices.js";

const KEPT_THEME = "historiograph-theme";
const themes = document.documentElement.classList;
const machineDark = matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  themes.toggle("dark", theme === "dark");
  themes.toggle("light", theme === "light");
}

/** Bring the button that switches to life; `changed` is called when the colours are other ones than before. */
export function startTheme(button, changed = () => {}) {
  button.addEventListener("click", () => {
    const darkNow = themes.contains("dark") || (!themes.contains("light") && machineDark.matches);
    setTheme(darkNow ? "light" : "dark");
    keepChoice(KEPT_THEME, darkNow ? "light" : "dark");
    changed();
  });
  machineDark.addEventListener("change", changed);
  withChoice(KEPT_THEME, (theme) => {
    setTheme(theme);
    changed();
  });
}
