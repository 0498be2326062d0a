// The Format button and its key. Changes the text only if it parses, as one step to undo.

import type { CodeEditor } from "./code-editor.ts";

export type FormattingState =
  | { kind: "idle" | "working" | "formatted" | "unchanged" | "offline" | "too-large" }
  | { kind: "not-parsed"; line: number | null };

export interface FormattingParts {
  editor: Pick<CodeEditor, "text" | "cursor" | "change">;
  isTooLarge: (text: string) => boolean;
  onState: (state: FormattingState) => void;
}

/** If Prettier is there sooner, "formatting …" is not shown. */
const PATIENCE_MS = 300;

/** Returns what the button and the key do. */
export function createFormatting({ editor, isTooLarge, onState }: FormattingParts): () => void {
  let isRunning = false;

  const format = async (): Promise<FormattingState> => {
    let module: typeof import("./format-code.ts");
    try {
      module = await import("./format-code.ts");
    } catch {
      return { kind: "offline" };
    }
    for (;;) {
      const source = editor.text();
      if (isTooLarge(source)) return { kind: "too-large" };
      const outcome = await module.formatCode(source, editor.cursor());
      // Typed meanwhile: what was formatted is no longer the text.
      if (editor.text() !== source) continue;
      if (outcome.kind === "not-parsed") return outcome;
      if (outcome.text === source) return { kind: "unchanged" };
      editor.change(outcome.text, outcome.cursor);
      return { kind: "formatted" };
    }
  };

  return () => {
    if (isRunning) return;
    isRunning = true;
    onState({ kind: "idle" });
    const patience = setTimeout(() => onState({ kind: "working" }), PATIENCE_MS);
    void format().then((state) => {
      clearTimeout(patience);
      isRunning = false;
      onState(state);
    });
  };
}
