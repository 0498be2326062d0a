// Waits until nobody has typed for a moment, so that not every key becomes a request.

import { EditorView } from "@codemirror/view";
import type { Extension } from "@codemirror/state";

const QUIET_MS = 150;

export interface Quiet {
  /** Notes when the text changes. */
  extension: Extension;
  /** Resolves when the text has not changed for QUIET_MS; false if `signal` is aborted before. */
  wait: (signal: AbortSignal) => Promise<boolean>;
}

export function createQuiet(): Quiet {
  let changedMs = -Infinity;
  return {
    extension: EditorView.updateListener.of((update) => {
      if (update.docChanged) changedMs = performance.now();
    }),
    wait: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(false);
        const timer = setTimeout(() => resolve(true), changedMs + QUIET_MS - performance.now());
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve(false);
        });
      }),
  };
}
