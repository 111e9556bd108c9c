/** What a link leads to shows beside it, on hover, focus or a first tap: a note, a paragraph, a term, a cited text's title. */

const LINKS = "main a[href*='#']:not(.number, .back), main a.family, main a.cited";
const MARKS = ".number, sup, .back, .mark";
/** Milliseconds for which a pointer rests on a link before anything shows, and may be away before it goes. */
const RESTS = 250;
const LONGEST = 600;

const pages = new Map<string, Promise<Document | null>>();
let shown: HTMLElement | null = null;
let shownFor: HTMLAnchorElement | null = null;
let waiting = 0;

export function offerPreviews(): void {
  document.addEventListener("pointerover", (moved) => {
    if (moved.pointerType !== "mouse") return;
    if (shown?.contains(moved.target as Node)) return clearTimeout(waiting);
    const link = linkAt(moved.target);
    if (link === shownFor && link) return clearTimeout(waiting);
    clearTimeout(waiting);
    waiting = setTimeout(() => (link ? void show(link) : close()), RESTS);
  });
  document.addEventListener("focusin", (focused) => {
    const link = linkAt(focused.target);
    if (link?.matches(":focus-visible")) void show(link);
    else if (link !== shownFor) close();
  });
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape") close();
  });
  document.addEventListener("click", tapped);
}

/** The first tap on the mark of a note shows the note, the second goes there; any other link is followed at once. */
function tapped(tap: MouseEvent): void {
  const link = linkAt(tap.target);
  const isTouch = tap instanceof PointerEvent && tap.pointerType === "touch";
  if (isTouch && link && link.closest("sup") && link !== shownFor) {
    tap.preventDefault();
    void show(link);
  } else if (!shown?.contains(tap.target as Node)) close();
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>(LINKS) : null;
}

async function show(link: HTMLAnchorElement): Promise<void> {
  close();
  shownFor = link;
  const words = await wordsOf(link);
  if (!words || shownFor !== link) return;
  shown = document.createElement("div");
  shown.className = "preview";
  shown.id = "preview";
  shown.role = "tooltip";
  shown.lang = words.language;
  shown.dir = "auto";
  shown.textContent = words.text.length > LONGEST ? `${words.text.slice(0, LONGEST).replace(/\s\S*$/, "")} …` : words.text;
  document.body.append(shown);
  place(shown, link);
  link.setAttribute("aria-describedby", shown.id);
}

/** Below the link, or above where there is no room, and within the screen. */
function place(box: HTMLElement, link: HTMLAnchorElement): void {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const wide = document.documentElement.clientWidth;
  const below = at.bottom + box.offsetHeight + 8 <= innerHeight || at.top < box.offsetHeight + 8;
  box.style.left = `${scrollX + Math.max(8, Math.min(at.left, wide - box.offsetWidth - 8))}px`;
  box.style.top = `${scrollY + (below ? at.bottom + 4 : at.top - box.offsetHeight - 4)}px`;
}

function close(): void {
  clearTimeout(waiting);
  shownFor?.removeAttribute("aria-describedby");
  shown?.remove();
  shown = shownFor = null;
}

interface Words {
  text: string;
  language: string;
}

/** The words to which a link leads; null where there are none, or they stand on the screen already. */
async function wordsOf(link: HTMLAnchorElement): Promise<Words | null> {
  const page = await pageOf(link);
  const place = decodeURIComponent(link.hash.slice(1));
  const found = place ? page?.getElementById(place) : (page?.querySelector(".definition") ?? page?.querySelector("h1"));
  const held = found && (found.closest(".part")?.querySelector(".words") ?? found.closest(".notes li") ?? (place ? definition(found) : found));
  if (!page || !held || (page === document && isSeen(held))) return null;
  const copy = held.cloneNode(true) as Element;
  copy.querySelectorAll(MARKS).forEach((mark) => mark.remove());
  const text = copy.textContent?.replace(/\s+/g, " ").trim() ?? "";
  return text ? { text, language: (held.closest<HTMLElement>("[lang]") ?? page.documentElement).lang } : null;
}

/** What a term is: its first paragraph. */
function definition(found: Element): Element | null {
  return found.matches(".term") ? found.querySelector("p") : null;
}

function isSeen(held: Element): boolean {
  const { top, bottom } = held.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** This page, or another of the site; none where pages may not read each other, as on a disk. */
function pageOf(link: HTMLAnchorElement): Promise<Document | null> | Document {
  const address = link.href.replace(/#.*/, "");
  if (address === location.href.replace(/#.*/, "")) return document;
  if (location.protocol === "file:" || link.origin !== location.origin) return Promise.resolve(null);
  const known = pages.get(address) ?? read(address);
  pages.set(address, known);
  return known;
}

async function read(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}
