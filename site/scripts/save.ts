/** Saves the rows of a table that are shown as CSV (RFC 4180). */

export function saveButton(table: HTMLTableElement, name: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Save what is shown as CSV";
  button.addEventListener("click", () => save(shownAsCsv(table), `${name}.csv`));
  return button;
}

export function shownAsCsv(table: HTMLTableElement): string {
  const heading = [...(table.tHead?.rows ?? [])];
  const rows = [...(table.tBodies[0]?.rows ?? [])].filter((row) => !row.hidden);
  return [...heading, ...rows].map((row) => `${[...row.cells].map((cell) => quoted(cell.textContent ?? "")).join(",")}\n`).join("");
}

function quoted(text: string): string {
  const words = text.trim().replace(/\s+/g, " ");
  return /[",]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
