/** The query page: an editor, the data to ask, the answer; its address holds the query and the choices. */

import { type Editor, isPlaced, openEditor } from "./query/editor.js";
import { BrowserEngine, Cancelled, type Engine, type EndpointEngine, findEndpoint } from "./query/engines.js";
import { type Choice, type Parts, SERVER, filesOf, readParts, saidOf, sizeOf } from "./query/parts.js";
import { type Answer, type Progress } from "./query/protocol.js";
import { chartOf } from "./query/chart.js";
import { type Results, csvOf, parseResults, tableOf } from "./query/results.js";
import { TabBar } from "./query/tabs.js";
import { type Term } from "./query/terms.js";
import { type StoredQuery, withValues } from "./query/values.js";

interface Known {
  base: string;
  prefixes: Record<string, string>;
  terms: Term[];
  stored: StoredQuery[];
}

interface Answered {
  answer: Answer;
  results: Results | undefined;
  engine: Engine;
}

/** What a tab keeps. */
interface Kept {
  text: string;
  data: string;
  depth: string;
  symbol: string;
  view: string;
  told: string;
  answered: Answered | undefined;
}

const VIEWS = ["table", "chart", "raw"];
const CHECK_AFTER = 500; // milliseconds of rest
const RAW = 500_000; // signs that are shown as they are
const root = new URL("..", (document.currentScript as HTMLScriptElement).src).href;
const at = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const known = JSON.parse(at("known").textContent!) as Known;
const site = { base: known.base, root, prefixes: known.prefixes };

const data = at<HTMLSelectElement>("data");
const depth = at<HTMLSelectElement>("depth");
const symbol = at<HTMLInputElement>("symbol");
const stored = at<HTMLSelectElement>("stored");
const run = at<HTMLButtonElement>("go");
const stop = at<HTMLButtonElement>("stop");
const meter = at<HTMLProgressElement>("meter");
const told = at("told");
const fault = at("fault");

const browser = new BrowserEngine(`${root}assets/query-worker.js`, `${root}assets/oxigraph.wasm.gz`, known.prefixes);
const editor: Editor = openEditor(at("editor"), { terms: known.terms, prefixes: known.prefixes, run: () => void ask(), changed });
let endpoint: EndpointEngine | null = null;
let parts: Parts | null = null;
let answered: Answered | undefined;
let view = "table";
let resting = 0;
let asking = false;

const tabs = new TabBar<Kept>(at("tabs"), "asking", leave, enter);

void open();

async function open(): Promise<void> {
  const given = new URLSearchParams(location.hash.slice(1));
  const form = new URLSearchParams(location.search);
  const named = known.stored.find((query) => query.name === form.get("stored"));
  editor.text = named ? withValues(named, new Map(form)) : (given.get("query") ?? first());
  for (const query of known.stored) stored.add(new Option(query.title, query.name));
  if (named) stored.value = named.name;
  at("asking").hidden = false;
  tabs.add(leave());
  listen();
  if (location.protocol === "file:") {
    at("disk").hidden = false;
    for (const control of [data, depth, run]) control.disabled = true;
    return;
  }
  [endpoint, parts] = await Promise.all([findEndpoint(root), readParts(root)]);
  offer();
  choose(given, form.get("data") ?? "");
  window.addEventListener("hashchange", () => follow(new URLSearchParams(location.hash.slice(1))));
  if (named && (endpoint || parts)) void ask();
}

function listen(): void {
  run.addEventListener("click", () => void ask());
  stop.addEventListener("click", () => (current()?.cancel(), browser.isBusy && browser.cancel()));
  for (const choice of [data, depth, symbol]) choice.addEventListener("change", chosen);
  stored.addEventListener("change", () => {
    const query = known.stored.find((one) => one.name === stored.value);
    if (query) editor.text = query.text;
  });
  at("share").addEventListener("click", () => void share());
  at("add").addEventListener("click", () => asking || (tabs.add({ ...leave(), text: first(), told: "", answered: undefined }), tabbed()));
  at("drop").addEventListener("click", () => asking || (tabs.close(), tabbed()));
  for (const kind of VIEWS) at(`as-${kind}`).addEventListener("click", () => (show(kind), keep()));
  at("csv").addEventListener("click", () => answered?.results && save(csvOf(answered.results), "text/csv", "csv"));
  at("json").addEventListener("click", () => answered?.answer.kind === "rows" && save(answered.answer.json, "application/sparql-results+json", "json"));
  at("turtle").addEventListener("click", () => answered?.answer.kind === "graph" && save(answered.answer.turtle, "text/turtle", "ttl"));
}

function first(): string {
  return at<HTMLTemplateElement>("first").content.textContent!.trim();
}

function tabbed(): void {
  at("drop").hidden = tabs.tabs.length < 2;
}

function leave(): Kept {
  return { text: editor.text, data: data.value, depth: depth.value, symbol: symbol.value, view, told: told.textContent, answered };
}

function enter(kept: Kept): void {
  editor.text = kept.text;
  symbol.value = kept.symbol;
  depth.value = kept.depth;
  if (kept.data) data.value = kept.data;
  ({ view, answered } = kept);
  told.textContent = kept.told;
  fault.textContent = "";
  at("found").hidden = true;
  chosen();
  show(view);
  keep();
}

/** Fill the choices of data. */
function offer(): void {
  if (endpoint) data.add(new Option("The server: all data", SERVER));
  for (const choice of parts?.choices ?? []) data.add(new Option(choice.title, choice.id));
  if (parts) data.add(new Option("Resolutions by symbol …", "one"));
  if (endpoint || parts) return;
  fault.textContent = "The data are not where they should be: data/parts.json is missing beside this page.";
  run.disabled = true;
}

/** Choose what the address says, else the server, else what is small enough. */
function choose(given: URLSearchParams, other: string): void {
  const asked = given.get("data") ?? other;
  if (asked.startsWith("one:")) symbol.value = asked.slice(4);
  data.value = asked.startsWith("one:") ? "one" : asked;
  if (data.selectedIndex < 0) data.value = endpoint ? SERVER : (parts?.usual ?? "one");
  depth.value = given.get("with") === "facts" ? "facts" : "everything";
  view = VIEWS.find((one) => one === given.get("view")) ?? "table";
  chosen();
}

/** Another address of this page was opened in its place. */
function follow(given: URLSearchParams): void {
  if (asking || !given.has("query")) return;
  editor.text = given.get("query")!;
  choose(given, data.value === "one" ? `one:${symbol.value}` : data.value);
}

function chosen(): void {
  const isServer = data.value === SERVER;
  at("one").hidden = data.value !== "one";
  at("depths").hidden = isServer || data.value === "one";
  at("who").textContent = isServer ? "The server that this page comes from answers." : "The query runs in your browser, over the data that you choose; nothing of it is sent anywhere.";
  at("size").textContent = isServer ? `It takes at most ${endpoint!.seconds} seconds for a query.` : sizeOf(files(), browser.isRunning);
}

function current(): Engine | null {
  return data.value === SERVER ? endpoint : browser;
}

function files(): ReturnType<typeof filesOf> {
  return parts ? filesOf(parts, data.value, depth.value, symbol.value, known.base) : [];
}

async function ask(): Promise<void> {
  const engine = current();
  if (!engine || run.disabled || asking) return;
  begin();
  const started = performance.now();
  try {
    if (engine === browser) await load();
    at("size").textContent = "";
    const asked = performance.now();
    told.textContent = "Asked …";
    const answer = await engine.query(editor.text);
    answered = { answer, results: answer.kind === "rows" ? parseResults(answer.json) : undefined, engine };
    editor.mark("");
    told.textContent = `${said()} Answered in ${seconds(asked)}.`;
    show(view);
    keep();
  } catch (why) {
    failed(why as Error, started);
  } finally {
    end();
  }
}

async function load(): Promise<void> {
  const wanted = files();
  if (!wanted.length) throw new Error("give the symbol of a resolution");
  const sources = wanted.map((file) => ({ ...file, url: new URL(file.path.split("/").map(encodeURIComponent).join("/"), root).href }));
  const all = wanted.reduce((sum, file) => sum + file.bytes, 0);
  const got = new Map<string, number>();
  await browser.load(sources, (progress: Progress) => {
    got.set(progress.path, Math.min(1, progress.bytes / progress.of) * (wanted.find((file) => file.path === progress.path)?.bytes ?? 0));
    meter.value = [...got.values()].reduce((sum, bytes) => sum + bytes, 0) / all;
    told.textContent = `Loading ${progress.path}: ${Math.round(meter.value * 100)} % of ${(all / 1e6).toFixed(1)} MB`;
  });
}

/** What is loaded and what is not. */
function said(): string {
  return data.value === SERVER ? "" : saidOf(parts!, data.value, depth.value, symbol.value);
}

function begin(): void {
  asking = true;
  at("tabs").ariaBusy = "true";
  fault.textContent = "";
  at("found").hidden = true;
  run.disabled = true;
  stop.hidden = false;
  meter.hidden = data.value === SERVER;
  meter.value = 0;
  told.textContent = "Starting the engine …";
}

function end(): void {
  asking = false;
  at("tabs").ariaBusy = "false";
  run.disabled = false;
  stop.hidden = meter.hidden = true;
}

function failed(why: Error, started: number): void {
  answered = undefined;
  if (why instanceof Cancelled) {
    told.textContent = `Cancelled after ${seconds(started)}.${current() === browser ? " The next query loads its data again." : ""}`;
    return;
  }
  told.textContent = "";
  fault.textContent = why.message;
  editor.mark(isPlaced(why.message) ? why.message : "");
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}

function changed(): void {
  window.clearTimeout(resting);
  resting = window.setTimeout(() => void check(), CHECK_AFTER);
}

/** The engine reads what is typed, where it is there and free; only what it cannot read is told. */
async function check(): Promise<void> {
  if (location.protocol === "file:" || browser.isBusy || !editor.text.trim()) return;
  const asked = editor.text;
  const wrong = await browser.check(asked);
  if (editor.text === asked) editor.mark(isPlaced(wrong) ? wrong : "");
}

function show(kind: string): void {
  if (!answered) return;
  const { answer, results, engine } = answered;
  const chart = results && chartOf(results, site);
  view = !results ? "raw" : kind === "chart" && !chart ? "table" : kind;
  for (const one of VIEWS) at(`as-${one}`).setAttribute("aria-pressed", String(view === one));
  at("as-chart").hidden = !chart;
  at("as-table").hidden = at("csv").hidden = at("json").hidden = !results;
  at("turtle").hidden = Boolean(results);
  at("count").textContent = results ? counted(results) : "A graph";
  const whole = answer.kind === "rows" ? answer.json : answer.turtle;
  at("view").replaceChildren(view === "table" ? tableOf(results!, site, engine) : view === "chart" ? chart! : raw(whole));
  at("found").hidden = false;
}

function counted(results: Results): string {
  if (results.isTrue !== undefined) return "Answer";
  return `${results.rows.length.toLocaleString("en")} row${results.rows.length === 1 ? "" : "s"}`;
}

function raw(text: string): HTMLElement {
  const made = document.createElement("pre");
  made.tabIndex = 0;
  made.role = "region";
  made.ariaLabel = "Results as they came";
  made.textContent = text.length > RAW ? `${text.slice(0, RAW)}\n… the download holds the rest` : text;
  return made;
}

function save(content: string, media: string, ending: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: media }));
  link.download = `results.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The address that says it all: query, data, view. */
function address(): string {
  const says = new URLSearchParams({ query: editor.text });
  if (data.value && data.value !== SERVER) says.set("data", data.value === "one" ? `one:${symbol.value}` : data.value);
  if (depth.value === "facts") says.set("with", "facts");
  if (view !== "table") says.set("view", view);
  return `${location.href.replace(/[?#].*/, "")}#${says}`;
}

function keep(): void {
  history.replaceState(null, "", address());
}

async function share(): Promise<void> {
  keep();
  try {
    await navigator.clipboard.writeText(location.href);
    told.textContent = "The link is copied; it holds the query and the choice of data.";
  } catch {
    told.textContent = "The browser does not let pages copy: the link is this page's address now.";
  }
}

export type { Choice };
