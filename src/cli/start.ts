// gradus start: writes the starter file into the current folder, and for an exercise from a server
// the statement beside it. Never overwrites a file.

import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { loadExercise } from "../../grader/doors/packs.ts";
import { type GoalChoice, goalList } from "../api/schemas.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { chooseSource, type SourceOptions } from "./grading-source.ts";
import { describeGoal, findGoal } from "./remote/choose-goal.ts";
import type { ServerClient } from "./remote/client.ts";
import { fetchExercise } from "./remote/fetch-exercise.ts";
import { rememberGoal } from "./remote/remembered-goals.ts";
import { writeStatement } from "./remote/write-exercise.ts";

/**
 * The file can be written without the list of assignments, so the command does not wait for a
 * server that hangs.
 */
const GOALS_MS = 5000;

export async function start(
  context: CommandContext,
  name: string,
  options: SourceOptions & { to?: string; assignment?: string },
): Promise<number> {
  const { t, out, style, language } = context;
  const source = chooseSource(context, name, options);
  if (source.kind === "folder") {
    if (options.assignment !== undefined) throw new UsageError("remote.goal.needsServer");
    const exercise = await loadExercise(source.pack, source.id);
    const file = writeStarter(source, exercise.starters[language], options.to);
    const statement = relative(process.cwd(), join(exercise.folder, `statement.${language}.md`));
    out(`${t("start.written", { file: style("bold", file) })}\n`);
    out(`  npx gradus watch ${source.name} ${file}\n`);
    out(`${t("start.statement", { path: statement })}\n`);
    return 0;
  }
  const fetched = await fetchExercise(context, source.server, name);
  const { bundle, client } = fetched;
  const { id } = bundle.exercise;
  const goals = await askGoals(client, `${bundle.pack.id}/${id}`);
  const named =
    options.assignment === undefined ? undefined : findGoal(context, goals, options.assignment);
  const file = writeStarter({ id, name: fetched.name }, bundle.starters[language], options.to);
  const statement = writeStatement(bundle, language, file, client.server.url);
  const server = options.server === undefined ? "" : ` --server ${client.server.url}`;
  out(`${t("start.written", { file: style("bold", file) })}\n`);
  out(`  npx gradus watch ${fetched.name} ${file}${server}\n`);
  out(`${t("start.statement", { path: statement })}\n`);
  const goal = named ?? (goals.length === 1 ? goals[0] : undefined);
  if (goal !== undefined) {
    rememberGoal(
      { server: client.server.url, exercise: `${bundle.pack.id}/${id}`, file },
      goal.assignment.id,
    );
    out(`${t("remote.goal.startedFor")} ${describeGoal(context, goal)}\n`);
  } else if (goals.length > 1) {
    out(
      `${t("remote.goal.startUndecided")}\n${goals.map((choice) => `  ${describeGoal(context, choice)}\n`).join("")}`,
    );
  }
  out(`${t("remote.thenSubmit")}\n  npx gradus submit ${fetched.name} ${file}${server}\n`);
  return 0;
}

/** Empty without a login or a connection; then gradus submit asks. */
async function askGoals(client: ServerClient, exercise: string): Promise<GoalChoice[]> {
  if (client.server.token === undefined) return [];
  try {
    return (
      await client.get(`/api/v1/exercises/${exercise}/goals`, goalList, { answerMs: GOALS_MS })
    ).goals;
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

function writeStarter(
  { id, name }: { id: string; name: string },
  starter: string,
  to: string | undefined,
): string {
  const file = to ?? `${id}.ts`;
  try {
    // "wx" creates the file or fails. So no existing file is lost, even if it appears after the
    // check.
    writeFileSync(file, starter, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError("start.exists", { file, exercise: name });
    throw new UsageError("usage.cannot-write", { file, detail: code ?? String(error) });
  }
  return file;
}
