/** Who answers a query: the engine in this browser, or the endpoint of the server that hands out the site. */

import { type Answer, type Job, type Progress, type Reply, type Source } from "./protocol.js";
import { grouped } from "./arithmetic.js";
import { isGraph } from "./prefixes.js";

const ROWS = "application/sparql-results+json";
const TURTLE = "text/turtle";

/** A query that its asker ended. */
export class Cancelled extends Error {}

export interface Engine {
  query(text: string): Promise<Answer>;
  cancel(): void;
}

interface Waiting {
  done: (answer: Answer | null) => void;
  failed: (fault: Error) => void;
  progress: ((progress: Progress) => void) | undefined;
}

/** The engine of the page: a worker, which is ended to stop what it does; what it had loaded is then gone. */
export class BrowserEngine implements Engine {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(
    readonly script: string,
    readonly wasm: string,
    readonly prefixes: Record<string, string>,
  ) {}

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  async load(sources: Source[], progress: (progress: Progress) => void): Promise<void> {
    await this.#ask({ do: "load", engine: this.wasm, sources }, progress);
  }

  async query(text: string): Promise<Answer> {
    return (await this.#ask({ do: "query", engine: this.wasm, text: grouped(text), prefixes: this.prefixes }))!;
  }

  /** Nothing for a query that can be read; else what is wrong with it. */
  async check(text: string): Promise<string> {
    try {
      await this.#ask({ do: "check", engine: this.wasm, text, prefixes: this.prefixes });
      return "";
    } catch (fault) {
      return (fault as Error).message;
    }
  }

  cancel(): void {
    this.#end(new Cancelled("cancelled"));
  }

  #end(why: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.failed(why);
    this.#waiting.clear();
  }

  #ask(job: Job, progress?: (progress: Progress) => void): Promise<Answer | null> {
    const worker = (this.#worker ??= this.#started());
    const number = ++this.#last;
    return new Promise((done, failed) => {
      this.#waiting.set(number, { done, failed, progress });
      worker.postMessage({ number, job });
    });
  }

  #started(): Worker {
    const worker = new Worker(this.script);
    worker.addEventListener("message", (said: MessageEvent<Reply>) => this.#hear(said.data));
    worker.addEventListener("error", (said) => this.#end(new Error(said.message || "the engine could not be started")));
    return worker;
  }

  #hear(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number);
    if (!waiting) return;
    if ("progress" in reply) {
      waiting.progress?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.number);
    if ("answer" in reply) {
      waiting.done(reply.answer);
    } else if (reply.broken) {
      waiting.failed(new Error("this browser's memory is too small for it: load less, facts alone or one session"));
      this.#end(new Error(reply.fault));
    } else {
      waiting.failed(new Error(reply.fault));
    }
  }
}

/** What `endpoint.json` says, which a server with an endpoint answers beside the site. */
export interface EndpointTold {
  sparql: string;
  seconds: number;
}

/** The endpoint of the server that the site comes from; null where there is none: a static host has no such file. */
export async function findEndpoint(root: string): Promise<EndpointEngine | null> {
  try {
    const response = await fetch(`${root}endpoint.json`, { headers: { accept: "application/json" } });
    const told = response.ok ? ((await response.json()) as Partial<EndpointTold>) : {};
    return told.sparql ? new EndpointEngine(new URL(told.sparql, root).href, told.seconds ?? 0) : null;
  } catch {
    return null;
  }
}

export class EndpointEngine implements Engine {
  #stop = new AbortController();

  constructor(
    readonly address: string,
    readonly seconds: number,
  ) {}

  async query(text: string): Promise<Answer> {
    this.#stop = new AbortController();
    const accept = isGraph(text) ? TURTLE : ROWS;
    const headers = { "content-type": "application/sparql-query", accept };
    const content = await this.#sent({ method: "POST", body: text, headers, signal: this.#stop.signal });
    return accept === TURTLE ? { kind: "graph", turtle: content } : { kind: "rows", json: content };
  }

  cancel(): void {
    this.#stop.abort(new Cancelled("cancelled"));
  }

  async #sent(request: RequestInit): Promise<string> {
    try {
      const response = await fetch(this.address, request);
      const content = await response.text();
      if (!response.ok) throw new Error(content.trim().slice(0, 2000) || `the endpoint answers ${response.status}`);
      return content;
    } catch (fault) {
      if (fault instanceof TypeError) throw new Error("the endpoint does not answer, or broke off its answer");
      throw fault;
    }
  }
}
