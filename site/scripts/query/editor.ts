/** The editor: CodeMirror in a shadow tree, where its styles need no leave of the page's policy. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { type Term, completer } from "./terms.js";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--blue)", fontWeight: "600" },
  { tag: tags.bool, color: "var(--blue)" },
  { tag: tags.variableName, color: "var(--due)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.integer, tags.float, tags.annotation], color: "var(--ink)", fontWeight: "600" },
]);
const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--tint)", fontSize: ".86rem", border: "1px solid var(--edge)", borderRadius: "5px" },
  "&.cm-focused": { outline: "2px solid var(--blue)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: "1.5", maxHeight: "32rem", minHeight: "12rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--tint)", color: "var(--soft)", borderColor: "var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--blue) 6%, transparent)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", maxWidth: "26rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--blue)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: ".8" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
});

export interface Editor {
  text: string;
  /** Mark where something is wrong, by line and column as engines count them; nothing where all is well. */
  mark(fault: string): void;
  focus(): void;
}

export interface EditorOptions {
  terms: readonly Term[];
  prefixes: Readonly<Record<string, string>>;
  run: () => void;
  changed: () => void;
}

export function openEditor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.attachShadow({ mode: "open" });
  const run = { key: "Mod-Enter", run: () => (options.run(), true) };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of([run])),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        [lineNumbers(), lintGutter(), history(), highlightActiveLine(), bracketMatching(), closeBrackets()],
        [sparql(), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping],
        autocompletion({ override: [completer(options.terms, options.prefixes)] }),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Query", spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && options.changed()),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(words: string) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } });
    },
    mark: (fault) => view.dispatch(setDiagnostics(view.state, fault ? [diagnostic(view.state, fault)] : [])),
    focus: () => view.focus(),
  };
}

/** "error at 3:14: expected ...": from there to the end of the word. */
function diagnostic(state: EditorState, fault: string): Diagnostic {
  const place = /\b(\d+):(\d+)\b/.exec(fault);
  const line = state.doc.line(Math.min(Math.max(1, Number(place?.[1] ?? 1)), state.doc.lines));
  const from = Math.min(line.from + Math.max(0, Number(place?.[2] ?? 1) - 1), line.to);
  const word = /^\S+/.exec(state.sliceDoc(from, line.to))?.[0].length ?? 0;
  return { from, to: from + word, severity: "error", message: fault };
}

/** Whether an engine's words name a place in the query. */
export function isPlaced(fault: string): boolean {
  return /\b\d+:\d+\b/.test(fault);
}
