/** The engine in a worker: Oxigraph as WebAssembly, over data that it loads piece by piece. */

import init, { type Quad, Store, defaultGraph, namedNode, parse, quad } from "oxigraph/web.js";
import { isGraph, lacking } from "./prefixes.js";
import { type Answer, type Job, type Progress, type Reply, type Request, type Source } from "./protocol.js";

/** Bytes that the engine is given at once: small enough for its memory, large enough not to wait for it. */
const PIECE = 1 << 20;
const LINE_END = 10;
const ROWS = "application/sparql-results+json";
const GZIP = [0x1f, 0x8b];

let ready: Promise<unknown> | undefined;
let store: Store | undefined;
let nothing: Store | undefined;
/** The files of which something is in the store, and whether all of it is. */
let loaded = new Map<string, boolean>();

const post = (reply: Reply): void => self.postMessage(reply);

self.addEventListener("message", async (asked: MessageEvent<Request>) => {
  const { number, job } = asked.data;
  try {
    await (ready ??= start(job.engine));
    post({ number, answer: await done(job, (progress) => post({ number, progress })) });
  } catch (fault) {
    const broken = fault instanceof WebAssembly.RuntimeError || fault instanceof RangeError;
    post({ number, fault: fault instanceof Error ? fault.message : String(fault), broken });
  }
});

async function start(address: string): Promise<void> {
  const packed = await fetched(address);
  await init({ module_or_path: await new Response(await unpacked(packed.body!)).arrayBuffer() });
}

async function done(job: Job, tell: (progress: Progress) => void): Promise<Answer | null> {
  if (job.do === "load") return load(job.sources, tell);
  const added = lacking(job.text, job.prefixes);
  try {
    return job.do === "check" ? check(added + job.text) : answer(added + job.text);
  } catch (fault) {
    if (fault instanceof WebAssembly.RuntimeError) throw fault;
    throw new Error(placed(String((fault as Error).message ?? fault), added.length));
  }
}

/** An engine's words, columns of the first line counted without what was put before it. */
function placed(words: string, added: number): string {
  return words.replace(/\b1:(\d+)/g, (_, column: string) => `1:${Math.max(1, Number(column) - added)}`);
}

/** The engine reads the query over no data: it says what is wrong with it, and nothing else. */
function check(text: string): null {
  (nothing ??= new Store()).query(text);
  return null;
}

function answer(text: string): Answer {
  const asked = (store ??= new Store());
  if (!isGraph(text)) return { kind: "rows", json: asked.query(text, { results_format: ROWS, use_default_graph_as_union: true }) as string };
  const graph = new Store(asked.query(text, { use_default_graph_as_union: true }) as Quad[]);
  return { kind: "graph", turtle: graph.dump({ format: "text/turtle", from_graph_name: defaultGraph() }) };
}

async function load(sources: readonly Source[], tell: (progress: Progress) => void): Promise<null> {
  const wanted = new Set(sources.map((source) => source.url));
  if ([...loaded.keys()].some((url) => !wanted.has(url))) {
    (store as { free?: () => void } | undefined)?.free?.(); // its memory is needed now, not when it is collected
    store = undefined;
    loaded = new Map();
  }
  store ??= new Store();
  for (const source of sources) {
    if (loaded.get(source.url)) continue;
    loaded.set(source.url, false);
    const told = (bytes: number, of: number): void => tell({ path: source.path, bytes, of });
    if (source.only) await loadThing(store, source, source.only);
    else await loadLines(store, source, told);
    loaded.set(source.url, true);
  }
  return null;
}

/** Statements of a file of N-Quads, as they come. */
async function loadLines(into: Store, source: Source, tell: (bytes: number, of: number) => void): Promise<void> {
  const response = await fetched(source.url);
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      bytes += chunk.length;
      tell(bytes, Math.max(bytes, source.bytes));
      out.enqueue(chunk);
    },
  });
  for await (const lines of wholeLines((await unpacked(response.body!.pipeThrough(counted))).getReader())) {
    into.load(lines, { format: "application/n-quads", no_transaction: true, lenient: true });
  }
}

/** What a resolution's own Turtle says of itself and its parts; the rest of it stands in the shared data. */
async function loadThing(into: Store, source: Source, iri: string): Promise<void> {
  const response = await fetched(source.url);
  const graph = namedNode(iri);
  for (const found of parse(await response.text(), { format: "text/turtle" })) {
    const about = found.subject.value;
    if (about === iri || about.startsWith(`${iri}#`) || about.startsWith(`${iri}/`)) into.add(quad(found.subject, found.predicate, found.object, graph));
  }
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${decodeURI(new URL(address).pathname)} is not there (${response.status})`);
  return response;
}

/** The content of a packed file, whether the server has unpacked it on the way or not. */
async function unpacked(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const [look, whole] = stream.tee();
  const reader = look.getReader();
  const { value } = await reader.read();
  void reader.cancel();
  const isPacked = GZIP.every((sign, at) => value?.[at] === sign);
  return isPacked ? whole.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair<Uint8Array, Uint8Array>) : whole;
}

/** Pieces of a stream that end where a line ends. */
async function* wholeLines(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    held.push(read.value);
    size += read.value.length;
    const end = size < PIECE ? -1 : read.value.lastIndexOf(LINE_END);
    if (end < 0) continue;
    const rest = read.value.subarray(end + 1);
    held[held.length - 1] = read.value.subarray(0, end + 1);
    yield joined(held, size - rest.length);
    held = [rest];
    size = rest.length;
  }
  yield joined(held, size);
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const made = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}
