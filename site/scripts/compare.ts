/** Compares any two resolutions in the page, by the rules of lod/review/paragraphs.py and edits.py, from their pages. */

import { type Clause, type Change, changes } from "./clauses.js";

const form = document.querySelector<HTMLFormElement>("#compare")!;
const told = document.querySelector<HTMLElement>("#told")!;
const shown = document.querySelector<HTMLElement>("#changes")!;
const MARKS = ".number, sup";

interface Text {
  symbol: string;
  title: string;
  language: string;
  address: string;
  clauses: Clause[];
}

function symbolOf(typed: string): string {
  const words = typed.trim().replace(/\s+/g, "").toUpperCase();
  return /^\d+\/\d+/.test(words) ? `A/RES/${words}` : words;
}

async function read(symbol: string): Promise<Text> {
  const address = `${symbol.split("/").map(encodeURIComponent).join("/")}.html`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${symbol} is not published here`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = [...page.querySelectorAll<HTMLElement>(".part.preambular, .part.operative, .part.sub")];
  const clauses = parts.flatMap((part, order) => {
    const words = part.querySelector<HTMLElement>(".words")?.cloneNode(true) as HTMLElement | undefined;
    const label = words?.querySelector<HTMLElement>(".number")?.title ?? part.id;
    words?.querySelectorAll(MARKS).forEach((mark) => mark.remove());
    const text = (words?.textContent ?? "").trim();
    return text ? [{ place: part.id, label, order, isPreambular: part.classList.contains("preambular"), text }] : [];
  });
  return { symbol, title: page.querySelector("h1")?.textContent ?? "", language: page.documentElement.lang, address, clauses };
}

function link(text: Text, clause: Clause): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = `${text.address}#${clause.place}`;
  made.textContent = clause.label.replace(/^./, (first) => first.toUpperCase());
  return made;
}

function row(change: Change, later: Text, earlier: Text): HTMLElement {
  const made = document.createElement("div");
  made.className = `change ${change.what}`;
  made.dataset["place"] = change.clause?.place ?? "";
  const head = document.createElement("p");
  head.className = "detail";
  if (change.clause) head.append(link(later, change.clause), " ");
  if (change.what === "new") head.append("new");
  else if (change.earlier) head.append(change.what === "dropped" ? "" : "was ", link(earlier, change.earlier), ` of ${earlier.symbol}`, change.what === "dropped" ? " dropped" : "");
  const words = document.createElement("p");
  words.className = "said-words";
  words.lang = later.language;
  words.dir = "auto";
  for (const { what, text } of change.edits) {
    const said = what === "kept" ? text : Object.assign(document.createElement(what === "added" ? "ins" : "del"), { textContent: text.trim() });
    words.append(/^\s/.test(text) && what !== "kept" ? " " : "", said);
  }
  made.append(head, words);
  return made;
}

async function answer(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const [first, second] = [asked.get("a") ?? "", asked.get("b") ?? ""].map(symbolOf);
  form.querySelector<HTMLInputElement>("[name=a]")!.value = first!;
  form.querySelector<HTMLInputElement>("[name=b]")!.value = second!;
  if (!first || !second) return;
  if (location.protocol === "file:") {
    told.textContent = "Browsers let no page that was opened from disk read another: open the publication on a server.";
    return;
  }
  try {
    const [earlier, later] = await Promise.all([read(first), read(second)]);
    const found = changes(later.clauses, earlier.clauses);
    const count = (what: string): number => found.filter((change) => change.what === what).length;
    told.textContent = `${later.symbol} against ${earlier.symbol}: ${count("same")} the same, ${count("reworded")} reworded, ${count("new")} new, ${count("dropped")} dropped`;
    const same = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = `The same in both (${count("same")})`;
    same.append(summary, ...found.filter((change) => change.what === "same").map((change) => row(change, later, earlier)));
    shown.replaceChildren(...found.filter((change) => change.what !== "same").map((change) => row(change, later, earlier)), ...(count("same") ? [same] : []));
  } catch (fault) {
    told.textContent = (fault as Error).message;
  }
}

form.hidden = false;
void answer();
