// gradus export: a report in the form that another platform reads. The submission is graded first,
// as gradus grade does, or a report that was printed earlier is read. Exit codes are those of
// gradus grade.

import { writeFileSync } from "node:fs";
import { redact } from "../../../grader/doors/reports.ts";
import { type CommandContext, UsageError } from "../context.ts";
import { findExercise, locateExercise, prepareExercise } from "../find-exercise.ts";
import { gradeSource, readSettings } from "../grade-source.ts";
import { exitCodeOf } from "../exit-code.ts";
import { readSource } from "../read-source.ts";
import { toExercism } from "./exercism.ts";
import { toGradescope } from "./gradescope.ts";
import { isMadeForExam, readReport } from "./read-report.ts";
import type { Export } from "./exported.ts";

export interface ExportOptions {
  to?: string;
  report?: string;
  output?: string;
  packs?: string;
  seed?: string;
  hiddenSeed?: string;
  as?: string;
}

/** What a platform reads, by its name. */
export const PLATFORMS: Record<string, (context: CommandContext, exported: Export) => object> = {
  gradescope: toGradescope,
  exercism: toExercism,
};

export async function exportReport(
  context: CommandContext,
  name: string,
  file: string | undefined,
  options: ExportOptions,
): Promise<number> {
  const { to } = options;
  if (to === undefined) throw new UsageError("export.no-platform");
  if (!Object.hasOwn(PLATFORMS, to)) throw new UsageError("export.unknown-platform", { value: to });
  // Other people's pages: hidden tests stay hidden unless someone asks.
  const settings = readSettings({ ...options, as: options.as ?? "student" });
  if (file !== undefined && options.report !== undefined)
    throw new UsageError("export.file-and-report");
  if (file === undefined && options.report === undefined) throw new UsageError("export.no-file");
  if ((options.seed ?? options.hiddenSeed) !== undefined && options.report !== undefined)
    throw new UsageError("export.seed-and-report");

  const { audience } = settings;
  const exercise =
    options.report === undefined ? undefined : await findExercise(name, options.packs);
  const exported =
    exercise === undefined
      ? await gradeNow(context, name, file!, options.packs, settings)
      : { exercise, report: readReport(options.report!), audience };
  if (exercise !== undefined) refuseReport(exported, to, options.report!);

  const text = `${JSON.stringify(PLATFORMS[to]!({ ...context, style: (_format, plain) => plain, columns: () => COLUMNS }, exported), null, 2)}\n`;
  write(context, options.output, text);
  return exitCodeOf(redact(exported.report, audience));
}

/** Both platforms show texts as they are, in a fixed width, and break no lines. */
const COLUMNS = 100;

async function gradeNow(
  context: CommandContext,
  name: string,
  file: string,
  packs: string | undefined,
  settings: ReturnType<typeof readSettings>,
): Promise<Export> {
  locateExercise(name, packs);
  const source = readSource(file);
  const exercise = await prepareExercise(context, name, packs);
  const report = await gradeSource(context, exercise, source, file, {
    ...settings,
    audience: "author",
  });
  return { report, audience: settings.audience, exercise };
}

/** A report of something else, or one that does not hold what is asked for. */
function refuseReport({ report, audience, exercise }: Export, to: string, file: string): void {
  const about = `${report.exercise.pack}/${report.exercise.id}`;
  const wanted = `${exercise.pack}/${exercise.id}`;
  if (about !== wanted) throw new UsageError("export.other-exercise", { file, about, wanted });
  // Gradescope keeps the points that it is given as the grade.
  if (isMadeForExam(report) && (to === "gradescope" || audience !== "exam"))
    throw new UsageError("export.made-for-exam", { file });
}

function write(context: CommandContext, file: string | undefined, text: string): void {
  if (file === undefined) return context.out(text);
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError("usage.cannot-write", {
      file,
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}
