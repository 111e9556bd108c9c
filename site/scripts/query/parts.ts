/** The parts of the data that a browser may load, as `data/parts.json` tells of them. */

import { type DataFile } from "./protocol.js";

/** What the choice of the server's endpoint is called. */
export const SERVER = "server";
const MEMORY = 800; // bytes that the engine takes for a statement, measured

export interface Choice {
  id: string;
  title: string;
  resolutions: number;
  /** Paths of files: what is printed or official, and what rules made of it besides. */
  facts: string[];
  everything: string[];
}

export interface Parts {
  resolutions: number;
  /** What is chosen where nothing is. */
  usual: string;
  shared: string;
  choices: Choice[];
  files: Record<string, { bytes: number; statements: number }>;
}

export async function readParts(root: string): Promise<Parts | null> {
  try {
    const response = await fetch(`${root}data/parts.json`);
    return response.ok ? ((await response.json()) as Parts) : null;
  } catch {
    return null;
  }
}

/** The files of a choice; of resolutions that are named their own, and what all share. */
export function filesOf(parts: Parts, id: string, depth: string, symbol: string, base: string): DataFile[] {
  if (id === "one") {
    const own = pathsOf(symbol).map((path) => ({ path: `${path}.ttl`, bytes: 0, statements: 0, only: `${base}${path}` }));
    return own.length ? [{ path: parts.shared, ...parts.files[parts.shared]! }, ...own] : [];
  }
  const choice = parts.choices.find((one) => one.id === id);
  const paths = (depth === "facts" ? choice?.facts : choice?.everything) ?? [];
  return paths.map((path) => ({ path, ...parts.files[path]! }));
}

/** "68/230", "a/res/68/230" or "A/RES/68/230 " as the path of a resolution. */
export function pathOf(symbol: string): string {
  const plain = symbol.toUpperCase().replace(/\s/g, "");
  return /^\d+\/\d/.test(plain) ? `A/RES/${plain}` : plain;
}

/** The paths of symbols with commas between them. */
export function pathsOf(symbols: string): string[] {
  return [...new Set(symbols.split(/[,;]/).map(pathOf).filter(Boolean))];
}

/** What a choice costs. */
export function sizeOf(files: readonly DataFile[], isStarted: boolean): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const statements = files.reduce((sum, file) => sum + file.statements, 0);
  if (!bytes) return "";
  const engine = isStarted ? "" : ", and the engine of 1.4 MB";
  return `To load: ${(bytes / 1e6).toFixed(1)} MB${engine}; ${statements.toLocaleString("en")} statements take about ${Math.max(50, Math.round((statements * MEMORY) / 5e7) * 50).toLocaleString("en")} MB of memory.`;
}

/** What is loaded and what is not, in a sentence each. */
export function saidOf(parts: Parts, id: string, depth: string, symbol: string): string {
  if (id === "one") return `Loaded: ${pathsOf(symbol).join(", ")} and what all share. Not loaded: every other resolution.`;
  const choice = parts.choices.find((one) => one.id === id)!;
  const left = parts.resolutions - choice.resolutions;
  const missing = [left ? `${left.toLocaleString("en")} other resolution${left === 1 ? "" : "s"}` : "", depth === "facts" ? "what rules made of the texts (acts, citations, mentions)" : ""].filter(Boolean);
  const loaded = `Loaded: ${choice.title}, ${depth === "facts" ? "facts alone" : "everything"}.`;
  return missing.length ? `${loaded} Not loaded: ${missing.join("; ")}.` : loaded;
}
