/** The search page: a box, hits as paragraphs with their words, and what narrows them down; its address says it all. */

import { parseNumbers, parseRising, placeOf, shared } from "./numbers.js";
import { type Found, type Hit, find, pagesOf, question, read, typedSymbol } from "./lookup.js";
import { type Facets, type Start, load, root, start } from "./store.js";
import { printedWords } from "./words.js";

const PAGE = 20;
const THINGS = 8;
const AROUND = 160;
const FACETS: [name: string, label: string][] = [
  ["session", "Session"],
  ["year", "Year"],
  ["organ", "Organ"],
  ["committee", "Committee"],
  ["family", "What it does"],
  ["asked", "Whom it asks"],
  ["duty", "Duty"],
  ["goal", "Goal"],
  ["language", "Language"],
];
const LANGUAGES: Record<string, string> = { ar: "العربية", en: "English", es: "Español", fr: "Français", ru: "Русский", zh: "中文" };
const DUTIES: Record<string, string> = { report: "report due", agenda: "agenda item", contribution: "contributions", review: "review", end: "end" };

const form = document.querySelector<HTMLFormElement>("#search")!;
const box = form.querySelector<HTMLInputElement>("input[type=search]")!;
const narrow = document.querySelector<HTMLElement>("#narrow")!;
const told = document.querySelector<HTMLElement>("#told")!;
const results = document.querySelector<HTMLElement>("#results")!;
let turn = 0;

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = "", looks = ""): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  if (looks) made.className = looks;
  return made;
}

function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}

/** What the address says: the question and what it is narrowed down to. */
function asked(): URLSearchParams {
  return new URLSearchParams(location.search);
}

async function answer(goes: boolean): Promise<void> {
  const mine = ++turn;
  const typed = asked().get("q")?.trim() ?? "";
  if (!typed) return clear();
  try {
    const index = await start();
    const symbol = typedSymbol(typed);
    if (symbol) {
      const pages = await pagesOf(index, symbol.keys);
      if (mine !== turn) return;
      const [first, ...others] = new Set(pages.map((hit) => address(hit.head[2], symbol.place)));
      if (first && !others.length && goes) return location.replace(first);
      if (pages.length) return tell(`${many(pages.length, "page")} for this symbol`, [listOf(pages.map((hit) => thing(hit, symbol.place)))]);
    }
    await show(mine, index, typed, symbol !== null);
  } catch (fault) {
    if (mine === turn) tell(`The search could not read its files (${(fault as Error).message}). The lists below lead everywhere too.`, []);
  }
}

function clear(): void {
  narrow.hidden = true;
  tell("", []);
}

function tell(words: string, parts: HTMLElement[]): void {
  told.textContent = words;
  results.replaceChildren(...parts);
  document.body.classList.toggle("asked", words !== "");
}

async function show(mine: number, index: Start, typed: string, isSymbol: boolean): Promise<void> {
  const wanted = question(typed);
  const found = await find(index, wanted);
  const facets = isNarrowed() ? await load<Facets>("facets") : null;
  if (mine !== turn) return;
  const things = facets ? [] : found.units.filter((unit) => unit < index.things);
  const all = found.units.filter((unit) => unit >= index.things);
  const fit = titlesFirst(index, facets ? narrowed(index, facets, all) : all);
  const list = element("ol", "", "hits");
  const more = element("button", "Show more", "more");
  const parts: HTMLElement[] = [];
  if (things.length) parts.push(await thingsFound(index, things));
  if (isSymbol) parts.push(elsewhere(typed));
  let from = 0;
  let shown = 0;
  const extend = async (): Promise<void> => {
    const until = shown + PAGE;
    while (shown < until && from < fit.length) {
      for (const hit of await read(index, fit.slice(from, from + PAGE))) {
        if (holds(hit, wanted.phrases)) {
          list.append(paragraph(hit, found));
          shown++;
        }
      }
      from += PAGE;
      if (mine !== turn) return;
    }
    more.hidden = from >= fit.length;
    told.textContent = wanted.phrases.length ? `${many(shown, "place")} so far that print the words in this order` : `${many(fit.length, "place")} in the resolutions`;
  };
  more.addEventListener("click", () => void extend());
  await extend();
  if (mine !== turn) return;
  tell(told.textContent ?? "", [...parts, list, more]);
  await offer(mine, index, all);
}

function holds(hit: Hit, phrases: readonly string[]): boolean {
  const text = folded(hit.unit[2]);
  return phrases.every((phrase) => text.includes(folded(phrase)));
}

function folded(text: string): string {
  return ` ${[...printedWords(text)].flatMap((found) => found.words).join(" ")} `;
}

function address(path: string, place: string): string {
  const way = path.split("/").map(encodeURIComponent).join("/").replace(/%28/g, "(").replace(/%29/g, ")");
  return `${root}${way}.html${place && `#${place}`}`;
}

async function thingsFound(index: Start, units: readonly number[]): Promise<HTMLElement> {
  const section = element("section", "", "things");
  const list = listOf((await read(index, units.slice(0, THINGS))).map((hit) => thing(hit, "")));
  section.append(list);
  if (units.length > THINGS) {
    const all = element("button", `All ${units.length} pages`, "more");
    all.addEventListener("click", async () => {
      list.replaceChildren(...listOf((await read(index, units)).map((hit) => thing(hit, ""))).children);
      all.remove();
    });
    section.append(all);
  }
  return section;
}

function listOf(items: HTMLElement[]): HTMLUListElement {
  const list = element("ul", "", "plain");
  list.append(...items);
  return list;
}

function thing(hit: Hit, place: string): HTMLLIElement {
  const [kind, name, path, language] = hit.head;
  const item = element("li");
  const link = element("a", language ? `${kind} ${name}` : name);
  link.href = address(path, place);
  item.append(link);
  if (!language) item.append(" ", element("span", kind, "detail"));
  return item;
}

function elsewhere(typed: string): HTMLElement {
  const line = element("p", "No page here has this symbol. The official text: ");
  const link = element("a", `docs.un.org/${typed.trim()}`);
  link.href = `https://docs.un.org/${encodeURI(typed.replace(/\s+/g, ""))}`;
  line.append(link);
  return line;
}

function paragraph(hit: Hit, found: Found): HTMLLIElement {
  const [symbol, title, path, language, adopted] = hit.head;
  const [place, label, text] = hit.unit;
  const item = element("li");
  const link = element("a", label ? `${symbol}, ${label}` : symbol);
  link.href = address(path, place);
  const head = element("p", "", "where");
  head.append(link, " ", element("span", [place ? title : "", adopted.slice(0, 4)].filter(Boolean).join(", "), "detail"));
  const words = element("p", "", "words");
  words.lang = language;
  words.dir = "auto";
  words.append(...marked(text, found.words));
  item.append(head, words);
  return item;
}

/** The words round the first that was asked for, those asked for marked. */
function marked(text: string, words: ReadonlySet<string>): (string | HTMLElement)[] {
  const places = [...printedWords(text)].filter((printed) => printed.words.some((word) => words.has(word)));
  const first = places[0]?.at ?? 0;
  const from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
  const cut = text.length > from + 3 * AROUND ? text.lastIndexOf(" ", from + 3 * AROUND) : text.length;
  const to = cut > from ? cut : from + 3 * AROUND;
  const made: (string | HTMLElement)[] = [from ? "… " : ""];
  let last = from;
  for (const { at, printed } of places) {
    if (at < last || at + printed.length > to) continue;
    made.push(text.slice(last, at), element("mark", printed));
    last = at + printed.length;
  }
  made.push(text.slice(last, to), to < text.length ? " …" : "");
  return made;
}

function isNarrowed(): boolean {
  return FACETS.some(([name]) => asked().get(name));
}

/** A text's first unit is its title: titles that hold the words come before paragraphs that do. */
function titlesFirst(index: Start, units: readonly number[]): number[] {
  const titles = new Set(risingOf(index.starts));
  return [...units.filter((unit) => titles.has(unit)), ...units.filter((unit) => !titles.has(unit))];
}

/** The units that fit what the address narrows them down to, but for one facet. */
function narrowed(index: Start, facets: Facets, units: readonly number[], but = ""): number[] {
  let fit = [...units];
  for (const [name] of FACETS) {
    const value = asked().get(name);
    if (value && name !== but) fit = within(index, facets, name, value, fit);
  }
  return fit;
}

function within(index: Start, facets: Facets, name: string, value: string, units: number[]): number[] {
  const held = facets.units[name];
  if (held) return shared(units, parseRising(held[value] ?? ""));
  const texts = new Set(textsOf(facets, name, value));
  const starts = risingOf(index.starts);
  return units.filter((unit) => texts.has(placeOf(starts, unit)));
}

function textsOf(facets: Facets, name: string, value: string): number[] {
  if (name === "goal") return parseRising(facets.goals[value] ?? "");
  const [values, signs] = facets.texts[name]!;
  const number = values.indexOf(value);
  return parseNumbers(signs).flatMap((own, text) => (own === number ? [text] : []));
}

const known = new Map<string, number[]>();
function risingOf(signs: string): number[] {
  if (!known.has(signs)) known.set(signs, parseRising(signs));
  return known.get(signs)!;
}

/** How many hits each value of a facet has. */
function counts(index: Start, facets: Facets, name: string, units: readonly number[]): [string, number][] {
  const held = facets.units[name];
  if (held) return Object.entries(held).map(([value, signs]) => [value, shared(units, parseRising(signs)).length]);
  const starts = risingOf(index.starts);
  const texts = new Map<number, number>();
  for (const unit of units) {
    const text = placeOf(starts, unit);
    texts.set(text, (texts.get(text) ?? 0) + 1);
  }
  if (name === "goal") return Object.entries(facets.goals).map(([goal, signs]) => [goal, parseRising(signs).reduce((sum, text) => sum + (texts.get(text) ?? 0), 0)]);
  const [values, signs] = facets.texts[name]!;
  const numbers = parseNumbers(signs);
  const sums = values.map(() => 0);
  for (const [text, count] of texts) sums[numbers[text]!]! += count;
  return values.map((value, at) => [value, sums[at]!]);
}

function called(name: string, value: string): string {
  if (name === "language") return LANGUAGES[value] ?? value;
  if (name === "duty") return DUTIES[value] ?? value;
  if (name === "organ") return value.replace(/-/g, " ").replace(/^./, (first) => first.toUpperCase());
  return name === "goal" ? `Goal ${value}` : value;
}

/** Offers what narrows the hits down, with counts, most frequent first (sessions and years: latest first). */
async function offer(mine: number, index: Start, all: readonly number[]): Promise<void> {
  if (!all.length) {
    narrow.hidden = true;
    return;
  }
  const facets = await load<Facets>("facets");
  if (mine !== turn) return;
  const fields = FACETS.flatMap(([name, label]) => {
    const rows = counts(index, facets, name, narrowed(index, facets, all, name)).filter(([value, count]) => value && count);
    const value = asked().get(name) ?? "";
    return rows.length > 1 || value ? [field(name, label, value, rows)] : [];
  });
  narrow.replaceChildren(...fields);
  narrow.hidden = !fields.length;
}

function field(name: string, label: string, value: string, rows: [string, number][]): HTMLLabelElement {
  const made = element("label", label);
  const choice = element("select");
  choice.name = name;
  choice.append(new Option("any", ""));
  const isDated = name === "session" || name === "year" || name === "goal";
  rows.sort((a, b) => (isDated ? (parseInt(b[0]) || 0) - (parseInt(a[0]) || 0) : b[1] - a[1]));
  for (const [own, count] of rows) choice.append(new Option(`${called(name, own)} (${count})`, own, false, own === value));
  choice.addEventListener("change", () => go(true));
  made.append(choice);
  return made;
}

/** Puts what the form says into the address, and answers. */
function go(keeps: boolean, goes = false): void {
  const given = new URLSearchParams();
  if (box.value.trim()) given.set("q", box.value.trim());
  if (keeps) for (const choice of narrow.querySelectorAll("select")) if (choice.value) given.set(choice.name, choice.value);
  const to = `${location.pathname}${given.size ? `?${given}` : ""}`;
  if (goes || keeps) history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  void answer(goes);
}

let waiting = 0;
form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  clearTimeout(waiting);
  go(false, true);
});
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => go(false), 150);
});
addEventListener("popstate", () => {
  box.value = asked().get("q") ?? "";
  void answer(false);
});

box.value = asked().get("q") ?? "";
form.hidden = false;
if (!box.value) box.focus();
void answer(true);
