// Prints a check as text: each problem as soon as it is found, a progress bar on a terminal, and a
// table at the end.

import type { CheckProblem, ExerciseCheck } from "../../../grader/doors/checks.ts";
import type { CommandContext } from "../context.ts";
import { type NamedExercise, shortenName } from "../exercise-names.ts";
import { padEnd, measureWidth } from "../terminal.ts";
import {
  describe,
  describePrevented,
  describeSurvivor,
  describePlace,
} from "../../reports/describe-check.ts";
import { chooseMark, formatTextTable } from "./table.ts";

const SURVIVORS_SHOWN = 20;
const BAR_COLUMNS = 30;
const MARK_COLOURS = { "✗": "red", "?": "yellow", "!": "yellow", "✓": "green" } as const;

export interface Counts {
  /** Exercises whose check did not finish. */
  prevented: number;
  errors: number;
  warnings: number;
  notices: number;
}

export class CheckText {
  readonly #context: CommandContext;
  readonly #wanted: NamedExercise[];
  readonly #columns: number;
  #bar = "";

  constructor(context: CommandContext, wanted: NamedExercise[]) {
    this.#context = context;
    this.#wanted = wanted;
    this.#columns = Math.max(0, ...wanted.map((one) => measureWidth(shortenName(one, wanted))));
  }

  exercise(result: ExerciseCheck): void {
    const { pack, id, problems, examples, cases, mutation, wallTimeMs } = result;
    const { t, style } = this.#context;
    const prevented = describePrevented(t, result);
    const sign = chooseMark(problems, prevented !== undefined);
    const mark = style(MARK_COLOURS[sign], sign);
    const parts = [
      t("check.cases", cases),
      t("check.examples", { accepted: examples.accepted, wrong: examples.other }),
      t("check.took", { seconds: (wallTimeMs / 1000).toFixed(1) }),
    ];
    const name = padEnd(shortenName({ pack, id }, this.#wanted), this.#columns);
    this.#print(`${mark} ${name}  ${style("dim", parts.join(" · "))}\n`);
    this.problems(problems);
    if (prevented !== undefined) this.#print(`    ${style("yellow", prevented)}\n`);
    const survivors = mutation?.survivors ?? [];
    const isBelow = problems.some(({ code }) => code === "mutation-score");
    for (const survivor of survivors.slice(0, isBelow ? survivors.length : SURVIVORS_SHOWN))
      this.#print(`    ${style("dim", describeSurvivor(t, survivor))}\n`);
  }

  problems(problems: CheckProblem[]): void {
    const { t, style } = this.#context;
    for (const problem of problems) {
      const { severity } = problem;
      const weight =
        severity === "error"
          ? ""
          : `${style(severity === "warning" ? "yellow" : "dim", t(`check.${severity}`))} `;
      this.#print(
        `    ${weight}${style("cyan", describePlace(problem))}: ${describe(t, problem)}\n`,
      );
    }
  }

  /** On a terminal only: each new bar replaces the one before. */
  progress(share: number, done: number, total: number): void {
    if (!process.stderr.isTTY) return;
    const full = Math.round(Math.min(1, share) * BAR_COLUMNS);
    const words = this.#context.t("check.progress", { done, total });
    const bar = `${"█".repeat(full)}${"░".repeat(BAR_COLUMNS - full)}  ${words}`;
    if (bar === this.#bar) return;
    this.#bar = bar;
    process.stderr.write(`\r\x1b[2K${bar}`);
  }

  summary(results: ExerciseCheck[], { errors, warnings, notices, prevented }: Counts): void {
    const { t, style } = this.#context;
    const checked = t("check.exercises", { count: results.length });
    if (results.length > 0)
      this.#print(`\n${formatTextTable(t, results, this.#context.columns())}`);
    if (errors > 0)
      this.#print(`\n${style("red", t("check.summary", { checked, count: errors }))}\n`);
    else if (prevented > 0)
      this.#print(
        `\n${style("yellow", t("check.summaryPrevented", { checked, count: prevented }))}\n`,
      );
    else if (warnings > 0)
      this.#print(
        `\n${style("green", t("check.summaryWarnings", { checked, count: warnings }))}\n`,
      );
    else this.#print(`\n${style("green", t("check.noProblems", { checked }))}\n`);
    if (notices > 0)
      this.#print(`${style("dim", t("check.summaryNotices", { count: notices }))}\n`);
  }

  #print(text: string): void {
    if (this.#bar !== "") process.stderr.write("\r\x1b[2K");
    this.#bar = "";
    this.#context.out(text);
  }
}
