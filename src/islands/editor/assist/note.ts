// The note beside the cursor: the signature of a call that is being written, or the type of a name.
// Screen readers hear it when it changes.

import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip } from "@codemirror/view";

export interface Note {
  kind: "call" | "name";
  /** The place that it is shown at. */
  at: number;
  text: string;
  /** The part of the text that is meant: the parameter. */
  active: { from: number; to: number } | null;
}

const setNote = StateEffect.define<Note | null>();

const noteField = StateField.define<Note | null>({
  create: () => null,
  update: (note, transaction) => {
    let next = note;
    for (const effect of transaction.effects) if (effect.is(setNote)) next = effect.value;
    if (next === null || next !== note) return next;
    // A type belongs to where the cursor was; a signature to the call, as long as it is written.
    const isLeft = transaction.docChanged || transaction.selection !== undefined;
    if (next.kind === "name" && isLeft) return null;
    return transaction.docChanged ? { ...next, at: transaction.changes.mapPos(next.at) } : next;
  },
  provide: (field) => showTooltip.from(field, (note) => note && describeTooltip(note)),
});

export const notes: Extension = noteField;

export function findNote(state: EditorState): Note | null {
  return state.field(noteField);
}

/** What a screen reader has heard last, so that it hears each thing once. */
export function showNote(view: EditorView, note: Note): void {
  const before = findNote(view.state);
  const { text, active } = note;
  const heard =
    before?.text === text && active !== null ? text.slice(active.from, active.to) : text;
  const isKnown =
    before?.text === text &&
    before.active?.from === active?.from &&
    before.active?.to === active?.to;
  view.dispatch({
    effects: [setNote.of(note), ...(isKnown ? [] : [EditorView.announce.of(heard)])],
  });
}

/** Whether there was one. */
export function closeNote(view: EditorView): boolean {
  if (findNote(view.state) === null) return false;
  view.dispatch({ effects: setNote.of(null) });
  return true;
}

function describeTooltip({ kind, at, text, active }: Note): Tooltip {
  return {
    pos: at,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = `cm-note cm-note-${kind}`;
      dom.setAttribute("role", "tooltip");
      if (active === null) dom.textContent = text;
      else {
        const strong = document.createElement("strong");
        strong.textContent = text.slice(active.from, active.to);
        dom.append(text.slice(0, active.from), strong, text.slice(active.to));
      }
      return { dom };
    },
  };
}
