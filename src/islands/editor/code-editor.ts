// Replaces the text area with CodeMirror, with only the parts that are needed to edit one file. It
// highlights the syntax; all errors come from the server. What it offers while typing is in assist/.

import { closeBrackets, closeBracketsKeymap, insertBracket } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentMore,
  indentWithTab,
  isolateHistory,
} from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Annotation,
  Compartment,
  EditorState,
  type Extension,
  Prec,
  type Text,
} from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { MINUTE_MS } from "../../durations.ts";
import { showLineStarts } from "./show-line-starts.ts";
import { type AssistOptions, createAssist } from "./assist/assist.ts";

export interface Problem {
  /** From 1, in UTF-16 units. */
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  severity: "error" | "warning";
  message: string;
  source?: string;
}

export interface CodeEditorOptions {
  parent: HTMLElement;
  source: string;
  label: string;
  /** The id of the element that explains how to leave the editor with the keyboard. */
  describedBy: string;
  nonce: string;
  phrases: Record<string, string>;
  /** `isTyped`: the reader typed it; false for `replace`. */
  onChange: (isTyped: boolean) => void;
  onSubmit: () => void;
  onFormat: () => void;
  /** Escape was pressed, and nothing in the editor has used it. */
  onEscape: () => void;
  /** In pixels at the browser's usual size of text. */
  fontSize: number;
  wrapsLines: boolean;
  /** Completion, signatures and types. */
  assist: Omit<AssistOptions, "onClosed" | "coveredPx">;
  /** The height of what covers the window's lower end, in pixels. */
  coveredPx: () => number;
}

export interface CodeEditor {
  text: () => string;
  /** Replaces the whole text, as one step to undo. */
  replace: (source: string) => void;
  /** Changes the text as the reader's own edit, as one step to undo. */
  change: (text: string, cursor: number) => void;
  /** In UTF-16 units from the start of the text. */
  cursor: () => number;
  /** As if typed at the cursor; "\t" indents, as the Tab key does. */
  insert: (text: string) => void;
  showProblems: (problems: Problem[]) => void;
  goTo: (place: Pick<Problem, "line" | "column">) => void;
  setFontSize: (size: number) => void;
  setWrapping: (isOn: boolean) => void;
  /** Rejects if they cannot be loaded. */
  setVimKeys: (isOn: boolean) => Promise<void>;
  /** Whether lists of names and signatures open while typing. */
  setSuggesting: (isOn: boolean) => void;
  /** Call when the editor has got another size. */
  measure: () => void;
  focus: () => void;
}

const fontSizes = new Compartment();
const wrapping = new Compartment();
const vimKeys = new Compartment();
const isReplacing = Annotation.define<boolean>();
/**
 * How long Escape makes Tab leave the editor, unless another key is pressed. CodeMirror's own two
 * seconds are too short for some users.
 */
const LEAVE_MS = 10 * MINUTE_MS;

/** Makes Tab leave the editor, until another key is pressed. */
function leaveByTab(view: EditorView): true {
  view.setTabFocusMode(LEAVE_MS);
  return true;
}

/**
 * Escape belongs to Vim, even if Vim has nothing to do: it must not leave anything. Another key
 * makes Tab leave the editor, the one that CodeMirror has for it.
 */
const VIM_ESCAPE = [
  Prec.low(keymap.of([{ key: "Escape", run: () => true }])),
  Prec.highest(keymap.of([{ key: "Ctrl-m", mac: "Shift-Alt-m", run: leaveByTab }])),
];

function hasVimKeys(view: EditorView): boolean {
  const content = vimKeys.get(view.state);
  return Array.isArray(content) && content.length > 0;
}

export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const assist = createAssist({
    ...options.assist,
    // As without a list, so that the keys that leave the editor are the same.
    onClosed: (opened) => {
      if (!hasVimKeys(opened)) leaveByTab(opened);
    },
    coveredPx: options.coveredPx,
  });
  const view = new EditorView({
    parent: options.parent,
    doc: options.source,
    extensions: chooseExtensions(options, assist.extension),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        annotations: [isReplacing.of(true), isolateHistory.of("full")],
        scrollIntoView: true,
      });
    },
    change: (text, cursor) => {
      const changes = findChange(view.state.doc.toString(), text);
      view.dispatch({
        changes,
        selection: { anchor: cursor },
        annotations: isolateHistory.of("full"),
        scrollIntoView: true,
      });
    },
    cursor: () => view.state.selection.main.head,
    insert: (text) => {
      if (text === "\t") indentMore(view);
      else
        view.dispatch(
          insertBracket(view.state, text) ??
            view.state.update(view.state.replaceSelection(text), {
              userEvent: "input.type",
              scrollIntoView: true,
            }),
        );
    },
    showProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => asDiagnostic(view.state.doc, problem)),
        ),
      ),
    goTo: (problem) => {
      view.dispatch({
        selection: { anchor: findPlace(view.state.doc, problem.line, problem.column) },
        scrollIntoView: true,
      });
      view.focus();
    },
    setFontSize: (size) => view.dispatch({ effects: fontSizes.reconfigure(themeFontSize(size)) }),
    setWrapping: (isOn) =>
      view.dispatch({ effects: wrapping.reconfigure(isOn ? EditorView.lineWrapping : []) }),
    setVimKeys: async (isOn) => {
      // Vim first: CodeMirror handles all keymaps where it finds the first of them, whatever their
      // precedence, and Escape would never reach Vim.
      const wanted = isOn ? [(await import("./vim-keys.ts")).createVimKeys(), VIM_ESCAPE] : [];
      view.dispatch({ effects: vimKeys.reconfigure(wanted) });
    },
    setSuggesting: (isOn) => assist.setAutomatic(view, isOn),
    measure: () => view.requestMeasure(),
    focus: () => view.focus(),
  };
}

function chooseExtensions(
  {
    label,
    describedBy,
    nonce,
    phrases,
    onChange,
    onSubmit,
    onFormat,
    onEscape,
    fontSize,
    wrapsLines,
    coveredPx,
  }: CodeEditorOptions,
  assist: Extension,
): Extension[] {
  return [
    // Before all other keys.
    vimKeys.of([]),
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: () => (onSubmit(), true) },
        { key: "Shift-Alt-f", run: () => (onFormat(), true) },
      ]),
    ),
    assist,
    fontSizes.of(themeFontSize(fontSize)),
    wrapping.of(wrapsLines ? EditorView.lineWrapping : []),
    EditorView.scrollMargins.of(() => ({ bottom: coveredPx() })),
    showLineStarts(),
    EditorView.cspNonce.of(nonce),
    EditorState.phrases.of(phrases),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    EditorView.contentAttributes.of({
      "aria-label": label,
      tabindex: "0",
      "aria-describedby": describedBy,
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
    }),
    lineNumbers(),
    lintGutter(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    javascript({ typescript: true }),
    syntaxHighlighting(classHighlighter),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    Prec.lowest(
      keymap.of([{ key: "Escape", run: (view) => leaveByTab(view) && (onEscape(), true) }]),
    ),
    EditorView.updateListener.of((update) => {
      if (update.docChanged)
        onChange(
          !update.transactions.some((transaction) => transaction.annotation(isReplacing) === true),
        );
    }),
  ];
}

/**
 * For the site's style sheet. As a theme, because CodeMirror measures its lines again after a change
 * of theme, but not always after one of the page's own styles.
 */
function themeFontSize(size: number): Extension {
  return EditorView.theme({ "&": { "--code-size": `${size / 16}rem` } });
}

/** Without what both texts begin and end with, so that marks outside of it stay in place. */
function findChange(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return {
    from: start,
    to: before.length - end,
    insert: after.slice(start, after.length - end),
  };
}

function asDiagnostic(
  doc: Text,
  { line, column, endLine, endColumn, severity, message, source }: Problem,
): Diagnostic {
  const from = findPlace(doc, line, column);
  const end =
    endLine === undefined || endColumn === undefined ? from : findPlace(doc, endLine, endColumn);
  // The range must not be empty if the line has any character to underline.
  const to = Math.max(end, Math.min(from + 1, doc.lineAt(from).to));
  return { from, to, severity, message, ...(source === undefined ? {} : { source }) };
}

/** The nearest existing position: the text may have changed since it was analysed. */
function findPlace(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(from + Math.max(0, column - 1), to);
}
