/** Results as bars, where they are figures of things: a table of its own, so that everybody can read it. */

import { type Results, type Site, nameOf } from "./results.js";

const MOST = 60;
const SVG = "http://www.w3.org/2000/svg";

interface Bars {
  figure: string;
  labels: string[];
}

/** The column of figures, the last of them, and those that say of what; null where rows are no figures of things. */
export function barsOf(results: Results): Bars | null {
  const figures = results.head.filter((name) => results.rows.every((row) => row[name] && isNumber(row[name].value) && row[name].datatype));
  const labels = results.head.filter((name) => !figures.includes(name));
  const figure = figures.at(-1);
  return figure && labels.length > 0 && labels.length <= 3 && results.rows.length > 1 ? { figure, labels } : null;
}

function isNumber(value: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value);
}

/** The first rows as bars; null where they make none. */
export function chartOf(results: Results, site: Site): HTMLElement | null {
  const bars = barsOf(results);
  if (!bars) return null;
  const rows = results.rows.slice(0, MOST);
  const figures = rows.map((row) => Number(row[bars.figure]!.value));
  const most = Math.max(...figures.map(Math.abs), 0) || 1;
  const table = document.createElement("table");
  table.className = "chart";
  table.createCaption().textContent = captionOf(bars, results.rows.length);
  const body = table.createTBody();
  for (const [number, row] of rows.entries()) {
    const line = body.insertRow();
    const label = document.createElement("th");
    label.scope = "row";
    label.textContent = bars.labels.map((name) => nameOf(row[name], site)).filter(Boolean).join(" · ");
    line.append(label);
    line.insertCell().append(barOf(Math.abs(figures[number]!) / most));
    const figure = line.insertCell();
    figure.className = "figure";
    figure.textContent = figures[number]!.toLocaleString("en");
  }
  return table;
}

function captionOf(bars: Bars, all: number): string {
  return `${bars.figure} by ${bars.labels.join(", ")}${all > MOST ? `: the first ${MOST} of ${all.toLocaleString("en")} rows` : ""}`;
}

function barOf(part: number): SVGElement {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("aria-hidden", "true");
  const bar = document.createElementNS(SVG, "rect");
  bar.setAttribute("width", `${(100 * part).toFixed(2)}%`);
  bar.setAttribute("height", "100%");
  drawn.append(bar);
  return drawn;
}
