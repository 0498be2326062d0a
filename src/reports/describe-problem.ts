// Describes the problems of a pack, one on each line: file:line key, and what to do.

import type { Problem } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { toOneLine } from "./visible-text.ts";

export function describeProblem(t: Translate, { code, params }: Problem): string {
  return toOneLine(t(`problem.${code}`, params));
}

export function formatPlace({ file, line, key }: Pick<Problem, "file" | "line" | "key">): string {
  return toOneLine(`${file}${line > 0 ? `:${line}` : ""}${key === "" ? "" : ` ${key}`}`);
}

export function describeProblems(t: Translate, problems: Problem[]): string {
  return problems
    .map((problem) => `  ${formatPlace(problem)}: ${describeProblem(t, problem)}`)
    .join("\n");
}
