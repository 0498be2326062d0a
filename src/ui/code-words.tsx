// Renders text by a pack's author: text in backticks is code.

import { escapeControls } from "../reports/visible-text.ts";

export function CodeWords({ text }: { text: string }) {
  return (
    <>
      {escapeControls(text)
        .split("`")
        .map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}
    </>
  );
}
