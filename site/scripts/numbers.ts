/** Whole numbers from signs, as `lod/publish/search/numbers.py` writes them. */

const VALUE = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((sign, at) => [sign, at]));

export function parseNumbers(signs: string): number[] {
  const made: number[] = [];
  let value = 0;
  let weight = 1;
  for (const sign of signs) {
    const digit = VALUE.get(sign) ?? 0;
    value += (digit & 31) * weight;
    weight *= 32;
    if (digit < 32) {
      made.push(value);
      value = 0;
      weight = 1;
    }
  }
  return made;
}

export function parseRising(signs: string): number[] {
  let last = 0;
  return parseNumbers(signs).map((gap) => (last += gap));
}

/** The last of rising numbers that is not above a value, by its place; -1 for none. */
export function placeOf(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The numbers that two rising lists share. */
export function shared(a: readonly number[], b: readonly number[]): number[] {
  const made: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]! < b[j]!) i++;
    else if (a[i]! > b[j]!) j++;
    else {
      made.push(a[i]!);
      i++;
      j++;
    }
  }
  return made;
}

/** All numbers of several rising lists, each once. */
export function joined(lists: readonly number[][]): number[] {
  if (lists.length === 1) return lists[0]!;
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
