// The command line. Each command is a file; this one knows only their names, options and exit
// codes: 0 accepted or all good, 1 not, 2 wrong usage or a fault of ours.

import { setTimeout as sleep } from "node:timers/promises";
import { Argument, Command, CommanderError, Option } from "commander";
import { ENGINE_VERSION } from "../../grader/index.ts";
import { NoCacheError } from "../../grader/cache-folder.ts";
import { PackError } from "../../grader/doors/packs.ts";
import { languageFromEnvironment, type WordKey } from "../i18n/index.ts";
import { check } from "./check/check.ts";
import { newExercise } from "./new/new.ts";
import { completion } from "./completion.ts";
import { type CommandContext, createContext, type Starter, UsageError } from "./context.ts";
import { exportReport } from "./export/export.ts";
import { gradeFile } from "./grade.ts";
import { list } from "./list.ts";
import { describeProblems } from "../reports/describe-problem.ts";
import { login, logout } from "./remote/login.ts";
import { publish } from "./remote/publish.ts";
import { status } from "./remote/status.ts";
import { submitFile } from "./remote/submit.ts";
import { listSettings } from "./list-settings.ts";
import { start } from "./start.ts";
import { indented } from "./terminal.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { watchFile } from "./watch.ts";

process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);

/** As a shell reports a program that was ended by SIGPIPE. */
const PIPE_CLOSED = 141;
/** Ends a long command that nobody reads any more; see `main`. */
let abandon: ((code: number) => void) | undefined;

/**
 * The reader has closed the pipe (gradus list | head): nothing is wrong, and nothing is said. What
 * was asked is done to the end all the same, so that the exit code is the right one. A check would
 * work for minutes with nobody to see it and ends at once, and so does watch, which has no end.
 */
function endQuietly(this: NodeJS.WriteStream, error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  if (process.argv[2] === "watch") process.exit(0);
  if (process.argv[2] === "check" && this === process.stdout) abandon?.(PIPE_CLOSED);
}

/** How esbuild reports that its process has ended. */
const BUNDLER_STOPPED = "The service was stopped";
/** One signal reaches two processes at nearly the same time. */
const SIGNAL_MS = 1000;

/** --lang counts for the help too, so it is looked for before anything is parsed. */
function findLanguage(args: string[]): "zh-CN" | "en" | undefined {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const value = args[at]?.startsWith("--lang=") ? args[at].slice("--lang=".length) : args[at + 1];
  return at >= 0 && (value === "zh-CN" || value === "en") ? value : undefined;
}

function createProgram(context: CommandContext): Command {
  const { t } = context;
  const program = new Command("gradus")
    .description(t("help.program"))
    .version(ENGINE_VERSION, "-V, --version", t("help.version"))
    .helpOption("-h, --help", t("help.help"))
    .helpCommand("help [command]", t("help.helpCommand"))
    .addOption(new Option("--lang <language>", t("help.lang")))
    .addHelpText(
      "after",
      `\n${indented(t("remote.help.sources"), "", context.columns())}\n\n${t("remote.help.environment")}\n${t("help.exitCodes")}`,
    )
    .showSuggestionAfterError()
    // What commander says of a mistake is English; explain() below has words of ours.
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) =>
        ({
          "Usage:": t("help.usage"),
          "Options:": t("help.options"),
          "Commands:": t("help.commands"),
          "Arguments:": t("help.arguments"),
        })[title] ?? title,
    });
  const packs = () => new Option("--packs <dir>", t("help.packs"));
  const server = () => new Option("--server <url>", t("remote.help.server"));
  const loginServer = () => new Option("--server <url>", t("remote.help.serverLogin"));
  const lang = () => new Option("--lang <language>", t("help.lang"));
  const exercise = () => new Argument("<exercise>", t("help.exercise"));
  const file = () => new Argument("<file>", t("help.file"));
  const gradeOptions = (command: Command) =>
    command
      .addOption(packs())
      .addOption(server())
      .addOption(new Option("--seed <n>", t("help.seed")))
      .addOption(new Option("--hidden-seed <n>", t("help.hiddenSeed")))
      .addOption(new Option("--as <who>", t("help.as")))
      .addOption(lang());

  const run = (work: () => Promise<number>) => async () => {
    process.exitCode = await work();
  };
  const add = (name: string, description: string) =>
    program.command(name).description(description).helpOption("-h, --help", t("help.help"));

  add("list", t("help.list"))
    .addOption(packs())
    .addOption(server())
    .addOption(lang())
    .action((options) => run(() => list(context, options))());
  add("start", t("help.start"))
    .addArgument(exercise())
    .addOption(new Option("--to <file>", t("help.to")))
    .addOption(new Option("--assignment <assignment>", t("remote.help.startAssignment")))
    .addOption(packs())
    .addOption(server())
    .addOption(lang())
    .action((id, options) => run(() => start(context, id, options))());
  gradeOptions(add("grade", t("help.grade")).addArgument(exercise()).addArgument(file()))
    .addOption(new Option("--json", t("help.json")))
    .action((id, path, options) => run(() => gradeFile(context, id, path, options))());
  gradeOptions(add("watch", t("help.watch")).addArgument(exercise()).addArgument(file())).action(
    (id, path, options) => run(() => watchFile(context, id, path, options))(),
  );
  const answer = (command: Command) =>
    command
      .addOption(loginServer())
      .addOption(new Option("--json", t("remote.help.jsonAnswer")))
      .addOption(lang());
  answer(add("submit", t("remote.help.submit")).addArgument(exercise()).addArgument(file()))
    .addOption(new Option("--assignment <assignment>", t("remote.help.assignment")))
    .addOption(new Option("--practice", t("remote.help.practice")))
    .addOption(new Option("--late", t("remote.help.late")))
    .addOption(new Option("--no-wait", t("remote.help.noWait")))
    .action((id, path, options) => run(() => submitFile(context, id, path, options))());
  answer(
    add("status", t("remote.help.status")).addArgument(
      new Argument("[exercise]", t("help.exercise")),
    ),
  ).action((id, options) => run(() => status(context, id, options))());
  add("login", t("remote.help.login"))
    .addArgument(new Argument("<url>", t("remote.help.url")))
    .addOption(lang())
    .action((url) => run(() => login(context, url))());
  add("logout", t("remote.help.logout"))
    .addOption(lang())
    .action(() => run(() => logout(context))());
  answer(add("publish", t("remote.help.publish"))).action((options) =>
    run(() => publish(context, options))(),
  );
  add("export", t("export.help.export"))
    .addArgument(exercise())
    .addArgument(new Argument("[file]", t("export.help.file")))
    .addOption(new Option("--to <platform>", t("export.help.to")))
    .addOption(new Option("--report <file>", t("export.help.report")))
    .addOption(new Option("--as <who>", t("export.help.as")))
    .addOption(new Option("--seed <n>", t("help.seed")))
    .addOption(new Option("--hidden-seed <n>", t("help.hiddenSeed")))
    .addOption(new Option("--output <file>", t("help.output")))
    .addOption(packs())
    .addOption(lang())
    .action((id, path, options) => run(() => exportReport(context, id, path, options))());
  add("check", t("help.check"))
    .addArgument(new Argument("[dir]", t("help.dir")))
    .addOption(new Option("--format <format>", t("help.format")))
    .addOption(new Option("--only <exercise...>", t("help.only")))
    .addOption(new Option("--changed-since <revision>", t("help.changedSince")))
    .addOption(new Option("--no-mutants", t("help.noMutants")))
    .addOption(new Option("--output <file>", t("help.output")))
    .addOption(
      new Option("--report <format=file>", t("check.help-report")).argParser(
        (value: string, before: string[] | undefined) => [...(before ?? []), value],
      ),
    )
    .addOption(new Option("--summary <file>", t("help.summary")))
    .addOption(new Option("--require-walls <walls>").hideHelp())
    .addOption(lang())
    .action((dir, options) => run(() => check(context, dir, options))());
  // What a server is made of is loaded for those alone who run one.
  add("backup", t("backup.help.backup"))
    .addArgument(new Argument("<file>", t("backup.help.file")))
    .addOption(lang())
    .action((path: string) =>
      run(async () => (await import("./backup.ts")).backUpSite(context, path))(),
    );
  add("restore", t("backup.help.restore"))
    .addArgument(new Argument("<file>", t("backup.help.file")))
    .addOption(lang())
    .action((path: string) =>
      run(async () => (await import("./backup.ts")).restoreSite(context, path))(),
    );
  add("serve", t("help.serve"))
    .addOption(lang())
    .addHelpText("after", () => `\n${listSettings(context)}`)
    .action(() => run(async () => (await import("./serve.ts")).serveSite(context))());
  add("demo", t("demo.help"))
    .addOption(lang())
    .action(() => run(async () => (await import("./demo.ts")).fillDemo(context))());
  add("new", t("help.new"))
    .addArgument(new Argument("<name>", t("help.newName")))
    .addOption(packs())
    .addOption(lang())
    .action((name, options) => run(() => newExercise(context, name, options))());
  add("completion", t("help.completion"))
    .addArgument(new Argument("<shell>", t("help.shell")))
    .addOption(lang())
    .action((shell) => run(() => completion(context, shell, program))());
  return program;
}

/** Does what `process.argv` says; the outcome is in `process.exitCode`. */
export async function main(starter: Starter = {}): Promise<void> {
  const context = createContext(
    findLanguage(process.argv) ?? languageFromEnvironment(process.env),
    starter,
  );
  abandon = context.abandon;
  const program = createProgram(context);
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
    // Ctrl-C ends the bundler as well as this process. If its end is noticed first, wait for the
    // signal, which ends everything in order.
    if (error instanceof Error && error.message.startsWith(BUNDLER_STOPPED)) await sleep(SIGNAL_MS);
    process.exitCode = explain(error, program, context);
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

function explain(error: unknown, program: Command, context: CommandContext): number {
  const { t } = context;
  if (error instanceof CommanderError) {
    // Asking for help or the version is no mistake, and is answered already.
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
  } else if (error instanceof PackError) {
    context.err(
      `gradus: ${t("usage.pack-broken", { count: error.problems.length })}\n${describeProblems(t, error.problems)}\n`,
    );
  } else {
    context.err(
      `gradus: ${escapeControls(t("usage.unexpected", { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }))}\n`,
    );
  }
  return 2;
}
