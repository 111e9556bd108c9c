/** Results as people read and take them: a table with names and links, the text itself, CSV. */

import { type Engine } from "./engines.js";

export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Results {
  head: string[];
  rows: Record<string, Term>[];
  /** Of a query that asks whether. */
  isTrue: boolean | undefined;
}

const SHOWN = 200;
const NUMBER = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;

export function parseResults(json: string): Results {
  const read = JSON.parse(json) as { head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Record<string, Term>[] } };
  return { head: read.head.vars ?? [], rows: read.results?.bindings ?? [], isTrue: read.boolean };
}

/** Governing text: SPARQL 1.1 Query Results CSV. */
export function csvOf(results: Results): string {
  if (results.isTrue !== undefined) return `${results.isTrue}\n`;
  const lines = [results.head, ...results.rows.map((row) => results.head.map((name) => plain(row[name])))];
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function plain(term: Term | undefined): string {
  if (!term) return "";
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

export interface Site {
  base: string;
  root: string;
  prefixes: Record<string, string>;
}

/** A table that shows its first rows, and more when it is asked. */
export function tableOf(results: Results, site: Site, engine: Engine): HTMLElement {
  const box = document.createElement("div");
  if (results.isTrue !== undefined) {
    box.textContent = results.isTrue ? "Yes." : "No.";
    return box;
  }
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.role = "region";
  scroll.ariaLabel = "Results";
  const table = document.createElement("table");
  table.createTHead().insertRow().append(...results.head.map((name) => heading(name, isFigure(results.rows[0]?.[name]))));
  const body = table.createTBody();
  scroll.append(table);
  const more = document.createElement("button");
  more.type = "button";
  const show = (): void => {
    const from = body.rows.length;
    const rows = results.rows.slice(from, from + SHOWN);
    for (const row of rows) body.insertRow().append(...results.head.map((name) => cell(row[name], site)));
    more.hidden = body.rows.length >= results.rows.length;
    more.textContent = `Show more: ${body.rows.length.toLocaleString("en")} of ${results.rows.length.toLocaleString("en")} rows stand here`;
    void nameLinks(table, rows, site, engine);
  };
  more.addEventListener("click", show);
  show();
  box.append(scroll, more);
  return box;
}

function isFigure(term: Term | undefined): boolean {
  return NUMBER.test(term?.datatype ?? "");
}

function heading(name: string, isOfFigures: boolean): HTMLElement {
  const made = document.createElement("th");
  if (isOfFigures) made.className = "figure";
  made.scope = "col";
  made.textContent = name;
  return made;
}

function cell(term: Term | undefined, site: Site): HTMLElement {
  const made = document.createElement("td");
  if (!term) return made;
  if (term.type === "uri" && /^https?:/.test(term.value)) made.append(linkTo(term.value, site));
  else made.textContent = term.type === "bnode" ? `_:${term.value}` : typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  if (isFigure(term)) made.className = "figure";
  if (term["xml:lang"]) made.lang = term["xml:lang"];
  return made;
}

function linkTo(iri: string, site: Site): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = pageOf(iri, site);
  made.textContent = shortened(iri, site);
  made.title = iri;
  made.dataset["iri"] = iri;
  return made;
}

/** The page of a thing of this site, of a part the place on it; what is elsewhere at its own address. */
export function pageOf(iri: string, site: Site): string {
  const own = iri.startsWith(site.base) ? iri.slice(site.base.length) : iri.startsWith(site.prefixes["unr"]!) ? `def#${iri.slice(site.prefixes["unr"]!.length)}` : null;
  if (own === null) return iri;
  const [path, place] = own.split("#", 2) as [string, string?];
  const page = path.replace(/\/(?:annotations|[a-z]{2})$/, (end) => (/\d/.test(path) ? "" : end));
  return `${site.root}${page.split("/").map(encodeURIComponent).join("/")}.html${place === undefined ? "" : `#${place}`}`;
}

/** A term as a person reads it in a line. */
export function nameOf(term: Term | undefined, site: Site): string {
  if (!term) return "";
  return term.type === "uri" ? shortened(term.value, site) : term.type === "bnode" ? `_:${term.value}` : String(term.value);
}

function shortened(iri: string, site: Site): string {
  if (iri.startsWith(site.base) && !iri.startsWith(site.prefixes["unr"]!)) return iri.slice(site.base.length) || iri;
  const fit = Object.entries(site.prefixes).filter(([, start]) => iri.startsWith(start));
  const [name, start] = fit.sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
  return start ? `${name}:${iri.slice(start.length)}` : iri;
}

/** Put names in place of addresses, as soon as the engine has found them; the address stays as the link's title. */
async function nameLinks(table: HTMLElement, rows: readonly Record<string, Term>[], site: Site, engine: Engine): Promise<void> {
  const own = rows.flatMap((row) => Object.values(row).filter((term) => term.type === "uri" && term.value.startsWith(site.base) && !term.value.includes("#")));
  const iris = [...new Set(own.map((term) => term.value))].filter((iri) => !/[<>"{}|\\^`\s]/.test(iri));
  if (!iris.length) return;
  const text = `PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?iri (MIN(?name) AS ?called) (MIN(?title) AS ?titled) { VALUES ?iri { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  { ?iri skos:prefLabel ?name FILTER(LANG(?name) = "en") } UNION { ?iri dct:title ?title FILTER(LANG(?title) = "en") } } GROUP BY ?iri`;
  try {
    const answer = await engine.query(text);
    if (answer.kind !== "rows") return;
    const found = new Map(parseResults(answer.json).rows.map((row) => [row["iri"]!.value, row]));
    for (const link of table.querySelectorAll<HTMLAnchorElement>("a[data-iri]")) {
      const row = found.get(link.dataset["iri"]!);
      if (row?.["called"]) link.textContent = row["called"].value;
      else if (row?.["titled"]) link.textContent = `${link.textContent} ${row["titled"].value}`;
      if (row) delete link.dataset["iri"];
    }
  } catch {
    // the rows stand without names
  }
}
