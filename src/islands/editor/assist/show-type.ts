// Shows what a name is: beside the mouse, or at the cursor when the reader asks with the keyboard.

import { syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip } from "@codemirror/view";
import type { EditorWords } from "../../../catalogue/editor-data.ts";
import type { AskAssist } from "./ask-assist.ts";
import { showNote } from "./note.ts";

const HOVER_MS = 300;
const NAMES = [
  "VariableName",
  "VariableDefinition",
  "PropertyName",
  "PropertyDefinition",
  "TypeName",
  "TypeDefinition",
  "this",
];

export function createHover(ask: AskAssist): Extension {
  let going: AbortController | undefined;
  return hoverTooltip(
    async (view, pos, side) => {
      going?.abort();
      if (!isName(view.state, pos, side)) return null;
      const { signal } = (going = new AbortController());
      const source = view.state.doc.toString();
      const answer = await ask("name", { source, offset: pos }, signal);
      if (signal.aborted || answer?.about !== "name") return null;
      const { from, to, text } = answer;
      return { pos: from, end: to, above: true, create: () => ({ dom: createNote(text) }) };
    },
    { hoverTime: HOVER_MS, hideOnChange: true },
  );
}

/** For a key. */
export function createShowType(
  ask: AskAssist,
  words: Pick<EditorWords, "noType" | "typeBusy">,
): (view: EditorView) => true {
  let going: AbortController | undefined;
  return (view) => {
    going?.abort();
    const { signal } = (going = new AbortController());
    const { state } = view;
    const at = state.selection.main.head;
    const say = (text: string) => showNote(view, { kind: "name", at, text, active: null });
    if (!isName(state, at, -1) && !isName(state, at, 1)) say(words.noType);
    else
      void ask("name", { source: state.doc.toString(), offset: at }, signal).then((answer) => {
        const { doc, selection } = view.state;
        if (signal.aborted || doc !== state.doc || selection.main.head !== at) return;
        if (answer === undefined) say(words.typeBusy);
        else say(answer?.about === "name" ? answer.text : words.noType);
      });
    return true;
  };
}

function isName(state: EditorState, pos: number, side: -1 | 1): boolean {
  return NAMES.includes(syntaxTree(state).resolveInner(pos, side).name);
}

function createNote(text: string): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-note cm-note-name";
  dom.textContent = text;
  return dom;
}
