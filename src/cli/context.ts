// What every command receives: output, language, colours, and a grader that is always closed at the
// end.

import { styleText } from "node:util";
import { fileURLToPath } from "node:url";
import type { Grader, GraderOptions } from "../../grader/index.ts";
import type { Language } from "../../grader/doors/packs.ts";
import { makeTranslator, type Translate } from "../i18n/index.ts";
import { type Npm, watchNpm } from "./npm-runner.ts";
import type { LendGrader } from "./open-grader.ts";

export interface CommandContext {
  language: Language;
  t: Translate;
  out: (text: string) => void;
  err: (text: string) => void;
  /** Adds colours on a terminal, unless NO_COLOR is set; otherwise returns the text unchanged. */
  style: Style;
  isTerminal: boolean;
  columns: () => number;
  /** Of the terminal; Infinity if the output goes elsewhere. */
  rows: () => number;
  /** Created at the first call. Reports missing walls once. */
  grader: (options?: GraderOptions) => Promise<Grader>;
  close: () => Promise<void>;
  /**
   * Ends the process with this exit code immediately, together with every process that it has
   * started.
   */
  abandon: (code: number) => void;
  /** npm, if it started this command. */
  npm: Npm | undefined;
}

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** The packs that come with Gradus. */
export const OWN_PACKS = fileURLToPath(new URL("../../exercises", import.meta.url));

/** Shells report a signal as 128 plus its number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** A second signal later than this means that the user does not want to wait. */
const IMPATIENT_MS = 1000;

/** The process that started this command. */
export interface Starter {
  lendGrader?: LendGrader;
  /** Set if npm started this command. */
  npm?: Npm | undefined;
}

/** For text that goes to a file or a pipe. */
const COLUMNS_ELSEWHERE = 100;
/** Longer lines are hard to read. */
const MOST_COLUMNS = 110;
const FEWEST_COLUMNS = 40;

/** COLUMNS, then the width of the terminal. A terminal that does not know its width reports 0. */
function countColumns(): number {
  const set = Number(process.env["COLUMNS"]);
  const columns =
    Number.isInteger(set) && set > 0 ? set : process.stdout.columns || COLUMNS_ELSEWHERE;
  return Math.max(FEWEST_COLUMNS, Math.min(columns, MOST_COLUMNS));
}

export function createContext(
  language: Language,
  { lendGrader, npm }: Starter = {},
): CommandContext {
  const t = makeTranslator(language);
  let opening: Promise<Grader> | undefined;
  let endingSinceMs: number | undefined;
  let opened: Grader | undefined;
  const close = async () => await (await opening?.catch(() => undefined))?.close();
  const abandon = (code: number) => {
    if (endingSinceMs !== undefined)
      return void (performance.now() - endingSinceMs > IMPATIENT_MS && process.exit(code));
    endingSinceMs = performance.now();
    const end = async () => {
      // The bundler would report the end of its parent process as an error of its own.
      (await import("../../grader/doors/packs.ts")).stopBundler();
    };
    void Promise.resolve(opened?.close())
      .then(end)
      .finally(() => process.exit(code));
  };

  const open = async (options?: GraderOptions): Promise<Grader> => {
    // No process may outlive the command, neither after Ctrl-C nor when the terminal closes. One
    // signal may arrive twice: from the terminal and from the parent process (bin.js).
    for (const [signal, code] of Object.entries(EXIT_CODES)) {
      process.on(signal, () => {
        if (signal === "SIGINT" && endingSinceMs === undefined)
          process.stderr.write(`\n${t("usage.interrupted")}\n`);
        abandon(code);
      });
    }
    if (npm !== undefined)
      watchNpm(npm, () => endingSinceMs === undefined && abandon(EXIT_CODES.SIGTERM));
    const { openGrader } = await import("./open-grader.ts");
    return openGrader(t, lendGrader, options, (grader) => (opened = grader));
  };
  return {
    language,
    t,
    // While the command ends, running work reports nothing: the report of a slot that was stopped
    // would blame the submission.
    out: (text) => void (endingSinceMs === undefined && process.stdout.write(text)),
    err: (text) => void (endingSinceMs === undefined && process.stderr.write(text)),
    // util.styleText reads the stream, NO_COLOR and FORCE_COLOR itself.
    style: (format, text) => styleText(format, text, { stream: process.stdout }),
    isTerminal: process.stdout.isTTY,
    columns: countColumns,
    rows: () => (process.stdout.isTTY && process.stdout.rows) || Infinity,
    grader: (options) => (opening ??= open(options)),
    close,
    abandon,
    npm,
  };
}
