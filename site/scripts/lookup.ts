/** Looks words, phrases and symbols up in the files of the search. */

import { joined, parseRising, placeOf, shared } from "./numbers.js";
import { type Group, type Start, type Unit, load } from "./store.js";
import { askedWords, stem } from "./words.js";

export interface Question {
  words: string[];
  phrases: string[];
}

/** Units that hold all words, in the order of hits, and the words by which they were found. */
export interface Found {
  units: number[];
  words: Set<string>;
}

/** A unit with its page. */
export interface Hit {
  number: number;
  head: Group[0];
  unit: Unit;
}

type Block = Record<string, string>;

export function question(typed: string): Question {
  const phrases = [...typed.matchAll(/["“«„]([^"”»“]+)["”»“]/gu)].map((found) => found[1]!.trim()).filter((words) => words.includes(" "));
  return { words: askedWords(typed), phrases };
}

export async function find(start: Start, asked: Question): Promise<Found> {
  const words = new Set<string>();
  const lists = await Promise.all(asked.words.map((word) => holders(start, word, words)));
  lists.sort((a, b) => a.length - b.length);
  const units = lists.slice(1).reduce(shared, lists[0] ?? []);
  return { units, words };
}

/** The units that hold a word in any of its forms; where there is none, words that begin with it. */
async function holders(start: Start, word: string, seen: Set<string>): Promise<number[]> {
  const root = stem(word);
  const known = await beginning(start, root.length < word.length && root.length > 3 ? root : word);
  const same = known.filter(([other]) => other === word || stem(other) === root);
  const fit = same.length ? same : known.filter(([other]) => other.startsWith(word));
  for (const [other] of fit) seen.add(other);
  return joined(fit.map(([, signs]) => parseRising(signs)));
}

/** All words of the index that begin with some letters. */
async function beginning(start: Start, letters: string): Promise<[string, string][]> {
  const first = Math.max(placeIn(start.words, letters), 0);
  const last = Math.max(placeIn(start.words, `${letters}\uffff`), 0);
  const blocks = await Promise.all(range(first, last).map((number) => load<Block>(`words/${number}`)));
  return blocks.flatMap((block) => Object.entries(block).filter(([word]) => word.startsWith(letters)));
}

function placeIn(firsts: readonly string[], word: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle]! <= word) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Units with their texts and pages, in the order of their numbers. */
export async function read(start: Start, units: readonly number[]): Promise<Hit[]> {
  return Promise.all(units.map((number) => readOne(start, number)));
}

async function readOne(start: Start, number: number): Promise<Hit> {
  const file = placeOf(start.texts, number);
  const groups = await load<Group[]>(`texts/${file}`);
  let left = number - start.texts[file]!;
  for (const [head, units] of groups) {
    if (left < units.length) return { number, head, unit: units[left]! };
    left -= units.length;
  }
  throw new Error(`no unit ${number}`);
}

const NAMED = /^(?:(?:UNITED NATIONS|UN) ?)?(?:(?:GENERAL ASSEMBLY|SECURITY COUNCIL|UNGA|UNSC|GA|SC) ?)?(?:RESOLUTION|RES|R)\b[ .]*(?:NO\b[. ]*)?/;
const PINPOINT = /[, ]*(?:\bOP|\bPARAGRAPH|\bPARA\b\.?|§|#OP) ?([0-9]{1,3})$/;

/** What a typed symbol may stand for in the index, and the paragraph it points to; null for what is no symbol. */
export function typedSymbol(typed: string): { keys: string[]; place: string } | null {
  let words = typed.normalize("NFKC").toUpperCase().replace(/[‐‑–]/g, "-").replace(/\s+/g, " ").trim();
  const pinned = PINPOINT.exec(words);
  if (pinned) words = words.slice(0, pinned.index);
  const plain = words.replace(NAMED, "").replace(/ /g, "");
  const whole = words.replace(/ /g, "");
  const isNamed = plain !== whole;
  const looks = /^[A-Z0-9().\-\/*]+$/.test(plain) && (/[0-9]\/[0-9]|\/.*[0-9]|[0-9]\([0-9A-Z-]+\)$/.test(plain) || (isNamed && /^[0-9]+$/.test(plain)));
  return looks ? { keys: [...new Set([whole, plain])], place: pinned ? `op${pinned[1]}` : "" } : null;
}

/** The pages of a symbol. */
export async function pagesOf(start: Start, keys: readonly string[]): Promise<Hit[]> {
  for (const key of keys) {
    const word = `=${key}`;
    const block = await load<Block>(`words/${Math.max(placeIn(start.words, word), 0)}`);
    const signs = block[word];
    if (signs) return read(start, parseRising(signs));
  }
  return [];
}
