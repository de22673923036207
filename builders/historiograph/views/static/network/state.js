// What the reader sees just now, and who wants to know when it changes.
//
//   "move"   the camera
//   "look"   something is drawn otherwise: repaint
//   "shown"  other things are shown: filters, an opened group, a neighbourhood
//   "select" something else is selected

export const state = {
  selected: "",
  focused: "",
  hoverNode: "",
  hoverEdge: "",
  lit: null,
  around: null,
  list: false,
  open: new Set(),
  off: {},
  paused: new Set(),
};

const listeners = { move: [], look: [], shown: [], select: [] };

export function when(event, act) {
  listeners[event].push(act);
}

export function tell(event) {
  for (const act of listeners[event]) act();
  if (event === "shown" || event === "select") tell("look");
}
