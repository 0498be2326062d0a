// gradus watch: grades at every save, of the code or of one's own tests. On a terminal, each report
// replaces the previous one.

import { once } from "node:events";
import { basename, dirname, resolve } from "node:path";
import { watch } from "chokidar";
import { escapeControls } from "../reports/visible-text.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { formatRemark } from "./grade.ts";
import { type GradeOptions, readSettings } from "./grade-source.ts";
import { locateTests, readOwnTests } from "./own-tests/tests-file.ts";
import { readSource } from "./read-source.ts";
import { prepareGrading } from "./grading-source.ts";
import { renderScreen } from "./watch-screen.ts";

const CLEAR_SCREEN = "\u001b[2J\u001b[3J\u001b[H";

/** Ends only with a signal (see context.ts). */
export async function watchFile(
  context: CommandContext,
  name: string,
  file: string,
  options: GradeOptions,
): Promise<number> {
  const { t, out, style, isTerminal } = context;
  const settings = readSettings(options);
  readSource(file);
  const grading = await prepareGrading(context, name, options);

  let running = false;
  let again = false;
  const gradeNow = async (): Promise<void> => {
    // A save during a run is not lost: one more run follows, with the newest text.
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
      const gradeAll = async () => {
        const ownTests = readOwnTests(file);
        const report = await grading.grade(source, file, { ...settings, ownTests });
        return renderScreen(context, report, grading.limits, formatRemark(grading, file), ownTests);
      };
      const shown = await gradeAll().catch(
        // The server is busy or cannot be reached at the moment. The next save tries again.
        (error: unknown) => {
          if (!(error instanceof UsageError)) throw error;
          return `${escapeControls(t(error.key, error.params))}\n`;
        },
      );
      if (isTerminal) out(CLEAR_SCREEN);
      out(shown);
      if (await grading.renew()) again = true;
      out(`\n${style("dim", t("watch.waiting", { file }))}\n`);
    } while (again);
    running = false;
  };

  // Watches the folder, not the file, because editors save by replacing the file with a new one.
  const watcher = watch(dirname(resolve(file)), {
    depth: 0,
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 },
  });
  const watched = [basename(file), basename(locateTests(file))];
  watcher.on("all", (_event, path) => {
    if (watched.includes(basename(path))) void gradeNow();
  });
  // Starts before anything is printed: a save right after the first report must not be missed.
  await once(watcher, "ready");
  await gradeNow();
  return new Promise(() => undefined);
}
