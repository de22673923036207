// A canvas context that writes SVG: what draws the map on the screen draws the exported picture with it, as true
// shapes and text. It knows just what our drawing uses.

const SVG = "http://www.w3.org/2000/svg";
const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ANCHOR = { center: "middle", left: "start", right: "end", start: "start", end: "end" };
const near = (value) => Math.round(value * 100) / 100;

export class SvgContext {
  constructor(width, height, title, description = "") {
    this.svg = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${near(width)} ${near(height)}`, width: near(width), height: near(height), role: "img" })) {
      this.svg.setAttribute(name, value);
    }
    for (const [name, text] of [["title", title], ["desc", description]]) if (text) this.append(this.svg, name, {}, text);
    this.ruler = document.createElement("canvas").getContext("2d");
    this.now = {
      matrix: [1, 0, 0, 1, 0, 0], strokeStyle: "#000", fillStyle: "#000", globalAlpha: 1, lineWidth: 1, lineJoin: "miter",
      font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", dash: [],
    };
    this.saved = [];
    this.path = [];
  }

  append(parent, name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text.replace(INVALID, "\ufffd");
    parent.append(made);
    return made;
  }

  save() {
    this.saved.push({ ...this.now });
  }

  restore() {
    this.now = this.saved.pop() || this.now;
  }

  transform(a, b, c, d, e, f) {
    const [p, q, r, s, t, u] = this.now.matrix;
    this.now.matrix = [p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, p * e + r * f + t, q * e + s * f + u];
  }

  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  rotate(angle) {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  scale(x, y) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  at(x, y) {
    const [a, b, c, d, e, f] = this.now.matrix;
    return `${near(a * x + c * y + e)} ${near(b * x + d * y + f)}`;
  }

  get zoom() {
    return Math.hypot(this.now.matrix[0], this.now.matrix[1]);
  }

  get turn() {
    return (Math.atan2(this.now.matrix[1], this.now.matrix[0]) * 180) / Math.PI;
  }

  setLineDash(dash) {
    this.now.dash = dash;
  }

  beginPath() {
    this.path = [];
    this.last = null;
  }

  moveTo(x, y) {
    this.path.push(`M${this.at(x, y)}`);
    this.last = [x, y];
  }

  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`);
    this.last = [x, y];
  }

  bezierCurveTo(a, b, c, d, x, y) {
    this.path.push(`C${this.at(a, b)} ${this.at(c, d)} ${this.at(x, y)}`);
    this.last = [x, y];
  }

  closePath() {
    this.path.push("Z");
  }

  rect(x, y, w, h) {
    this.path.push(`M${this.at(x, y)}L${this.at(x + w, y)}L${this.at(x + w, y + h)}L${this.at(x, y + h)}Z`);
  }

  roundRect(x, y, w, h, radius) {
    const r = Math.max(0, Math.min(radius, w / 2, h / 2));
    const bow = (px, py) => `A${near(r * this.zoom)} ${near(r * this.zoom)} 0 0 1 ${this.at(px, py)}`;
    this.path.push(
      `M${this.at(x + r, y)}L${this.at(x + w - r, y)}${bow(x + w, y + r)}L${this.at(x + w, y + h - r)}${bow(x + w - r, y + h)}`,
      `L${this.at(x + r, y + h)}${bow(x, y + h - r)}L${this.at(x, y + r)}${bow(x + r, y)}Z`,
    );
  }

  arc(x, y, r, from, to) {
    this.ellipse(x, y, r, r, 0, from, to);
  }

  ellipse(x, y, rx, ry, rotation, from, to) {
    let sweep = to - from;
    if (sweep < 0) sweep += 2 * Math.PI;
    const point = (angle) => this.at(x + rx * Math.cos(angle), y + ry * Math.sin(angle));
    const parts = sweep > Math.PI ? 2 : 1;
    this.path.push(`${this.path.length ? "L" : "M"}${point(from)}`);
    for (let i = 1; i <= parts; i += 1) {
      const size = `${near(rx * this.zoom)} ${near(ry * this.zoom)} ${near(this.turn)}`;
      this.path.push(`A${size} 0 1 ${point(from + (sweep * i) / parts)}`);
    }
  }

  /** Round a corner at x, y on the way to the next point. */
  arcTo(x, y, nextX, nextY, radius) {
    const [fromX, fromY] = this.last || [x, y];
    const toward = (px, py) => {
      const length = Math.hypot(px - x, py - y) || 1;
      const reach = Math.min(radius, length / 2);
      return [x + ((px - x) / length) * reach, y + ((py - y) / length) * reach];
    };
    const [a, b] = [toward(fromX, fromY), toward(nextX, nextY)];
    this.path.push(`L${this.at(...a)}Q${this.at(x, y)} ${this.at(...b)}`);
    this.last = b;
  }

  stroke() {
    const { strokeStyle, lineWidth, globalAlpha, dash, lineJoin } = this.now;
    const look = { d: this.path.join(""), fill: "none", stroke: strokeStyle, "stroke-width": near(lineWidth * this.zoom) };
    if (globalAlpha < 1) look["stroke-opacity"] = near(globalAlpha);
    if (dash.length) look["stroke-dasharray"] = dash.map((part) => near(part * this.zoom)).join(" ");
    if (lineJoin !== "miter") look["stroke-linejoin"] = lineJoin;
    if (this.path.length) this.append(this.svg, "path", look);
  }

  fill() {
    const look = { d: this.path.join(""), fill: this.now.fillStyle };
    if (this.now.globalAlpha < 1) look["fill-opacity"] = near(this.now.globalAlpha);
    if (this.path.length) this.append(this.svg, "path", look);
  }

  fillText(text, x, y, widest = Infinity) {
    const found = /^(italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.now.font);
    const [, italic, weight, size, family] = found || [null, "", "", "10", "sans-serif"];
    const [px, py] = this.at(x, y).split(" ");
    const look = { x: px, y: py, fill: this.now.fillStyle, "font-size": near(size * this.zoom), "font-family": family, "text-anchor": ANCHOR[this.now.textAlign] };
    if (this.now.textBaseline === "middle") look["dominant-baseline"] = "central";
    if (italic) look["font-style"] = "italic";
    if (weight && weight !== "400") look["font-weight"] = weight;
    if (this.now.globalAlpha < 1) look["fill-opacity"] = near(this.now.globalAlpha);
    this.ruler.font = this.now.font;
    if (this.ruler.measureText(text).width > widest) {
      look.textLength = near(widest * this.zoom);
      look.lengthAdjust = "spacingAndGlyphs";
    }
    this.append(this.svg, "text", look, text);
  }

  /** Return the finished document. */
  toString() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.svg)}\n`;
  }
}

for (const name of ["strokeStyle", "fillStyle", "globalAlpha", "lineWidth", "lineJoin", "font", "textAlign", "textBaseline"]) {
  Object.defineProperty(SvgContext.prototype, name, {
    get() {
      return this.now[name];
    },
    set(value) {
      this.now[name] = value;
    },
  });
}
