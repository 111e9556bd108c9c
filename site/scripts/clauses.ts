/** Which paragraph of a text comes from which of another, and what changed of its words: as lod/review does it. */

export interface Clause {
  place: string;
  label: string;
  order: number;
  isPreambular: boolean;
  text: string;
}

export interface WordEdit {
  what: "kept" | "dropped" | "added";
  text: string;
}

export interface Change {
  what: "same" | "reworded" | "new" | "dropped";
  clause: Clause | null;
  earlier: Clause | null;
  edits: WordEdit[];
}

const LIKE = 0.45;
const ISLAND = 2;
const TOKEN = /(?<!\s)\s*(?:[\p{L}\p{N}_]+(?:[-\u2011'’][\p{L}\p{N}_]+)*|[^\p{L}\p{N}_\s])/gu;
const TYPED: Record<string, string> = { "\u2010": "-", "\u2011": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"' };

function typed(text: string): string {
  return text.replace(/[\u2010\u2011\u2018\u2019\u201c\u201d]/g, (sign) => TYPED[sign]!);
}

function said(text: string): string {
  return text.split(/\s+/).join(" ").replace(/[.,;: ]+$/, "");
}

function counted(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of said(text).toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []) {
    const key = /^\p{Nd}+$/u.test(word) ? "0" : word;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** What became of every paragraph, in the later text's order; what was dropped stands behind the rest. */
export function changes(later: readonly Clause[], earlier: readonly Clause[]): Change[] {
  const same = sameWords(later, earlier);
  const taken = new Set(same.values());
  const alike = alikeWords(later.filter((clause) => !same.has(clause)), earlier.filter((clause) => !taken.has(clause)));
  const kept = new Set([...taken, ...alike.values()]);
  const made = later.map((clause): Change => {
    const before = same.get(clause);
    if (before) return { what: "same", clause, earlier: before, edits: [{ what: "kept", text: clause.text }] };
    const other = alike.get(clause);
    if (other) return { what: "reworded", clause, earlier: other, edits: edits(said(other.text), said(clause.text)) };
    return { what: "new", clause, earlier: null, edits: [{ what: "added", text: clause.text }] };
  });
  const gone = earlier.filter((clause) => !kept.has(clause));
  return [...made, ...gone.map((clause): Change => ({ what: "dropped", clause: null, earlier: clause, edits: [{ what: "dropped", text: clause.text }] }))];
}

/** Paragraphs of the same words: at the same place first, then in the reading order. */
function sameWords(later: readonly Clause[], earlier: readonly Clause[]): Map<Clause, Clause> {
  const words = new Map([...later, ...earlier].map((clause) => [clause, typed(said(clause.text))]));
  const places = new Map(earlier.map((clause) => [clause.place, clause]));
  const found = new Map<Clause, Clause>();
  for (const clause of later) {
    const there = places.get(clause.place);
    if (there && words.get(there) === words.get(clause)) found.set(clause, there);
  }
  const left = earlier.filter((clause) => ![...found.values()].includes(clause));
  for (const clause of later) {
    if (found.has(clause)) continue;
    const at = left.findIndex((other) => words.get(other) === words.get(clause));
    if (at >= 0) found.set(clause, left.splice(at, 1)[0]!);
  }
  return found;
}

/** Paragraphs that share most of their words, the most alike first; of equals those that stand nearest. */
function alikeWords(later: readonly Clause[], earlier: readonly Clause[]): Map<Clause, Clause> {
  const all = [...later, ...earlier];
  const words = new Map(all.map((clause) => [clause, counted(clause.text)]));
  const holders = new Map<string, number>();
  for (const own of words.values()) for (const word of own.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(1 + all.length / holders.get(word)!);
  const sum = (clause: Clause): number => [...words.get(clause)!].reduce((total, [word, count]) => total + weight(word) * count, 0);
  const sums = new Map(all.map((clause) => [clause, sum(clause)]));
  const pairs = later.flatMap((a) =>
    earlier.flatMap((b) => {
      const both = [...words.get(a)!].reduce((total, [word, count]) => total + weight(word) * Math.min(count, words.get(b)!.get(word) ?? 0), 0);
      const like = (2 * both) / (sums.get(a)! + sums.get(b)!);
      return like >= LIKE && a.isPreambular === b.isPreambular ? [{ a, b, like: Number(like.toFixed(9)) }] : [];
    }),
  );
  pairs.sort((x, y) => y.like - x.like || Math.abs(x.a.order - x.b.order) - Math.abs(y.a.order - y.b.order) || x.a.order - y.a.order || x.b.order - y.b.order);
  const found = new Map<Clause, Clause>();
  const taken = new Set<Clause>();
  for (const { a, b } of pairs) {
    if (found.has(a) || taken.has(b)) continue;
    found.set(a, b);
    taken.add(b);
  }
  return found;
}

/** How one text becomes the other, in reading order; of a change what was dropped comes first. */
export function edits(old: string, text: string): WordEdit[] {
  const [before, after] = [old.match(TOKEN) ?? [], text.match(TOKEN) ?? []];
  const [a, b] = [old, text].map((one) => (typed(one).match(TOKEN) ?? []).map((token) => token.trim()));
  const blocks = matching(a!, b!).filter(([i, j, size]) => size >= ISLAND || (i === 0 && j === 0) || (i + size === a!.length && j + size === b!.length));
  const made: WordEdit[] = [];
  let [x, y] = [0, 0];
  for (const [i, j, size] of [...blocks, [a!.length, b!.length, 0] as const]) {
    made.push({ what: "dropped", text: before.slice(x, i).join("") }, { what: "added", text: after.slice(y, j).join("") }, { what: "kept", text: after.slice(j, j + size).join("") });
    [x, y] = [i + size, j + size];
  }
  return made.filter((edit) => edit.text !== "");
}

/** The runs of words that both have, the longest first found, as Python's difflib finds them. */
function matching(a: readonly string[], b: readonly string[]): [number, number, number][] {
  const places = new Map<string, number[]>();
  b.forEach((word, at) => places.set(word, [...(places.get(word) ?? []), at]));
  const found: [number, number, number][] = [];
  const waiting: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  while (waiting.length) {
    const [alo, ahi, blo, bhi] = waiting.pop()!;
    let [besti, bestj, best] = [alo, blo, 0];
    let lengths = new Map<number, number>();
    for (let i = alo; i < ahi; i++) {
      const next = new Map<number, number>();
      for (const j of places.get(a[i]!) ?? []) {
        if (j < blo || j >= bhi) continue;
        const size = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, size);
        if (size > best) [besti, bestj, best] = [i - size + 1, j - size + 1, size];
      }
      lengths = next;
    }
    if (!best) continue;
    found.push([besti, bestj, best]);
    waiting.push([alo, besti, blo, bestj], [besti + best, ahi, bestj + best, bhi]);
  }
  found.sort((x, y) => x[0] - y[0]);
  const joined: [number, number, number][] = [];
  for (const [i, j, size] of found) {
    const last = joined.at(-1);
    if (last && last[0] + last[2] === i && last[1] + last[2] === j) last[2] += size;
    else joined.push([i, j, size]);
  }
  return joined;
}
