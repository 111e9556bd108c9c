/** Columns whose heading says data-choice are narrowed by a choice of their values. */

export interface Choices {
  selects: HTMLElement[];
  fits(row: HTMLElement): boolean;
  any(): boolean;
}

/** The choices of a table; none for lists and tables that offer none. `changed` is called when one is made. */
export function choices(list: HTMLElement, rows: HTMLElement[], changed: () => void): Choices {
  const columns = list instanceof HTMLTableElement ? headings(list) : [];
  const selects = columns.map(({ at, name }) => ({ at, name, select: choice(name, values(rows, at), changed) }));
  return {
    selects: selects.map(({ name, select }) => labelled(name, select)),
    fits: (row) => !list.contains(row) || selects.every(({ at, select }) => !select.value || words(row, at) === select.value),
    any: () => selects.some(({ select }) => select.value !== ""),
  };
}

function headings(table: HTMLTableElement): { at: number; name: string }[] {
  const cells = [...(table.tHead?.rows[0]?.cells ?? [])];
  return cells.flatMap((cell, at) => (cell.dataset.choice === undefined ? [] : [{ at, name: cell.textContent?.trim() ?? "" }]));
}

function values(rows: HTMLElement[], at: number): string[] {
  return [...new Set(rows.map((row) => words(row, at)))].filter(Boolean).sort();
}

function words(row: HTMLElement, at: number): string {
  return row instanceof HTMLTableRowElement ? (row.cells[at]?.textContent?.trim() ?? "") : "";
}

function choice(name: string, offered: string[], changed: () => void): HTMLSelectElement {
  const select = document.createElement("select");
  select.name = name;
  select.append(new Option("all", ""), ...offered.map((value) => new Option(value, value)));
  select.addEventListener("change", changed);
  return select;
}

function labelled(name: string, select: HTMLSelectElement): HTMLElement {
  const label = document.createElement("label");
  label.append(`${name} `, select);
  return label;
}
