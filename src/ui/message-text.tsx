// A message as its author wrote it: lines stay lines, text in backticks is code, and lines between
// two lines of three backticks are a block of code.

import { escapeControls } from "../reports/visible-text.ts";
import { CodeWords } from "./code-words.tsx";

const FENCED = /^```[^\n`]*\n([^]*?)\n?^```[ \t]*$\n?/m;

export function MessageText({ text }: { text: string }) {
  return (
    <>
      {text.split(FENCED).map((part, i) =>
        i % 2 === 1 ? (
          <pre class="message-code" tabindex={0}>
            <code>{part.split("\n").map(escapeControls).join("\n")}</code>
          </pre>
        ) : (
          part.trim() !== "" && (
            <p class="comment-text">
              <CodeWords text={part.replace(/^\n+|\n+$/g, "")} />
            </p>
          )
        ),
      )}
    </>
  );
}
