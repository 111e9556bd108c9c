/** Words as they are looked up, made as `lod/publish/search/words.py` makes them; tests/cases/words.txt holds both. */

const WORD = /(?:[\p{L}\p{N}][\u0300-\u036f\u0640\u064b-\u065f\u0670]*)+/gu;
const MARKS = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]/gu;
const HAN = /[\u3400-\u9fff]+/g;
const ARTICLE = /\u0648?\u0627\u0644(?=.{3})/u;
const LONGEST = 40;

/** Endings that are cut off both what is typed and what is found, so that "reports" finds "reporting". */
const ENDINGS = /(?:ies|ing|ed|es|s|y|ов|ами|ями|ах|ях|ого|ему|ому|ой|ий|ый|ая|ое|ые|ия|ии|ию|[аеиоуыэюяь]|ات|ون|ين|ية|ة)$/u;
const SHORTEST = 4;

/** Words that hold a question together and narrow nothing down. */
const LINKING = new Set("a an and as at by for from in of on or that the to with au aux de des du en et la le les par pour un une con del el las los por y в и к на о по с في من على إلى".split(" "));

/** The printed words of a text with what each is looked up by. */
export function* printedWords(text: string): Generator<{ at: number; printed: string; words: string[] }> {
  for (const found of text.matchAll(WORD)) {
    yield { at: found.index, printed: found[0], words: plainWords(found[0]) };
  }
}

export function plainWords(printed: string): string[] {
  const word = printed.normalize("NFKD").toLowerCase().replace(MARKS, "");
  const runs = word.match(HAN);
  if (runs) return runs.flatMap(pairs);
  const bare = word.replace(startsArabic(word) ? ARTICLE : /$^/, "");
  return [...bare].length > 1 ? [[...bare].slice(0, LONGEST).join("")] : [];
}

function startsArabic(word: string): boolean {
  return /^\u0648?\u0627\u0644/u.test(word);
}

function pairs(run: string): string[] {
  return run.length === 1 ? [run] : [...run].slice(1).map((sign, at) => run[at] + sign);
}

/** What a person types, as words to look up: linking words fall away where others are left. */
export function askedWords(text: string): string[] {
  const words = [...new Set([...printedWords(text)].flatMap((found) => found.words))];
  const telling = words.filter((word) => !LINKING.has(word));
  return telling.length ? telling : words;
}

/** A word without its ending. */
export function stem(word: string): string {
  const cut = word.replace(ENDINGS, "");
  return cut.length >= SHORTEST ? cut : word;
}
