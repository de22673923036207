// What a relation looks like: the course of its line, its stroke and its head.

import { colors } from "./theme.js";

const HEAD = 11;
const FAN = 26;

/** Return the course of an edge between two placed nodes as the points of cubic curves or straight pieces. */
export function course(edge, source, target) {
  if (edge.route === "straight") return direct(source, target, edge.fan || 0);
  const a = { x: source.x + edge.start[0], y: source.y + edge.start[1] };
  const b = { x: target.x + edge.end[0], y: target.y + edge.end[1] };
  if (edge.route === "path") return { straight: true, points: [a, ...edge.via.map(([x, y]) => ({ x, y })), b] };
  if (edge.route === "bus") {
    const inside = Math.abs(edge.reach - target.x) <= target.width / 2 - 8;
    const top = inside ? { x: edge.reach, y: b.y } : { x: edge.reach, y: target.y };
    const end = inside ? [top] : [top, { x: target.x + (Math.sign(edge.reach - target.x) * target.width) / 2, y: target.y }];
    return { straight: true, points: [a, { x: edge.reach, y: a.y }, ...end] };
  }
  if (edge.route === "side") {
    const far = edge.reach > 0 ? Math.max(a.x, b.x) + edge.reach : Math.min(a.x, b.x) + edge.reach;
    return { straight: false, points: [a, { x: far, y: a.y }, { x: far, y: b.y }, b] };
  }
  const out = Math.sign(edge.start[0]) || 1;
  const into = Math.sign(edge.end[0]) || -1;
  const points = [a];
  for (const [left, right, y] of edge.via) {
    const [near, far] = out > 0 ? [left, right] : [right, left];
    bend(points, { x: near, y }, out, -out);
    bend(points, { x: far, y }, out, -out);
  }
  bend(points, b, out, into);
  return { straight: false, points };
}

/** Return the shortest course from border to border; those that share both ends fan out by `fan` steps. */
function direct(source, target, fan) {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const border = (box, x, y) => {
    const share = Math.min(box.width / 2 / (Math.abs(x) || 1e-9), box.height / 2 / (Math.abs(y) || 1e-9), 0.5);
    return { x: box.x + x * share, y: box.y + y * share };
  };
  const [a, b] = [border(source, dx, dy), border(target, -dx, -dy)];
  if (!fan) return { straight: true, points: [a, b] };
  const [x, y] = [(-dy / length) * fan * FAN, (dx / length) * fan * FAN];
  const part = (t) => ({ x: a.x + (b.x - a.x) * t + x, y: a.y + (b.y - a.y) * t + y });
  return { straight: false, points: [a, part(0.3), part(0.7), b] };
}

/** Go on from the last point to the next in an S that leaves and arrives level. */
function bend(points, next, out, into) {
  const last = points[points.length - 1];
  const bow = Math.max(24, Math.min(160, Math.abs(next.x - last.x) * 0.48));
  points.push({ x: last.x + out * bow, y: last.y }, { x: next.x + into * bow, y: next.y }, next);
}

/** Return the point at t in 0..1 along a course. */
function along({ straight, points }, t) {
  if (!straight) {
    const curves = Math.max(1, (points.length - 1) / 3);
    const curve = Math.min(curves - 1, Math.floor(t * curves));
    const [a, b, c, d] = points.slice(curve * 3, curve * 3 + 4);
    t = t * curves - curve;
    const u = 1 - t;
    const mix = (k) => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k];
    return { x: mix("x"), y: mix("y") };
  }
  const lengths = points.slice(1).map((p, i) => Math.hypot(p.x - points[i].x, p.y - points[i].y));
  let left = t * lengths.reduce((sum, length) => sum + length, 0);
  for (let i = 0; i < lengths.length; i += 1) {
    if (left <= lengths[i] || i === lengths.length - 1) {
      const part = lengths[i] ? left / lengths[i] : 0;
      return { x: points[i].x + (points[i + 1].x - points[i].x) * part, y: points[i].y + (points[i + 1].y - points[i].y) * part };
    }
    left -= lengths[i];
  }
  return points[0];
}

/** Return how far a point is from a course. */
export function distanceTo(path, point) {
  let best = Infinity;
  let before = along(path, 0);
  const pieces = path.points.length * 6;
  for (let i = 1; i <= pieces; i += 1) {
    const after = along(path, i / pieces);
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const square = dx * dx + dy * dy || 1;
    const t = Math.max(0, Math.min(1, ((point.x - before.x) * dx + (point.y - before.y) * dy) / square));
    best = Math.min(best, Math.hypot(point.x - before.x - t * dx, point.y - before.y - t * dy));
    before = after;
  }
  return best;
}

/**
 * Draw an edge.
 * @param {{color, dash, head, width, faint}} kind how its relation looks
 * @param {{explicit: boolean}} edge inferred ones are thinner, lighter and carry a ring in the middle
 * @param {{dim, lit, hover}} state
 */
export function drawEdge(ctx, kind, edge, path, state) {
  const { points } = path;
  const end = points[points.length - 1];
  const before = points[points.length - 2];
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const inset = ["triangle", "diamond", "box", "circle"].includes(kind.head) ? HEAD - 2 : 0;
  const stop = { x: end.x - Math.cos(angle) * inset, y: end.y - Math.sin(angle) * inset };
  ctx.save();
  ctx.strokeStyle = colors[`c-${kind.color}`];
  ctx.fillStyle = ctx.strokeStyle;
  ctx.globalAlpha = state.dim ? 0.07 : state.lit || state.hover ? 1 : kind.faint ? 0.2 : edge.explicit ? 0.95 : 0.7;
  ctx.lineWidth = kind.width * (edge.explicit ? 1 : 0.6) + (state.hover ? 1.5 : state.lit ? 0.6 : 0);
  ctx.lineJoin = "round";
  ctx.setLineDash(kind.dash);
  ctx.beginPath();
  ctx.moveTo(points[0].x, points[0].y);
  if (path.straight) {
    for (let i = 1; i < points.length - 1; i += 1) ctx.arcTo(points[i].x, points[i].y, points[i + 1].x, points[i + 1].y, 8);
    ctx.lineTo(stop.x, stop.y);
  } else {
    for (let i = 1; i < points.length; i += 3) {
      const to = i + 2 === points.length - 1 ? stop : points[i + 2];
      ctx.bezierCurveTo(points[i].x, points[i].y, points[i + 1].x, points[i + 1].y, to.x, to.y);
    }
  }
  ctx.stroke();
  ctx.setLineDash([]);
  drawHead(ctx, kind.head, end, angle);
  if (!edge.explicit) {
    const middle = along(path, 0.5);
    ctx.beginPath();
    ctx.arc(middle.x, middle.y, 4.5, 0, Math.PI * 2);
    ctx.fillStyle = colors.ground;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.restore();
}

function drawHead(ctx, head, end, angle) {
  if (!head) return;
  ctx.translate(end.x, end.y);
  ctx.rotate(angle);
  ctx.lineWidth = 2;
  ctx.beginPath();
  if (head === "triangle") {
    ctx.moveTo(0, 0);
    ctx.lineTo(-HEAD, HEAD / 2);
    ctx.lineTo(-HEAD, -HEAD / 2);
  } else if (head === "diamond") {
    ctx.moveTo(0, 0);
    ctx.lineTo(-HEAD / 2 - 1, HEAD / 2);
    ctx.lineTo(-HEAD - 2, 0);
    ctx.lineTo(-HEAD / 2 - 1, -HEAD / 2);
  } else if (head === "box") ctx.rect(-HEAD + 1, -HEAD / 2 + 1, HEAD - 2, HEAD - 2);
  else if (head === "circle") ctx.arc(-HEAD / 2, 0, HEAD / 2 - 1, 0, Math.PI * 2);
  else if (head === "bar") {
    ctx.lineWidth = 3;
    ctx.moveTo(-2, -HEAD / 2 - 1);
    ctx.lineTo(-2, HEAD / 2 + 1);
    ctx.stroke();
  } else if (head === "vee") {
    ctx.moveTo(-HEAD + 1, HEAD / 2);
    ctx.lineTo(0, 0);
    ctx.lineTo(-HEAD + 1, -HEAD / 2);
    ctx.stroke();
  }
  if (["triangle", "diamond", "box", "circle"].includes(head)) {
    ctx.closePath();
    ctx.fill();
  }
  ctx.rotate(-angle);
  ctx.translate(-end.x, -end.y);
}
