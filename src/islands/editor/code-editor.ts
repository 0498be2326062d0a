// Replaces the text area with CodeMirror, with only the parts that are needed to edit one file. It
// highlights the syntax; all errors come from the server.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
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
import { Annotation, EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { MINUTE_MS } from "../../durations.ts";

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
}

export interface CodeEditor {
  text: () => string;
  /** Replaces the whole text, as one step to undo. */
  replace: (source: string) => void;
  showProblems: (problems: Problem[]) => void;
  goTo: (problem: Problem) => void;
  focus: () => void;
}

const isReplacing = Annotation.define<boolean>();
/**
 * How long Escape makes Tab leave the editor, unless another key is pressed. CodeMirror's own two
 * seconds are too short for some users.
 */
const LEAVE_MS = 10 * MINUTE_MS;

export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const view = new EditorView({
    parent: options.parent,
    doc: options.source,
    extensions: chooseExtensions(options),
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
    focus: () => view.focus(),
  };
}

function chooseExtensions({
  label,
  describedBy,
  nonce,
  phrases,
  onChange,
  onSubmit,
}: CodeEditorOptions): Extension[] {
  return [
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
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onSubmit(), true) }])),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    Prec.lowest(
      keymap.of([{ key: "Escape", run: (target) => (target.setTabFocusMode(LEAVE_MS), true) }]),
    ),
    EditorView.updateListener.of((update) => {
      if (update.docChanged)
        onChange(
          !update.transactions.some((transaction) => transaction.annotation(isReplacing) === true),
        );
    }),
  ];
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
