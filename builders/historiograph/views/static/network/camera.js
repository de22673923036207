// The camera: which part of the plane is seen, and how large.

import { union } from "./grid.js";
import { byId } from "./elements.js";
import { state, tell } from "./state.js";

export const map = byId("map");
export const canvas = byId("canvas");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const camera = { x: 0, y: 0, scale: 1, byHand: false };

const PADDING = 24;
const TOOLS = 60;
const LEAST = 0.02;
const MOST = 4;
const GLIDE = 260;
let glide = 0;
let begun = false;

const bounded = (scale) => Math.min(MOST, Math.max(LEAST, scale));

/** Return the point of the plane under a point of the map, in pixels from its upper left corner. */
export function toPlane({ x, y }) {
  return { x: camera.x + (x - map.clientWidth / 2) / camera.scale, y: camera.y + (y - map.clientHeight / 2) / camera.scale };
}

/** Return the part of the plane that is seen. */
export function seen(margin = 0) {
  const [w, h] = [map.clientWidth / 2 / camera.scale + margin, map.clientHeight / 2 / camera.scale + margin];
  return { left: camera.x - w, right: camera.x + w, top: camera.y - h, bottom: camera.y + h };
}

export function setCamera({ x, y, scale }, byHand = false) {
  cancelAnimationFrame(glide);
  camera.x = x;
  camera.y = y;
  camera.scale = bounded(scale);
  camera.byHand = byHand;
  tell("move");
}

/** From now on the camera may glide; before, it is only being put in place. */
export function begin() {
  begun = true;
}

/** Glide to a place, or jump where the reader wants no motion. */
export function glideTo(goal) {
  if (calm.matches || !begun) return setCamera(goal);
  const from = { ...camera };
  const began = performance.now();
  const step = (now) => {
    const t = Math.min(1, (now - began) / GLIDE);
    const eased = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
    const mix = (key) => from[key] + (goal[key] - from[key]) * eased;
    setCamera({ x: mix("x"), y: mix("y"), scale: mix("scale") });
    if (t < 1) glide = requestAnimationFrame(step);
  };
  cancelAnimationFrame(glide);
  glide = requestAnimationFrame(step);
}

/** Zoom by a factor so that a point of the map stays where it is; without one, its middle. */
export function zoomBy(factor, at = { x: map.clientWidth / 2, y: map.clientHeight / 2 }) {
  const before = toPlane(at);
  const scale = bounded(camera.scale * factor);
  const [dx, dy] = [at.x - map.clientWidth / 2, at.y - map.clientHeight / 2];
  setCamera({ x: before.x - dx / scale, y: before.y - dy / scale, scale }, true);
}

export function panBy(dx, dy) {
  setCamera({ x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale, scale: camera.scale }, true);
}

/** Return how much of the map the details cover: at its right, or below on a narrow screen. */
function covered() {
  const panel = byId("panel");
  if (panel.hidden) return { right: 0, below: 0 };
  const sheet = panel.offsetWidth >= map.clientWidth * 0.9;
  return sheet ? { right: 0, below: panel.offsetHeight } : { right: panel.offsetWidth, below: 0 };
}

/** Show a box; at a scale of at least `least`, from its upper left corner if not all of it has room then. */
export function show(box, least = 0) {
  if (!box) return;
  const [w, h] = [Math.max(50, map.clientWidth - 2 * PADDING), Math.max(50, map.clientHeight - PADDING - TOOLS)];
  const whole = Math.min(w / Math.max(1, box.right - box.left), h / Math.max(1, box.bottom - box.top), 1.15);
  const scale = Math.max(whole, least);
  const middle = (low, high, room) => ((high - low) * scale <= room + 1 ? (low + high) / 2 : low + room / scale / 2);
  const y = middle(box.top, box.bottom, h) + (TOOLS - PADDING) / 2 / scale;
  setCamera({ x: middle(box.left, box.right, w), y, scale });
}

/** Move as little as brings a box into sight, and as much of what belongs to it as has room beside it. */
export function bringIntoSight(own, others = [], least = 0.45) {
  const { right, below } = covered();
  const scale = Math.max(camera.scale, least);
  const margin = 20 / scale;
  const room = { w: (map.clientWidth - right) / scale - 2 * margin, h: (map.clientHeight - (below || TOOLS - 20)) / scale - 2 * margin };
  const all = union([own, ...others]);
  const left = camera.x - map.clientWidth / 2 / scale + margin;
  const top = camera.y - map.clientHeight / 2 / scale + margin;
  const shift = (low, high, ownLow, ownHigh, start, space) => {
    const goal = high - low <= space ? Math.min(Math.max(start, high - space), low) : start;
    return Math.min(Math.max(goal, ownHigh - space), ownLow) - start;
  };
  const dx = shift(all.left, all.right, own.left, own.right, left, room.w);
  const dy = shift(all.top, all.bottom, own.top, own.bottom, top, room.h);
  if (dx || dy || scale !== camera.scale) glideTo({ x: camera.x + dx, y: camera.y + dy, scale });
}

/** Whether the map itself is on show, and not the list. */
export const mapShown = () => !state.list && map.clientWidth > 0;
