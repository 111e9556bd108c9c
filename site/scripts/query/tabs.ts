/** Queries beside each other: each keeps its text, its choices and its answer while the page is open. */

export interface Tab<Kept> {
  name: string;
  kept: Kept;
}

/** A row of tabs, by mouse and by arrow keys (ARIA Authoring Practices, Tabs). */
export class TabBar<Kept> {
  tabs: Tab<Kept>[] = [];
  active = 0;
  #last = 0;

  constructor(
    readonly list: HTMLElement,
    readonly panel: string,
    /** What is kept of the tab that is left, and what is shown of the one that is chosen. */
    readonly leave: () => Kept,
    readonly enter: (kept: Kept) => void,
  ) {
    list.addEventListener("keydown", (event) => this.#move(event));
  }

  add(kept: Kept): void {
    if (this.tabs.length) this.tabs[this.active]!.kept = this.leave();
    this.tabs.push({ name: `Query ${++this.#last}`, kept });
    this.active = this.tabs.length - 1;
    this.#draw();
    if (this.tabs.length > 1) this.enter(kept);
  }

  choose(number: number): void {
    if (number === this.active || this.list.ariaBusy === "true") return; // an answer on its way is the active tab's
    this.tabs[this.active]!.kept = this.leave();
    this.active = number;
    this.#draw();
    this.enter(this.tabs[number]!.kept);
  }

  /** Close the active one; the last stays. */
  close(): void {
    if (this.tabs.length < 2) return;
    this.tabs.splice(this.active, 1);
    this.active = Math.min(this.active, this.tabs.length - 1);
    this.#draw();
    this.enter(this.tabs[this.active]!.kept);
  }

  #draw(): void {
    this.list.replaceChildren(...this.tabs.map((tab, number) => this.#button(tab, number)));
    this.list.hidden = this.tabs.length < 2;
  }

  #button(tab: Tab<Kept>, number: number): HTMLElement {
    const made = document.createElement("button");
    made.type = "button";
    made.role = "tab";
    made.ariaSelected = String(number === this.active);
    made.tabIndex = number === this.active ? 0 : -1;
    made.setAttribute("aria-controls", this.panel);
    made.textContent = tab.name;
    made.addEventListener("click", () => this.choose(number));
    return made;
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.choose((this.active + step + this.tabs.length) % this.tabs.length);
    (this.list.children[this.active] as HTMLElement).focus();
  }
}
