/** What the editor completes: terms that occur in the data, prefixes, keywords, the variables of the query. */

import { type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type EditorView } from "@codemirror/view";
import { bare, declared, placeOfPrefix } from "./prefixes.js";

/** A class or property: its prefixed name, what it is, and how often it occurs. */
export type Term = [name: string, kind: "class" | "property", says: string, count: number];

const KEYWORDS =
  "SELECT DISTINCT WHERE OPTIONAL FILTER BIND VALUES UNION MINUS GRAPH EXISTS ORDER GROUP HAVING LIMIT OFFSET CONSTRUCT ASK DESCRIBE PREFIX FROM NAMED UNDEF";
const CALLS =
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND IRI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX REPLACE LCASE UCASE STRLEN SUBSTR CONCAT YEAR MONTH DAY COALESCE IF";
const WORD = /[?$]?[\w.-]*:?[\w.-]*/;

export function completer(terms: readonly Term[], known: Readonly<Record<string, string>>): (at: CompletionContext) => CompletionResult | null {
  const most = Math.max(1, ...terms.map((term) => term[3]));
  const fixed: Completion[] = [
    ...terms.map(([name, kind, says, count]) => ({
      label: name,
      type: kind,
      detail: count ? `${count.toLocaleString("en")}×` : "",
      info: says,
      boost: (20 * Math.log1p(count)) / Math.log1p(most),
      apply: (view: EditorView, _: Completion, from: number, to: number) => insert(view, name, from, to, known),
    })),
    ...KEYWORDS.split(" ").map((label) => ({ label, type: "keyword", boost: -20 })),
    ...CALLS.split(" ").map((label) => ({ label, type: "function", apply: `${label}(`, boost: -30 })),
  ];
  return (at) => {
    const word = at.matchBefore(WORD);
    if (!word || (word.from === word.to && !at.explicit)) return null;
    const text = at.state.doc.toString();
    if (/^[?$]/.test(word.text)) return { from: word.from, options: variables(text, word.text), validFor: /^[?$]\w*$/ };
    return { from: word.from, options: fixed, validFor: /^[\w.-]*:?[\w.-]*$/ };
  };
}

function variables(text: string, typed: string): Completion[] {
  const names = new Set([...bare(text).matchAll(/\?(\w+)/g)].map((found) => `?${found[1]}`));
  names.delete(typed);
  return [...names].map((label) => ({ label, type: "variable" }));
}

/** Put a term in, and the declaration of its prefix where there is none, so that the query runs anywhere. */
function insert(view: EditorView, name: string, from: number, to: number, known: Readonly<Record<string, string>>): void {
  const text = view.state.doc.toString();
  const prefix = name.slice(0, name.indexOf(":"));
  const changes = [{ from, to, insert: name }];
  const iri = known[prefix];
  const line = iri && !declared(text).has(prefix) ? `PREFIX ${prefix}: <${iri}>\n` : "";
  if (line) changes.unshift({ from: placeOfPrefix(text), to: placeOfPrefix(text), insert: line });
  view.dispatch({ changes, selection: { anchor: from + line.length + name.length }, userEvent: "input.complete" });
}
