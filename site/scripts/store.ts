/**
 * Reads the files of the search. They are scripts that hand over one value, not JSON: a page that was opened from disk
 * may run scripts that stand beside it and may read nothing else.
 */

declare global {
  interface Window {
    unresHand: (name: string, value: unknown) => void;
  }
}

export interface Start {
  stamp: string;
  things: number;
  starts: string;
  words: string[];
  texts: number[];
}

export interface Facets {
  texts: Record<string, [string[], string]>;
  goals: Record<string, string>;
  units: Record<string, Record<string, string>>;
}

export type Unit = [place: string, label: string, text: string];
export type Group = [head: [symbol: string, title: string, path: string, language: string, adopted: string], units: Unit[]];

const handed = new Map<string, unknown>();
const asked = new Map<string, Promise<unknown>>();
window.unresHand = (name, value) => handed.set(name, value);

/** The address of the site's first folder, by that of this script: `assets/search.js` stands in it. */
export const root = new URL("..", (document.currentScript as HTMLScriptElement).src).href;
let stamp = "";

export async function start(): Promise<Start> {
  const read = await load<Start>("start");
  stamp = read.stamp;
  return read;
}

/** One file of the search; it is asked for once. */
export function load<Value>(name: string): Promise<Value> {
  let promise = asked.get(name);
  if (!promise) {
    promise = new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${root}search/${name}.js${stamp && `?${stamp}`}`;
      script.onload = () => (handed.has(name) ? done(handed.get(name)) : failed(new Error(name)));
      script.onerror = () => failed(new Error(name));
      document.head.append(script);
    });
    asked.set(name, promise);
  }
  return promise as Promise<Value>;
}
