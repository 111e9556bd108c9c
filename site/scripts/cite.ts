/** A paragraph's number opens what people take away: its address, its citation, its words, and entries for libraries. */

interface Cited {
  citation: string;
  iri: string;
  link: string;
  text: string;
  key: string;
  title: string;
  type: string;
  date: string;
  symbol: string;
  publisher: string;
  author: string;
}

/** What the menu says; pages in other languages bring their words in this order. */
const WORDS = ["Copy link", "Copy citation", "Copy text", "Copied.", "The browser does not let pages copy.", "Take away {}", ", ", "Resolution"];

function offers(): [label: string, made: (cited: Cited) => string][] {
  const [link, citation, text] = said();
  return [
    [link!, (cited) => cited.link],
    [citation!, (cited) => cited.citation],
    [text!, (cited) => cited.text],
    ["BibTeX", bibtex],
    ["RIS", ris],
    ["CSL-JSON", csl],
  ];
}

function said(): string[] {
  const own = document.querySelector<HTMLElement>(".tools")?.dataset["offers"]?.split("|") ?? [];
  return WORDS.map((words, at) => own[at] ?? words);
}

export function offerCitations(): void {
  const article = document.querySelector<HTMLElement>("article[data-cite]");
  if (!article) return;
  article.addEventListener("click", (clicked) => {
    const number = (clicked.target as Element).closest<HTMLAnchorElement>("a.number");
    if (!number || clicked.ctrlKey || clicked.metaKey || clicked.shiftKey) return;
    clicked.preventDefault();
    const place = number.hash.slice(1);
    history.replaceState(null, "", number.hash);
    open(number, cited(article, number.title, place, number.parentElement?.querySelector("p")));
  });
  const title = article.querySelector("h1");
  const tools = article.querySelector<HTMLElement>(".tools");
  if (!title || !tools) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite";
  button.textContent = tools.dataset["cite"] ?? "Cite";
  button.addEventListener("click", () => open(button, cited(article, "", "", title)));
  tools.append(button);
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
}

function cited(article: HTMLElement, label: string, place: string, words: Element | null | undefined): Cited {
  const iri = (article.dataset["iri"] ?? "") + (place && `#${place}`);
  const here = location.protocol === "file:" ? iri : location.href.replace(/#.*/, "") + (place && `#${place}`);
  const [, , , , , , comma, type] = said();
  return {
    citation: [article.dataset["cite"], label].filter(Boolean).join(comma),
    iri,
    link: here,
    text: plain(words),
    key: meta("citation_technical_report_number").replace(/[^A-Za-z0-9]+/g, "-"),
    title: meta("citation_title"),
    type: type!,
    date: meta("citation_publication_date").replace(/\//g, "-"),
    symbol: meta("citation_technical_report_number"),
    publisher: meta("citation_technical_report_institution"),
    author: meta("citation_author"),
  };
}

/** Words without the marks of notes. */
function plain(words: Element | null | undefined): string {
  const copy = words?.cloneNode(true) as Element | undefined;
  copy?.querySelectorAll("sup").forEach((mark) => mark.remove());
  return copy?.textContent?.trim() ?? "";
}

function bibtex(cited: Cited): string {
  const fields: [string, string][] = [
    ["author", `{${cited.publisher}, ${cited.author}}`],
    ["title", cited.title],
    ["type", cited.type],
    ["number", cited.symbol],
    ["date", cited.date],
    ["note", cited.citation],
    ["url", cited.iri],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`);
  return `@report{${cited.key},\n${lines.join("\n")}\n}\n`;
}

function ris(cited: Cited): string {
  const fields: [string, string][] = [
    ["TY", "RPRT"],
    ["AU", `${cited.publisher} ${cited.author}`],
    ["TI", cited.title],
    ["M1", cited.symbol],
    ["PB", cited.publisher],
    ["DA", cited.date.replace(/-/g, "/")],
    ["N1", cited.citation],
    ["UR", cited.iri],
  ];
  return `${fields.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`).join("\n")}\nER  - \n`;
}

function csl(cited: Cited): string {
  const day = cited.date.split("-").map(Number);
  const entry = {
    id: cited.symbol,
    type: "legislation",
    title: cited.title,
    number: cited.symbol,
    authority: cited.author,
    ...(cited.date && { issued: { "date-parts": [day] } }),
    note: cited.citation,
    URL: cited.iri,
  };
  return JSON.stringify([entry], null, 2);
}

let menu: HTMLElement | null = null;
let opener: HTMLElement | null = null;

function open(at: HTMLElement, cited: Cited): void {
  const again = opener === at;
  close();
  if (again) return;
  menu = document.createElement("div");
  menu.className = "copy";
  menu.role = "group";
  menu.ariaLabel = said()[5]!.replace("{}", cited.citation);
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.textContent = cited.citation;
  told.dir = "auto";
  menu.append(told, ...offers().map(([label, made]) => offer(label, () => made(cited), told)));
  at.after(menu);
  opener = at;
  at.setAttribute("aria-expanded", "true");
  menu.querySelector("button")?.focus();
}

function offer(label: string, made: () => string, told: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", async () => {
    const [, , , done, denied] = said();
    told.textContent = (await copy(made())) ? done! : denied!;
  });
  return button;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOld(text);
  }
}

/** For pages whose address is not secure, where the newer way is closed. */
function copyOld(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  menu?.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

function close(): void {
  menu?.remove();
  opener?.removeAttribute("aria-expanded");
  menu = opener = null;
}

document.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Escape" || !menu) return;
  const back = opener;
  close();
  back?.focus();
});
document.addEventListener("click", (clicked) => {
  const at = clicked.target as Node;
  if (menu && !menu.contains(at) && !opener?.contains(at)) close();
});
