// Describes the results of a check in words, with their places, for every output format.

import type { CheckProblem, ExerciseCheck, Mutant } from "../../grader/doors/checks.ts";
import { hasWords, type Translate, type WordKey } from "../i18n/index.ts";
import { describeDetail } from "./describe-detail.ts";
import { describeProblem, formatPlace } from "./describe-problem.ts";
import { toOneLine } from "./visible-text.ts";

/** On one line, without the place. */
export function describe(t: Translate, problem: CheckProblem): string {
  if (problem.kind === "problem") return describeProblem(t, problem);
  const params = wordParams(t, problem.params);
  const because = `check.${problem.code}-because`;
  return toOneLine(
    hasWords(because) && problem.params["cause"] !== ""
      ? t(because, params)
      : t(`check.${problem.code}`, params),
  );
}

type Params = Record<string, string | number>;

/** Replaces codes among the parameters by their texts: verdicts, parts of a statement, failures. */
function wordParams(t: Translate, params: Params): Params {
  const { verdict, wanted, what, message } = params;
  const word = (key: string, code: string | number | undefined) => (hasWords(key) ? t(key) : code!);
  const detail = describeDetail(t, params);
  return {
    ...params,
    verdict: word(`verdict.${verdict}`, verdict),
    wanted: word(`verdict.${wanted}`, wanted),
    what: word(`check.part.${what}`, what),
    detail: hasWords(String(message)) ? t(String(message) as WordKey, { detail }) : detail,
  };
}

/** "llm-primer/attention/exercise.yaml:12 groups[2].points" */
export function describePlace(problem: CheckProblem): string {
  if (problem.kind === "problem") return formatPlace(problem);
  const { file, line, column } = problem;
  return toOneLine(
    `${file}${line > 0 ? `:${line}` : ""}${line > 0 && column > 0 ? `:${column}` : ""}`,
  );
}

const SHOWN_CODE = 60;

/** A change that no test noticed. Only the first line of longer code is shown. */
export function describeSurvivor(
  t: Translate,
  { line, from, to }: Pick<Mutant, "line" | "from" | "to">,
): string {
  return toOneLine(t("check.survivor", { line, from: brief(from), to: brief(to) }));
}

function brief(code: string): string {
  const [first = "", ...more] = code.split("\n");
  const text = first.length > SHOWN_CODE ? `${first.slice(0, SHOWN_CODE)}…` : first;
  return more.length > 0 && !text.endsWith("…") ? `${text} …` : text;
}

/** Survivors count as findings if the score is below the pack's floor. */
export function listSurvivors({ mutation, problems }: ExerciseCheck): Mutant[] {
  return problems.some(({ code }) => code === "mutation-score") ? (mutation?.survivors ?? []) : [];
}

export function isError({ severity }: CheckProblem): boolean {
  return severity === "error";
}

export function isWarning({ severity }: CheckProblem): boolean {
  return severity === "warning";
}

export function readColumn(problem: CheckProblem): number {
  return problem.kind === "finding" ? problem.column : 0;
}

/** The reason why a check did not finish; undefined if it did. */
export function describePrevented(t: Translate, { prevented }: ExerciseCheck): string | undefined {
  return prevented === null
    ? undefined
    : toOneLine(t(`check.prevented.${prevented.code}`, { detail: prevented.detail }));
}
