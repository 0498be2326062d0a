// gradus check: what CI runs on packs. As text to read, or as one JSON document.

import { checkExercise, type CheckProblem, type ExerciseCheck, findPacks } from "../../grader/index.ts";
import { type CommandContext, UsageError } from "./context.ts";
import { nearestName } from "./find-exercise.ts";
import { hasWords } from "../i18n/index.ts";
import { describeProblem, placeOf } from "./render-problems.ts";
import { oneLine, padEnd, width } from "./terminal.ts";

export interface CheckOptions {
  format: string;
  only?: string;
}

export async function check(context: CommandContext, dir: string | undefined, { format, only }: CheckOptions): Promise<number> {
  if (format !== "text" && format !== "json") throw new UsageError("usage.wrong-format", { value: format });
  const { packs, problems } = findPacks(dir ?? "exercises");
  const wanted = packs.flatMap((pack) => pack.manifest.exercises.filter((id) => only === undefined || id === only).map((id) => ({ pack, id })));
  if (only !== undefined && wanted.length === 0) {
    const nearest = nearestName(only, packs.flatMap((pack) => pack.manifest.exercises));
    throw new UsageError("usage.unknown-exercise", { id: only }, (t) => (nearest === undefined ? t("usage.see-list") : t("usage.did-you-mean", { name: nearest })));
  }
  const grader = await context.grader();
  const text = new CheckText(context, wanted.map(({ id }) => id));
  const packProblems: CheckProblem[] = problems.map((problem) => ({ kind: "problem", ...problem }));
  const results: ExerciseCheck[] = [];
  if (format === "text") text.problems(packProblems);
  for (const { pack, id } of wanted) {
    const result = await checkExercise(grader, pack, id);
    results.push(result);
    if (format === "text") text.exercise(result);
  }
  const count = packProblems.length + results.reduce((sum, result) => sum + result.problems.length, 0);
  if (format === "text") text.summary(results.length, count);
  else context.out(`${JSON.stringify({ format: "gradus-check", version: 1, ok: count === 0, problems: packProblems, exercises: results }, null, 2)}\n`);
  return count === 0 ? 0 : 1;
}

class CheckText {
  readonly #context: CommandContext;
  readonly #columns: number;

  constructor(context: CommandContext, ids: string[]) {
    this.#context = context;
    this.#columns = Math.max(0, ...ids.map(width));
  }

  exercise({ id, problems, examples, cases, wallTimeMs }: ExerciseCheck): void {
    const { t, out, style } = this.#context;
    const mark = problems.length === 0 ? style("green", "✓") : style("red", "✗");
    const parts = [
      t("check.cases", cases),
      t("check.examples", { accepted: examples.accepted, wrong: examples.other }),
      t("check.took", { seconds: (wallTimeMs / 1000).toFixed(1) }),
    ];
    out(`${mark} ${padEnd(id, this.#columns)}  ${style("dim", parts.join(" · "))}\n`);
    this.problems(problems);
  }

  problems(problems: CheckProblem[]): void {
    for (const problem of problems) this.#context.out(`    ${this.#describe(problem)}\n`);
  }

  #describe(problem: CheckProblem): string {
    const { t, style } = this.#context;
    if (problem.kind === "problem") return `${style("cyan", placeOf(problem))}: ${describeProblem(t, problem)}`;
    const params = Object.fromEntries(
      Object.entries(problem.params).map(([name, value]) => {
        const key = `verdict.${value}`;
        return [name, (name === "verdict" || name === "wanted") && hasWords(key) ? t(key) : value];
      }),
    );
    return `${style("cyan", oneLine(problem.file))}: ${oneLine(t(`check.${problem.code}`, params))}`;
  }

  summary(exercises: number, count: number): void {
    const { t, out, style } = this.#context;
    const checked = t("check.exercises", { count: exercises });
    out(`\n${count === 0 ? style("green", t("check.noProblems", { checked })) : style("red", t("check.summary", { checked, count }))}\n`);
  }
}
