// A grid over the plane that answers quickly what lies in a rectangle.

const CELL = 256;

export class Grid {
  constructor() {
    this.cells = new Map();
    this.big = [];
  }

  /** Add an item that lies within a box {left, right, top, bottom}. */
  add(item, box) {
    const columns = Math.floor(box.right / CELL) - Math.floor(box.left / CELL) + 1;
    const rows = Math.floor(box.bottom / CELL) - Math.floor(box.top / CELL) + 1;
    const entry = { item, box };
    if (columns * rows > 64) {
      this.big.push(entry);
      return;
    }
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) {
        const key = `${x} ${y}`;
        if (this.cells.has(key)) this.cells.get(key).push(entry);
        else this.cells.set(key, [entry]);
      }
    }
  }

  /** Return the items whose boxes touch a box, each once. */
  within(box) {
    const found = new Set();
    const take = (entry) => {
      const b = entry.box;
      if (b.left <= box.right && b.right >= box.left && b.top <= box.bottom && b.bottom >= box.top) found.add(entry.item);
    };
    this.big.forEach(take);
    const [left, right] = [Math.floor(box.left / CELL), Math.floor(box.right / CELL)];
    const [top, bottom] = [Math.floor(box.top / CELL), Math.floor(box.bottom / CELL)];
    if ((right - left + 1) * (bottom - top + 1) > this.cells.size) {
      for (const cell of this.cells.values()) cell.forEach(take);
    } else {
      for (let x = left; x <= right; x += 1) {
        for (let y = top; y <= bottom; y += 1) this.cells.get(`${x} ${y}`)?.forEach(take);
      }
    }
    return found;
  }
}

/** Return the box of a placed thing. */
export function boxOf({ x, y, width, height }, margin = 0) {
  return {
    left: x - width / 2 - margin,
    right: x + width / 2 + margin,
    top: y - height / 2 - margin,
    bottom: y + height / 2 + margin,
  };
}

/** Return the smallest box round some boxes; null for none. */
export function union(boxes) {
  let all = null;
  for (const box of boxes) {
    all = all
      ? {
          left: Math.min(all.left, box.left),
          right: Math.max(all.right, box.right),
          top: Math.min(all.top, box.top),
          bottom: Math.max(all.bottom, box.bottom),
        }
      : { ...box };
  }
  return all;
}
