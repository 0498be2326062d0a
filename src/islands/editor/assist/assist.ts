// Completion, signatures and types in the editor, and their keys.

import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { Compartment, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, tooltips } from "@codemirror/view";
import type { EditorData, EditorWords } from "../../../catalogue/editor-data.ts";
import type { StandardNames } from "../../../../grader/doors/type-errors.ts";
import type { AskAssist } from "./ask-assist.ts";
import { createCompletionSource } from "./complete.ts";
import { closeNote, notes } from "./note.ts";
import { createQuiet } from "./quiet.ts";
import { createHover, createShowType } from "./show-type.ts";
import { createSignatureHelp } from "./signature-help.ts";

export interface AssistOptions {
  ask: AskAssist;
  exports: EditorData["exports"];
  words: EditorWords;
  /** Whether lists and signatures open while typing. */
  isAutomatic: boolean;
  /** What Escape does besides closing a list or a note. */
  onClosed: (view: EditorView) => void;
  /** The height of what covers the window's lower end, in pixels. */
  coveredPx: () => number;
}

export interface Assist {
  extension: Extension;
  setAutomatic: (view: EditorView, isOn: boolean) => void;
}

/** Between a list or note and the side of the window. */
const EDGE_PX = 8;

export function createAssist(options: AssistOptions): Assist {
  const { ask, exports, words, onClosed, coveredPx } = options;
  let isAutomatic = options.isAutomatic;
  const quiet = createQuiet();
  const source = createCompletionSource({ ask, quiet, exports, words, loadNames });
  const lists = new Compartment();
  const configureLists = () =>
    autocompletion({
      override: [source],
      activateOnTyping: isAutomatic,
      defaultKeymap: false,
      icons: false,
    });
  const signatures = createSignatureHelp({ ask, quiet, isAutomatic: () => isAutomatic });
  const close = (view: EditorView): boolean => {
    const hadList = completionStatus(view.state) !== null && closeCompletion(view);
    const isClosed = closeNote(view) || hadList;
    if (isClosed) onClosed(view);
    return isClosed;
  };
  return {
    extension: [
      quiet.extension,
      notes,
      lists.of(configureLists()),
      signatures.extension,
      createHover(ask),
      reachableLists,
      tooltips({
        tooltipSpace: () => ({
          top: 0,
          left: EDGE_PX,
          right: document.documentElement.clientWidth - EDGE_PX,
          bottom: window.innerHeight - coveredPx(),
        }),
      }),
      Prec.highest(
        keymap.of([
          { key: "Ctrl-Space", run: startCompletion },
          // Where Ctrl-Space belongs to the input method.
          { key: "Alt-/", run: startCompletion },
          { key: "Escape", run: close },
          { key: "ArrowDown", run: moveCompletionSelection(true) },
          { key: "ArrowUp", run: moveCompletionSelection(false) },
          { key: "PageDown", run: moveCompletionSelection(true, "page") },
          { key: "PageUp", run: moveCompletionSelection(false, "page") },
          { key: "Enter", run: acceptOther },
          { key: "Tab", run: acceptCompletion },
          { key: "Mod-Shift-Space", run: signatures.show },
          { key: "Mod-k Mod-i", run: createShowType(ask, words) },
        ]),
      ),
    ],
    setAutomatic: (view, isOn) => {
      isAutomatic = isOn;
      view.dispatch({ effects: lists.reconfigure(configureLists()) });
    },
  };
}

/** A list scrolls, so it must be possible to reach it by keyboard. */
const reachableLists = EditorView.updateListener.of(({ view }) => {
  const list = view.dom.querySelector<HTMLElement>(".cm-tooltip-autocomplete > ul");
  if (list !== null) list.tabIndex = 0;
});

/** Enter after a whole name begins a new line, even if the list with that name is open. */
function acceptOther(view: EditorView): boolean {
  const selected = selectedCompletion(view.state);
  const { head } = view.state.selection.main;
  const isTyped =
    selected !== null &&
    selected.type !== "snippet" &&
    view.state.sliceDoc(Math.max(0, head - selected.label.length), head) === selected.label;
  if (!isTyped) return acceptCompletion(view);
  closeCompletion(view);
  return false;
}

let loading: Promise<StandardNames> | undefined;

/** Tried again at the next list if the server could not be reached. */
function loadNames(): Promise<StandardNames> {
  loading ??= import("./standard-names.ts").then(
    ({ standardNames }) => standardNames,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
