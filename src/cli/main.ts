// The command line. Each command is a file; this one defines their names, options and exit codes: 0
// for accepted or success, 1 for not accepted, 2 for invalid usage or an internal error.

import { setTimeout as sleep } from "node:timers/promises";
import { Command, CommanderError, Option } from "commander";
import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import { NoCacheError } from "../../grader/cache-folder.ts";
import { readEnvironmentLanguage, type Translate, type WordKey } from "../i18n/index.ts";
import { type CommandContext, createContext, type Starter } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { indentText, measureWidth, wrapText } from "./terminal.ts";
import { escapeControls } from "../reports/visible-text.ts";
import {
  createParts,
  addWorkCommands,
  addRemoteCommands,
  addPackCommands,
  addSiteCommands,
  addLastCommands,
} from "./commands.ts";

process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);

/** The exit code with which a shell reports a program ended by SIGPIPE. */
const PIPE_CLOSED = 141;
/** Ends a long command whose output is no longer read; see `main`. */
let abandon: ((code: number) => void) | undefined;

/**
 * The reader has closed the pipe (gradus list | head). This is not an error, so nothing is printed.
 * The command continues to its end, so that the exit code is correct. `check` could continue for
 * minutes without a reader, and `watch` has no end, so these two end immediately.
 */
function endQuietly(this: NodeJS.WriteStream, error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  if (process.argv[2] === "watch") process.exit(0);
  if (process.argv[2] === "check" && this === process.stdout) abandon?.(PIPE_CLOSED);
}

/** esbuild's error message after its process has ended. */
const BUNDLER_STOPPED = "The service was stopped";
/** One signal reaches both processes at nearly the same time. */
const SIGNAL_MS = 1000;

/** For descriptions beside the names of commands on a narrow terminal. */
const FEWEST_HELP_COLUMNS = 20;

/** --lang also applies to the help, so it is read before the arguments are parsed. */
function findLanguage(args: string[]): "zh-CN" | "en" | undefined {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const value = args[at]?.startsWith("--lang=") ? args[at].slice("--lang=".length) : args[at + 1];
  return at >= 0 && (value === "zh-CN" || value === "en") ? value : undefined;
}

async function createProgram(context: CommandContext): Promise<Command> {
  const { t } = context;
  const program = new Command("gradus")
    .description(t("help.program"))
    .version(ENGINE_VERSION, "-V, --version", t("help.version"))
    .helpOption("-h, --help", t("help.help"))
    .helpCommand("help [command]", t("help.helpCommand"))
    .addOption(new Option("--lang <language>", t("help.lang")))
    .addHelpText(
      "after",
      ["", t("remote.help.sources"), "", t("remote.help.environment"), t("help.exitCodes")]
        .map((line) => indentText(line, "", context.columns()))
        .join("\n"),
    )
    .showSuggestionAfterError()
    // Commander's error messages are English only; explain() below prints our own.
    .configureOutput({
      outputError: () => undefined,
      getOutHelpWidth: context.columns,
      getErrHelpWidth: context.columns,
    })
    .configureHelp({
      minWidthToWrap: FEWEST_HELP_COLUMNS,
      displayWidth: measureWidth,
      boxWrap: (text, columns) => wrapText(text, columns, Infinity).join("\n"),
      styleTitle: (title) =>
        ({
          "Usage:": t("help.usage"),
          "Options:": t("help.options"),
          "Commands:": t("help.commands"),
          "Arguments:": t("help.arguments"),
        })[title] ?? title,
    });
  const parts = createParts(context, program);
  addWorkCommands(parts);
  addRemoteCommands(parts);
  addPackCommands(parts);
  await addSiteCommands(parts);
  addLastCommands(parts);
  return program;
}

/** Runs the command in `process.argv` and sets `process.exitCode`. */
export async function main(starter: Starter = {}): Promise<void> {
  const context = createContext(
    findLanguage(process.argv) ?? readEnvironmentLanguage(process.env),
    starter,
  );
  abandon = context.abandon;
  const program = await createProgram(context);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().hook("preAction", (_, action) => {
      const { lang } = action.optsWithGlobals<{ lang?: string }>();
      if (lang !== undefined && lang !== "zh-CN" && lang !== "en")
        throw new UsageError("usage.wrong-language", { value: lang });
    });
  }
  try {
    await program.parseAsync();
  } catch (error) {
    // Ctrl-C ends the bundler as well as this process. If the bundler's end is noticed first, wait
    // for the signal, which ends everything in order.
    if (error instanceof Error && error.message.startsWith(BUNDLER_STOPPED)) await sleep(SIGNAL_MS);
    process.exitCode = await explain(error, program, context);
  } finally {
    await context.close();
  }
}

const MISTAKES: Partial<Record<string, WordKey>> = {
  "commander.unknownOption": "usage.unknown-option",
  "commander.unknownCommand": "usage.unknown-command",
  "commander.missingArgument": "usage.missing-argument",
  "commander.excessArguments": "usage.too-many-arguments",
  "commander.optionMissingArgument": "usage.missing-value",
};

async function explain(error: unknown, program: Command, context: CommandContext): Promise<number> {
  const { t } = context;
  if (error instanceof CommanderError) {
    // Help and version are not errors, and are already printed.
    if (error.exitCode === 0 || (error.code === "commander.help" && program.args.length > 0))
      return 0;
    const key = MISTAKES[error.code];
    const nearest = /\(Did you mean (.+)\?\)/.exec(error.message)?.[1];
    if (key !== undefined)
      context.err(
        `gradus: ${escapeControls(t(key, { value: /'([^']*)/.exec(error.message)?.[1] ?? "" }))}\n`,
      );
    else if (error.code !== "commander.help")
      context.err(`gradus: ${escapeControls(error.message)}\n`);
    if (nearest !== undefined) context.err(`${t("usage.did-you-mean", { name: nearest })}\n`);
    return 2;
  }
  if (error instanceof UsageError) {
    context.err(`gradus: ${escapeControls(t(error.key, error.params))}\n`);
    if (error.advice !== undefined) context.err(`${escapeControls(error.advice(t))}\n`);
  } else if (error instanceof NoCacheError) {
    context.err(
      `gradus: ${escapeControls(t("usage.no-cache", { folders: error.folders.join(", ") }))}\n`,
    );
  } else {
    context.err(`gradus: ${await describeError(t, error)}\n`);
  }
  return 2;
}

async function describeError(t: Translate, error: unknown): Promise<string> {
  const { PackError } = await import("../../grader/doors/packs.ts");
  if (error instanceof PackError) {
    const { describeProblems } = await import("../reports/describe-problem.ts");
    return `${t("usage.pack-broken", { count: error.problems.length })}\n${describeProblems(t, error.problems)}`;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return escapeControls(t("usage.unexpected", { detail }));
}
