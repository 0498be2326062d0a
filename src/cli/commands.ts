// Defines the name, options and action of each command, one function for each group, in the order
// of the help. A command's code is loaded when it runs: together they take longer to load than most
// of them run.

import { Argument, Command, Option } from "commander";
import type { CommandContext } from "./context.ts";
import { indentText } from "./terminal.ts";

/**
 * What the command definitions share: common options and arguments, and a function that adds a
 * command.
 */
export function createParts(context: CommandContext, program: Command) {
  const { t } = context;
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

  return {
    context,
    program,
    t,
    add,
    run,
    packs,
    server,
    loginServer,
    lang,
    exercise,
    file,
    gradeOptions,
  };
}

type Parts = ReturnType<typeof createParts>;

/** The commands for working on an exercise. */
export function addWorkCommands({
  context,
  t,
  add,
  run,
  packs,
  server,
  lang,
  exercise,
  file,
  gradeOptions,
}: Parts): void {
  add("list", t("help.list"))
    .addOption(packs())
    .addOption(server())
    .addOption(lang())
    .action((options) => run(async () => (await import("./list.ts")).list(context, options))());
  add("start", t("help.start"))
    .addArgument(exercise())
    .addOption(new Option("--to <file>", t("help.to")))
    .addOption(new Option("--assignment <assignment>", t("remote.help.startAssignment")))
    .addOption(packs())
    .addOption(server())
    .addOption(lang())
    .action((id, options) =>
      run(async () => (await import("./start.ts")).start(context, id, options))(),
    );
  gradeOptions(add("grade", t("help.grade")).addArgument(exercise()).addArgument(file()))
    .addOption(new Option("--full", t("help.full")))
    .addOption(new Option("--figure <file>", t("help.figure")))
    .addOption(new Option("--keep-failing", t("help.keepFailing")))
    .addOption(new Option("--json", t("help.json")))
    .action((id, path, options) =>
      run(async () => (await import("./grade.ts")).gradeFile(context, id, path, options))(),
    );
  gradeOptions(add("watch", t("help.watch")).addArgument(exercise()).addArgument(file())).action(
    (id, path, options) =>
      run(async () => (await import("./watch.ts")).watchFile(context, id, path, options))(),
  );
  add("try", t("help.try"))
    .addArgument(exercise())
    .addArgument(file())
    .addArgument(new Argument("<expression>", t("help.expression")))
    .addOption(new Option("--expect <expression>", t("help.expect")))
    .addOption(new Option("--keep", t("help.keep")))
    .addOption(packs())
    .addOption(server())
    .addOption(new Option("--json", t("remote.help.jsonAnswer")))
    .addOption(lang())
    .action((id, path, expression, options) =>
      run(async () =>
        (await import("./try.ts")).tryExpression(context, id, path, expression, options),
      )(),
    );
  add("hint", t("help.hint"))
    .addArgument(exercise())
    .addArgument(new Argument("[function]", t("help.hintFunction")))
    .addOption(new Option("--step <step>", t("help.hintStep")))
    .addOption(packs())
    .addOption(server())
    .addOption(new Option("--json", t("remote.help.jsonAnswer")))
    .addOption(lang())
    .action((id, name, options) =>
      run(async () => (await import("./hint.ts")).showHints(context, id, name, options))(),
    );
  add("replay", t("replay.help.replay"))
    .addArgument(new Argument("<report>", t("replay.help.report")))
    .addArgument(new Argument("<file>", t("replay.help.file")))
    .addOption(new Option("--packs <dir>", t("replay.help.packs")))
    .addOption(new Option("--data <dir>", t("replay.help.data")))
    .addOption(new Option("--server <url>", t("replay.help.server")))
    .addOption(new Option("--hidden-seed <n>", t("replay.help.hiddenSeed")))
    .addOption(new Option("--json", t("replay.help.json")))
    .addOption(lang())
    .addHelpText(
      "after",
      () => `\n${indentText(t("replay.help.exitCodes"), "", context.columns())}`,
    )
    .action((report, path, options) =>
      run(async () =>
        (await import("./replay/replay.ts")).replayReport(context, report, path, options),
      )(),
    );
}

/** The commands that talk to a server. */
export function addRemoteCommands({
  context,
  t,
  add,
  run,
  loginServer,
  lang,
  exercise,
  file,
}: Parts): void {
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
    .action((id, path, options) =>
      run(async () =>
        (await import("./remote/submit.ts")).submitFile(context, id, path, options),
      )(),
    );
  answer(
    add("status", t("remote.help.status")).addArgument(
      new Argument("[exercise]", t("help.exercise")),
    ),
  ).action((id, options) =>
    run(async () => (await import("./remote/status.ts")).printStatus(context, id, options))(),
  );
  add("login", t("remote.help.login"))
    .addArgument(new Argument("<url>", t("remote.help.url")))
    .addOption(lang())
    .action((url) => run(async () => (await import("./remote/login.ts")).login(context, url))());
  add("logout", t("remote.help.logout"))
    .addOption(lang())
    .action(() => run(async () => (await import("./remote/login.ts")).logout(context))());
  answer(add("publish", t("remote.help.publish"))).action((options) =>
    run(async () => (await import("./remote/publish.ts")).publish(context, options))(),
  );
}

/** The commands that read packs: export and check. */
export function addPackCommands({ context, t, add, run, packs, lang, exercise }: Parts): void {
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
    .action((id, path, options) =>
      run(async () =>
        (await import("./export/export.ts")).exportReport(context, id, path, options),
      )(),
    );
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
    .action((dir, options) =>
      run(async () => (await import("./check/check.ts")).check(context, dir, options))(),
    );
}

/** The commands for running a server. */
export async function addSiteCommands({ context, t, add, run, lang }: Parts): Promise<void> {
  // The help of serve is the only one that needs the settings, and commander cannot wait for it.
  const isAsked = process.argv.some((arg) => arg === "serve" || arg === "worker");
  const settings = isAsked ? await import("./list-settings.ts") : undefined;
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
    .addHelpText("after", () => `\n${settings?.listSettings(context) ?? ""}`)
    .action(() => run(async () => (await import("./serve.ts")).serveSite(context))());
  add("worker", t("help.worker"))
    .addOption(lang())
    .addHelpText(
      "after",
      () => `\n${settings?.listSettings(context, settings.WORKER_SETTINGS) ?? ""}`,
    )
    .action(() => run(async () => (await import("./worker.ts")).runWorker(context))());
  add("demo", t("demo.help"))
    .addOption(lang())
    .action(() => run(async () => (await import("./demo.ts")).fillDemo(context))());
}

/** Creating packs, and completion for shells. */
export function addLastCommands({ context, program, t, add, run, packs, lang }: Parts): void {
  add("new", t("help.new"))
    .addArgument(new Argument("<name>", t("help.newName")))
    .addOption(packs())
    .addOption(lang())
    .action((name, options) =>
      run(async () => (await import("./new/new.ts")).newExercise(context, name, options))(),
    );
  add("completion", t("help.completion"))
    .addArgument(new Argument("<shell>", t("help.shell")))
    .addOption(lang())
    .action((shell) =>
      run(async () => (await import("./completion.ts")).printCompletion(context, shell, program))(),
    );
}
