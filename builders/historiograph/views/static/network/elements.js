// Making elements of text alone: nothing that is read from the data ever becomes markup.

export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function button(text, act, attributes = {}) {
  const made = element("button", text);
  made.type = "button";
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.addEventListener("click", act);
  return made;
}

export const byId = (id) => document.getElementById(id);
