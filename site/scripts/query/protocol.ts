/** What the page says to the worker that holds the engine, and what it hears. */

/** A file of data, as `data/parts.json` tells of it; of a resolution's own file `only` is its IRI. */
export interface DataFile {
  path: string;
  bytes: number;
  statements: number;
  only?: string;
}

export interface Source extends DataFile {
  url: string;
}

export type Job =
  | { do: "load"; engine: string; sources: Source[] }
  | { do: "query"; engine: string; text: string; prefixes: Record<string, string> }
  | { do: "check"; engine: string; text: string; prefixes: Record<string, string> };

export type Request = { number: number; job: Job };

export interface Progress {
  path: string;
  bytes: number;
  of: number;
}

/** Rows as SPARQL 1.1 Query Results JSON, a yes or no, or a graph as N-Triples and Turtle. */
export type Answer = { kind: "rows"; json: string } | { kind: "graph"; turtle: string };

export type Reply =
  | { number: number; progress: Progress }
  | { number: number; answer: Answer | null }
  | { number: number; fault: string; broken: boolean };
