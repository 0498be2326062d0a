// Turns the lines that results name into buttons that move the cursor there. The server marks them:
// src/submissions/line-words.tsx.

export function linkLines(
  parent: HTMLElement,
  onChoose: (place: { line: number; column: number }) => void,
): void {
  for (const mark of parent.querySelectorAll<HTMLElement>("span[data-line]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link to-line";
    button.append(...mark.childNodes);
    const line = Number(mark.dataset["line"]);
    const column = Number(mark.dataset["column"] ?? 1);
    button.addEventListener("click", () => onChoose({ line, column }));
    mark.replaceWith(button);
  }
}
