/** Lists filter by words and sort by columns; without script they stand whole, in their order. */

import { choices } from "./choices.js";
import { saveButton } from "./save.js";

const FEWEST = 8;
const SHOWN = 100;

interface Row {
  element: HTMLElement;
  text: string;
}

export function sortTables(): void {
  const lists = [...document.querySelectorAll<HTMLElement>("[data-filter]")];
  const rows = lists.flatMap(rowsOf);
  if (rows.length >= FEWEST || lists[0]?.dataset.choices !== undefined) filter(lists[0]!, rows);
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-filter]")) sortable(table);
}

function rowsOf(list: HTMLElement): Row[] {
  const top = list.matches("table, ul") ? list : list.querySelector(":scope ul");
  const found = list.matches("table") ? list.querySelectorAll<HTMLElement>("tbody > tr") : list.matches("ul") ? list.querySelectorAll<HTMLElement>(":scope > li") : list.querySelectorAll<HTMLElement>("ul > li:not(li li)");
  return top ? [...found].map((element) => ({ element, text: folded(element.textContent ?? "") })) : [];
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** A box above the first list that shows the rows which hold all its words; the address keeps them. */
function filter(first: HTMLElement, rows: Row[]): void {
  const line = document.createElement("p");
  line.className = "filter";
  line.lang = "en";
  line.dir = "ltr";
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = "Filter by words";
  box.ariaLabel = "Filter by words";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.className = "detail";
  const more = document.createElement("button");
  more.type = "button";
  const chosen = choices(first, rows.map((row) => row.element), () => show());
  line.append(box, ...chosen.selects, told, more);
  if (first.dataset.save) line.append(saveButton(first as HTMLTableElement, first.dataset.save));
  (first.closest("section:not([data-filter]), .scroll") ?? first).before(line);
  let all = rows.length <= SHOWN + FEWEST;
  const show = (): void => {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    const fit = rows.filter((row) => words.every((word) => row.text.includes(word)) && chosen.fits(row.element));
    const narrowed = words.length > 0 || chosen.any();
    const shown = new Set(all || narrowed ? fit : fit.slice(0, SHOWN));
    for (const row of rows) row.element.hidden = !shown.has(row);
    for (const part of document.querySelectorAll<HTMLElement>("main section, main details")) {
      const held = [...part.querySelectorAll<HTMLElement>("[data-filter] li, li, tbody tr")];
      if (!part.querySelector("[data-filter]") && !part.closest("[data-filter]")) continue;
      part.hidden = held.length > 0 && held.every((row) => row.hidden || row.closest("[hidden]") !== null);
      if (words.length && part instanceof HTMLDetailsElement && !part.hidden) part.open = true;
    }
    told.textContent = narrowed ? `${fit.length} of ${rows.length}` : "";
    more.hidden = shown.size === fit.length;
    more.textContent = `Show all ${fit.length}`;
  };
  const keep = (): void => {
    const given = new URLSearchParams(location.search);
    if (box.value.trim()) given.set("find", box.value.trim());
    else given.delete("find");
    history.replaceState(null, "", `${location.pathname}${given.size ? `?${given}` : ""}${location.hash}`);
  };
  box.addEventListener("input", () => {
    show();
    keep();
  });
  more.addEventListener("click", () => {
    all = true;
    show();
  });
  box.value = new URLSearchParams(location.search).get("find") ?? "";
  if (location.hash) all = true;
  show();
}

/** Headings of columns become buttons. */
function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) return;
  [...(table.tHead?.rows[0]?.cells ?? [])].forEach((cell, at) => {
    if (!cell.textContent?.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const up = cell.ariaSort !== "ascending";
      for (const other of table.tHead!.rows[0]!.cells) other.ariaSort = null;
      cell.ariaSort = up ? "ascending" : "descending";
      const order = new Intl.Collator("en", { numeric: true });
      const value = (row: HTMLTableRowElement): string => row.cells[at]?.textContent?.trim() ?? "";
      const sorted = [...body.rows].sort((a, b) => (up ? 1 : -1) * order.compare(value(a), value(b)));
      body.append(...sorted);
    });
  });
}
