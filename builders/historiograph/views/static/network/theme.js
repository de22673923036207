// The colours of the drawing: those of the style sheet, in light and dark.

const NAMES = ["ground", "raised", "ink", "soft", "hair", "frame", "focus"];
const HUES = ["ink", "grey", "blue", "sky", "green", "vermillion", "orange", "purple", "yellow"];

export const SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
export const colors = {};

/** Read the colours again, after the theme has changed. */
export function readColors() {
  const style = getComputedStyle(document.documentElement);
  for (const name of NAMES) colors[name] = style.getPropertyValue(`--${name}`).trim();
  for (const name of HUES) colors[`c-${name}`] = style.getPropertyValue(`--c-${name}`).trim();
}
