/** Prefixes: which a query declares, which it uses, and the declarations that it lacks. */

const DECLARED = /\bprefix\s+([\w.-]*):/gi;
/** What may look like a prefixed name and is none: IRIs, strings, comments. */
const OTHER = /<[^<>\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;
const USED = /(?<![\w?$@:.-])([A-Za-z][\w.-]*):/g;

/** The query's text in which a word is a word: without IRIs, strings and comments. */
export function bare(text: string): string {
  return text.replace(OTHER, " ");
}

export function declared(text: string): Set<string> {
  return new Set([...bare(text).matchAll(DECLARED)].map((found) => found[1]!));
}

/** The declarations that a query needs and lacks, of known prefixes, in one line without its end. */
export function lacking(text: string, known: Readonly<Record<string, string>>): string {
  const has = declared(text);
  const used = new Set([...bare(text).matchAll(USED)].map((found) => found[1]!));
  const missing = [...used].filter((name) => name in known && !has.has(name));
  return missing.map((name) => `PREFIX ${name}: <${known[name]}> `).join("");
}

/** Where a declaration goes: behind the last one, else behind the comments that open the query. */
export function placeOfPrefix(text: string): number {
  const last = [...text.matchAll(/^[ \t]*prefix\s+[\w.-]*:\s*<[^<>\s]*>[ \t]*\n?/gim)].at(-1);
  if (last) return last.index + last[0].length;
  return /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text)?.[0].length ?? 0;
}

/** Whether a query gives a graph, not rows. */
export function isGraph(text: string): boolean {
  return /^(?:construct|describe)$/i.test(/(?<![\w?$:-])(?:select|ask|construct|describe)(?![\w:-])/i.exec(bare(text))?.[0] ?? "");
}
