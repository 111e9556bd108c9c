/** Stored queries and their values: what a form gives, in place of what the query was written for. */

/** A variable that may be set: its kind in words, and a term of the kind, which shows how its values are written. */
export interface Parameter {
  name: string;
  says: string;
  term: string;
}

export interface StoredQuery {
  name: string;
  title: string;
  text: string;
  takes: Parameter[];
}

const WHOLE = String.raw`<[^<>]*>|"(?:[^"\\]|\\.)*"`;
const VALUES = new RegExp(String.raw`VALUES\s+(?:\?(\w+)|\(([^()]*)\))\s*\{((?:${WHOLE}|[^<"{}])*)\}`, "g");
const TERM = new RegExp(String.raw`(?:${WHOLE})(?:@[\w-]+)?|[^\s()]+`, "g");

/** A query's text with values in place of its own; what is left empty stays as it is. */
export function withValues(query: StoredQuery, given: ReadonlyMap<string, string>): string {
  let text = query.text;
  for (const parameter of query.takes) {
    const value = given.get(parameter.name)?.trim();
    if (value) text = withValue(text, parameter.name, termOf(value, parameter.term));
  }
  return text;
}

/** A value as the term that a sample of its kind shows: string, string of a language, IRI below a folder, or number. */
export function termOf(value: string, sample: string): string {
  if (value === "UNDEF") return value;
  if (sample.startsWith("<")) return `<${iriLike(value, sample.slice(1, -1))}>`;
  if (!sample.startsWith('"')) return value.replace(/[^\w.+-]/g, "");
  const escaped = value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\r/g, "\\r");
  return `"${escaped}"${sample.slice(sample.lastIndexOf('"') + 1)}`;
}

/** "undp", "actor/undp" or a whole IRI, as an IRI of the sample's folder. */
function iriLike(value: string, sample: string): string {
  const clean = value.replace(/[<>"{}|\\^`\s]/g, "");
  if (/^[a-z]+:/i.test(clean)) return clean;
  const parts = sample.split("/");
  return [...parts.slice(0, clean.includes("/") ? -2 : -1), clean].join("/");
}

function withValue(text: string, name: string, term: string): string {
  return text.replace(VALUES, (block, one: string | undefined, many: string | undefined, rows: string) => {
    if (one) return one === name ? `VALUES ?${name} { ${term} }` : block;
    const names = [...many!.matchAll(/\?(\w+)/g)].map((found) => found[1]!);
    const at = names.indexOf(name);
    if (at < 0) return block;
    const terms = rows.match(TERM) ?? [];
    const set = terms.map((held, place) => (place % names.length === at ? term : held));
    const made = set.flatMap((_, place) => (place % names.length ? [] : [`(${set.slice(place, place + names.length).join(" ")})`]));
    return `VALUES (${many}) { ${[...new Set(made)].join(" ")} }`;
  });
}
