/** What every page does besides being read: "/" reaches the search. */

import { offerCitations } from "./cite.js";
import { offerPreviews } from "./preview.js";
import { sortTables } from "./tables.js";

document.addEventListener("keydown", (pressed) => {
  const at = pressed.target as HTMLElement;
  const isTyping = at.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  if (pressed.key !== "/" || pressed.ctrlKey || pressed.metaKey || pressed.altKey || isTyping) return;
  pressed.preventDefault();
  const box = document.querySelector<HTMLInputElement>("main input[type=search], header.site input[type=search]");
  box?.focus();
  box?.select();
});

offerCitations();
offerPreviews();
sortTables();
