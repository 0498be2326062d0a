// gradus watch: grades at every save. On a terminal the newest report takes the place of the one before.

import { basename, dirname, resolve } from "node:path";
import { watch } from "chokidar";
import type { CommandContext } from "./context.ts";
import { prepareExercise } from "./find-exercise.ts";
import { gradeSource, type GradeOptions, readSettings, readSource } from "./grade.ts";
import { renderReport } from "./render-report.ts";

const CLEAR_SCREEN = "\u001b[2J\u001b[3J\u001b[H";

/** Ends only with a signal (see context.ts). */
export async function watchFile(context: CommandContext, name: string, file: string, options: GradeOptions): Promise<number> {
  const { t, out, style, isTerminal } = context;
  const settings = readSettings(options);
  readSource(file);
  const exercise = await prepareExercise(context, name, options.packs);

  let running = false;
  let again = false;
  const gradeNow = async (): Promise<void> => {
    // A save in the middle of a run is not lost: one more run follows, on the newest text.
    if (running) return void (again = true);
    running = true;
    do {
      again = false;
      let source: Uint8Array;
      try {
        source = readSource(file);
      } catch {
        out(`${t("watch.gone", { file })}\n`);
        break;
      }
      const report = await gradeSource(context, exercise, source, file, settings);
      if (isTerminal) out(CLEAR_SCREEN);
      out(renderReport(context, report, exercise.manifest.limits));
      out(`\n${style("dim", t("watch.waiting", { file }))}\n`);
    } while (again);
    running = false;
  };

  await gradeNow();
  // The folder is watched, not the file: editors save by putting a new file in the old one's place.
  const watcher = watch(dirname(resolve(file)), { depth: 0, ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } });
  watcher.on("all", (_event, path) => {
    if (basename(path) === basename(file)) void gradeNow();
  });
  return new Promise(() => undefined);
}
