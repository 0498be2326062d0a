// Lists TypeScript errors below the results, because screen readers and touch screens cannot use
// the marks in the margin.

import type { Problem } from "./code-editor.ts";

interface ProblemListOptions {
  parent: HTMLElement;
  title: string;
  atLine: (line: number) => string;
  /** Moves the cursor to the position. */
  onChoose: (problem: Problem) => void;
}

const MOST_SHOWN = 10;

export function createProblemList({
  parent,
  title,
  atLine,
  onChoose,
}: ProblemListOptions): (problems: Problem[]) => void {
  const heading = document.createElement("h3");
  heading.textContent = title;
  const list = document.createElement("ul");
  parent.replaceChildren(heading, list);
  return (problems) => {
    parent.hidden = problems.length === 0;
    list.replaceChildren(
      ...problems
        .slice(0, MOST_SHOWN)
        .map((problem) => renderItem(problem, atLine(problem.line), onChoose)),
    );
  };
}

function renderItem(
  problem: Problem,
  place: string,
  onChoose: (problem: Problem) => void,
): HTMLElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = place;
  button.addEventListener("click", () => onChoose(problem));
  item.append(button, ` ${problem.message}`);
  return item;
}
