// Shows the signature of the call that is being written, after "(" and ",", with the parameter at the
// cursor marked. It follows the cursor until the call is left.

import type { Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { AskAssist } from "./ask-assist.ts";
import { closeNote, findNote, showNote } from "./note.ts";
import type { Quiet } from "./quiet.ts";

export interface SignatureParts {
  ask: AskAssist;
  quiet: Quiet;
  /** Whether it is shown while typing, without being asked for. */
  isAutomatic: () => boolean;
}

export interface SignatureHelp {
  extension: Extension;
  /** Asks for it at the cursor. */
  show: (view: EditorView) => true;
}

export function createSignatureHelp({ ask, quiet, isAutomatic }: SignatureParts): SignatureHelp {
  /** Undefined if nothing is asked. */
  let going: AbortController | undefined;
  const drop = () => {
    going?.abort();
    going = undefined;
  };

  const show = async (view: EditorView): Promise<void> => {
    drop();
    const { signal } = (going = new AbortController());
    if (!(await quiet.wait(signal))) return;
    const at = view.state.selection.main.head;
    const answer = await ask("call", { source: view.state.doc.toString(), offset: at }, signal);
    if (signal.aborted) return;
    going = undefined;
    // Without an answer, the last one is about another place.
    if (answer?.about !== "call") {
      if (findNote(view.state)?.kind === "call") closeNote(view);
      return;
    }
    showNote(view, { kind: "call", at, text: answer.text, active: answer.active });
  };

  const follow = (update: ViewUpdate): void => {
    if (!update.docChanged && !update.selectionSet) return;
    // Typed on before the answer: it is wanted for the new place.
    const isWanted = going !== undefined || findNote(update.state)?.kind === "call";
    drop();
    if (isWanted || (isAutomatic() && opensCall(update))) void show(update.view);
  };

  return {
    extension: [
      ViewPlugin.define(() => ({ update: follow, destroy: drop })),
      EditorView.domEventHandlers({
        blur: (_event, view) => {
          drop();
          // Not while the view updates itself.
          setTimeout(() => closeNote(view), 0);
        },
      }),
    ],
    show: (view) => {
      void show(view);
      return true;
    },
  };
}

/** The bracket may have been closed at once. A longer text was put in, not typed. */
const MAX_TYPED = 2;

/** The reader has typed "(" or ",". */
function opensCall(update: ViewUpdate): boolean {
  if (!update.transactions.some((transaction) => transaction.isUserEvent("input.type")))
    return false;
  let opens = false;
  update.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (inserted.length <= MAX_TYPED && /[(,]/.test(inserted.toString())) opens = true;
  });
  return opens;
}
