// gradus export: writes a report in another platform's format. It grades a submission first, as
// gradus grade does, or reads a report that was printed earlier. Exit codes are those of gradus
// grade.

import { redact } from "../../../grader/doors/reports.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { writeOutput } from "../write-output.ts";
import { findExercise, locateExercise, prepareExercise } from "../find-exercise.ts";
import { gradeSource, readSettings } from "../grade-source.ts";
import { chooseExitCode } from "../exit-code.ts";
import { readSource } from "../read-source.ts";
import { toExercism } from "./exercism.ts";
import { toGradescope } from "./gradescope.ts";
import { isMadeForExam, readReport } from "../read-report.ts";
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

/** The conversion for each platform, by its name on the command line. */
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
  // The output appears on another platform, so hidden tests stay hidden unless the user asks for
  // them.
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

  const plainContext: CommandContext = {
    ...context,
    style: (_format, plain) => plain,
    columns: () => COLUMNS,
  };
  const result = PLATFORMS[to]!(plainContext, exported);
  writeOutput(context, options.output, `${JSON.stringify(result, null, 2)}\n`);
  return chooseExitCode(redact(exported.report, audience));
}

/** Both platforms show text unchanged, in a monospaced font, and do not wrap lines. */
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

/** The report is about another exercise, or does not contain what the export needs. */
function refuseReport({ report, audience, exercise }: Export, to: string, file: string): void {
  const about = `${report.exercise.pack}/${report.exercise.id}`;
  const wanted = `${exercise.pack}/${exercise.id}`;
  if (about !== wanted) throw new UsageError("export.other-exercise", { file, about, wanted });
  // Gradescope uses the points in the file as the grade.
  if (isMadeForExam(report) && (to === "gradescope" || audience !== "exam"))
    throw new UsageError("export.made-for-exam", { file });
}
