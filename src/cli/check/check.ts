// gradus check: checks packs, usually in CI. Prints text to read, or the formats that CI servers
// and code hosts accept.

import { availableParallelism } from "node:os";
import { basename, dirname, relative, resolve, sep } from "node:path";
import {
  checkExercises,
  type CheckProblem,
  type ExerciseCheck,
  checkAcrossExercises,
  findRoadProblems,
} from "../../../grader/doors/checks.ts";
import { ENGINE_VERSION } from "../../../grader/doors/version.ts";
import { findPacks, type Pack, type Problem } from "../../../grader/doors/packs.ts";
import { WALLS } from "../../../grader/doors/walls.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { writeOutput } from "../write-output.ts";
import { matchExercises } from "../exercise-names.ts";
import { listExercises, describeUnknownExercise } from "../find-exercise.ts";
import { findChangedSince } from "./changed-since.ts";
import { isError, isWarning } from "../../reports/describe-check.ts";
import { checkAsGithub } from "./github.ts";
import { checkAsJunit } from "./junit.ts";
import { checkAsSarif } from "./sarif.ts";
import { formatMarkdownTable } from "./table.ts";
import { CheckText } from "./text.ts";

export interface CheckCommandOptions {
  format?: string;
  only?: string[];
  changedSince?: string;
  mutants: boolean;
  output?: string;
  summary?: string;
  /** "sarif=result.sarif": additional output formats, each written to a file. */
  report?: string[];
  /**
   * Names separated by commas. With fewer walls, no submission is run. The site checks what it
   * publishes with its own walls.
   */
  requireWalls?: string;
}

const FORMATS = ["text", "json", "junit", "sarif", "github"];

interface Report {
  format: string;
  file: string;
}

/**
 * 0: no problems; 1: problems found; 2: no problems found, but the machine stopped a check before
 * its end.
 */
export async function check(
  context: CommandContext,
  dir: string | undefined,
  options: CheckCommandOptions,
): Promise<number> {
  const { t } = context;
  const { format = "text" } = options;
  if (!FORMATS.includes(format)) throw new UsageError("usage.wrong-format", { value: format });
  const isText = format === "text";
  if (isText && options.output !== undefined) throw new UsageError("usage.output-of-text");
  const reports = (options.report ?? []).map(readReport);
  const { packs, problems } = findPacks(dir ?? "exercises");
  let wanted = choose(packs, problems, options.only);
  if (options.changedSince !== undefined)
    wanted = await findChangedSince(options.changedSince, wanted);
  const parallel = availableParallelism();
  const required = WALLS.filter((wall) => options.requireWalls?.split(",").includes(wall));
  const grader = await context.grader({
    submissions: { size: parallel, spares: 0 },
    packs: { size: options.mutants ? parallel : 1 },
    requiredWalls: () => required,
  });
  const text = new CheckText(
    context,
    wanted.map(({ pack, id }) => ({ pack: pack.manifest.id, id })),
  );
  const packProblems = [
    ...problems,
    ...checkAcrossExercises(packs),
    ...findRoadProblems(packs),
  ].map((problem): CheckProblem => ({
    kind: "problem",
    severity: "error",
    ...problem,
  }));
  if (isText) text.problems(packProblems);
  const results = await checkExercises(grader, wanted, {
    mutants: options.mutants,
    parallel,
    onExercise: (result) => isText && text.exercise(result),
    onProgress: (share, done) => isText && text.progress(share, done, wanted.length),
  });

  const all = [...packProblems, ...results.flatMap((result) => result.problems)];
  const errors = all.filter(isError).length;
  const warnings = all.filter(isWarning).length;
  const prevented = results.filter((result) => result.prevented !== null).length;
  const isGood = errors === 0 && prevented === 0;
  if (isText)
    text.summary(results, { errors, warnings, notices: all.length - errors - warnings, prevented });
  else
    writeOutput(
      context,
      options.output,
      render(context, format, packs, packProblems, results, isGood),
    );
  for (const report of reports)
    writeOutput(
      context,
      report.file,
      render(context, report.format, packs, packProblems, results, isGood),
    );
  if (options.summary !== undefined) {
    const checked = t("check.exercises", { count: results.length });
    let heading = t("check.noProblems", { checked });
    if (errors > 0) heading = t("check.summary", { checked, count: errors });
    else if (prevented > 0) heading = t("check.summaryPrevented", { checked, count: prevented });
    writeOutput(context, options.summary, formatMarkdownTable(t, results, heading), true);
  }
  if (errors > 0) return 1;
  return prevented > 0 ? 2 : 0;
}

function readReport(value: string): Report {
  const [, format = "", file = ""] = /^([a-z]+)=(.+)$/.exec(value) ?? [];
  if (format === "text" || !FORMATS.includes(format))
    throw new UsageError("check.wrong-report", { value });
  return { format, file };
}

function choose(
  packs: Pack[],
  problems: Problem[],
  only: string[] | undefined,
): { pack: Pack; id: string }[] {
  const all = listExercises(packs);
  // A name without a pack selects the exercise of this name in every pack.
  const wanted = only?.flatMap((name) => {
    const found = matchExercises(all, name);
    // The exercise may be in the pack that cannot be read. Then that pack is the problem.
    if (
      found.length === 0 &&
      !problems.some(
        ({ file }) => !packs.some(({ folder }) => file.startsWith(`${basename(folder)}/`)),
      )
    )
      throw describeUnknownExercise(name, all, "usage.unknown-exercise", { id: name });
    return found;
  });
  return packs.flatMap((pack) =>
    pack.manifest.exercises
      .filter(
        (id) =>
          wanted === undefined ||
          wanted.some((one) => one.pack === pack.manifest.id && one.id === id),
      )
      .map((id) => ({ pack, id })),
  );
}

function render(
  { t }: CommandContext,
  format: string,
  packs: Pack[],
  problems: CheckProblem[],
  exercises: ExerciseCheck[],
  ok: boolean,
): string {
  // Paths are relative to the folder that holds the pack.
  const base =
    packs.length === 0
      ? ""
      : relative(process.cwd(), dirname(resolve(packs[0]!.folder))).replaceAll(sep, "/");
  const prefix = base === "" ? "" : `${base}/`;
  switch (format) {
    case "junit":
      return checkAsJunit(t, problems, exercises);
    case "sarif":
      return checkAsSarif(t, ENGINE_VERSION, prefix, problems, exercises);
    case "github":
      return checkAsGithub(t, prefix, problems, exercises);
    default:
      return `${JSON.stringify({ format: "gradus-check", version: 1, ok, problems, exercises }, infinityAsText, 2)}\n`;
  }
}

/** Represents Infinity, which JSON cannot: the error has no size. */
function infinityAsText(_key: string, value: unknown): unknown {
  return value === Infinity ? "Infinity" : value;
}
