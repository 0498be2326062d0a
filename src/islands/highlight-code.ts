// Colours code that the page shows. The server does not do it: parsing submitted code takes time
// that would be everyone's.

import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";

const typescript = parser.configure({ dialect: "ts" });

for (const code of document.querySelectorAll("code[data-highlight]")) {
  const text = code.textContent;
  const parts = document.createDocumentFragment();
  highlightCode(
    text,
    typescript.parse(text),
    classHighlighter,
    (part, classes) => {
      if (classes === "") return parts.append(part);
      const span = document.createElement("span");
      span.className = classes;
      span.textContent = part;
      parts.append(span);
    },
    () => parts.append("\n"),
  );
  code.replaceChildren(parts);
}
