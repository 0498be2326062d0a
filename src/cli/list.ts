// gradus list: lists the exercises in order, on this machine and on the server that the user is
// signed in to, and suggests the next command.

import { existsSync } from "node:fs";
import type { ExerciseList } from "../api/schemas.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import { type CommandContext, OWN_PACKS } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { type NamedExercise, shortenName } from "./exercise-names.ts";
import type { SourceOptions } from "./grading-source.ts";
import { readListedPacks } from "./listed-packs.ts";
import type { ListedPack } from "./read-manifests.ts";
import { mayHaveCredentials } from "./remote/locate-credentials.ts";
import type { Server } from "./remote/server.ts";
import { indentText, padEnd, measureWidth } from "./terminal.ts";

export async function list(context: CommandContext, options: SourceOptions): Promise<number> {
  const { t, out, err } = context;
  if (options.packs !== undefined && options.server !== undefined)
    throw new UsageError("remote.packsAndServer");
  const server = options.packs === undefined ? await chooseServer(context, options) : undefined;
  const isHere =
    options.server === undefined && (options.packs !== undefined || existsSync(OWN_PACKS));
  if (!isHere && server === undefined) throw new UsageError("remote.noPacks");

  const here = isHere ? await readListedPacks(options.packs ?? OWN_PACKS) : [];
  // A name without a pack selects the local exercise first.
  const ownNames = here.flatMap(({ exercises }) => exercises);
  for (const pack of here) printPack(context, pack, ownNames);
  const there =
    server === undefined
      ? []
      : await fetchPacks(context, server).catch((error: unknown) => {
          // The local exercises can be listed without the server.
          if (!isHere || !(error instanceof UsageError)) throw error;
          err(`gradus: ${escapeControls(t(error.key, error.params))}\n`);
          return [];
        });
  // If two exercises have the same name, the local one counts.
  const known = new Set(
    here.flatMap(({ exercises }) => exercises.map(({ pack, id }) => `${pack}/${id}`)),
  );
  const more = there
    .map((pack) => ({
      ...pack,
      exercises: pack.exercises.filter(({ pack: packId, id }) => !known.has(`${packId}/${id}`)),
    }))
    .filter(({ exercises }) => exercises.length > 0);
  const names = [...here, ...more].flatMap(({ exercises }) => exercises);
  if (more.length > 0 && server !== undefined)
    out(`${t("remote.listAt", { url: server.url })}\n\n`);
  for (const pack of more) printPack(context, pack, names);

  const [one] = names;
  const first = one === undefined ? "" : shortenName(one, isHere ? ownNames : names);
  const named = options.server === undefined ? "" : ` --server ${server?.url}`;
  const file = `${one?.id ?? ""}.ts`;
  out(`${t("list.how")}\n  npx gradus start ${first}${named}\n`);
  out(`${t("list.thenGrade")}\n  npx gradus grade ${first} ${file}${named}\n`);
  out(`${t("list.orWatch")}\n  npx gradus watch ${first} ${file}${named}\n`);
  return 0;
}

/** Without a server, nothing is loaded that only servers need. */
async function chooseServer(
  context: CommandContext,
  { server }: SourceOptions,
): Promise<Server | undefined> {
  const { GRADUS_SERVER = "", GRADUS_TOKEN = "" } = process.env;
  if (server === undefined && `${GRADUS_SERVER}${GRADUS_TOKEN}` === "" && !mayHaveCredentials())
    return undefined;
  return (await import("./remote/server.ts")).findServer(context, server);
}

async function fetchPacks(context: CommandContext, server: Server): Promise<ListedPack[]> {
  const { ServerClient } = await import("./remote/client.ts");
  const { findList } = await import("./remote/fetch-exercise.ts");
  const { CachedExercises } = await import("./remote/cached-exercises.ts");
  const {
    list: { packs },
    isOffline,
  } = await findList(new ServerClient(server, context.language), new CachedExercises(server.url));
  if (isOffline) context.err(`${context.t("remote.listOffline", { url: server.url })}\n`);
  return packs.map((pack) => ({ ...pack, exercises: pack.exercises.map(toListed) }));
}

function toListed({
  pack,
  id,
  title,
  level,
  minutes,
  fromText,
  maxScore,
  recommended,
  progress,
}: ExerciseList["packs"][number]["exercises"][number]): ListedPack["exercises"][number] {
  return {
    pack,
    id,
    title,
    level,
    minutes,
    fromText,
    points: maxScore,
    recommended,
    isSolved: progress?.isSolved === true,
  };
}

/** One line for each exercise; what has no room on it stands below. */
function printPack(
  { t, language, style, out, columns }: CommandContext,
  { id: packId, version, title: packTitle, exercises }: ListedPack,
  all: NamedExercise[],
): void {
  out(
    `${style("bold", toOneLine(packTitle[language]))}  ${style("dim", toOneLine(`${packId} ${version}`))}\n\n`,
  );
  const titles = exercises.map(({ title }) => toOneLine(title[language]));
  const names = exercises.map((exercise) => shortenName(exercise, all));
  const nameColumns = Math.max(...names.map(measureWidth));
  const titleColumns = Math.max(...titles.map(measureWidth));
  const indent = " ".repeat(nameColumns + 4);
  for (const [i, exercise] of exercises.entries()) {
    const { level, minutes, fromText, points, recommended, isSolved } = exercise;
    const details = [t("list.level", { level })];
    if (minutes !== null) details.push(t("list.minutes", { count: minutes }));
    details.push(t("list.points", { count: points }));
    if (isSolved) details.push(t("verdict.accepted"));
    const parts = [details.join(" · ")];
    if (fromText) parts.push(t("list.fromText"));
    if (recommended.length > 0)
      parts.push(t("list.recommended", { exercises: recommended.join(", ") }));
    const room = columns() - measureWidth(indent) - titleColumns - 2;
    const { beside, under } = splitDetails(parts, room);
    const name = style("cyan", padEnd(names[i]!, nameColumns));
    const title = beside === "" ? titles[i]! : padEnd(titles[i]!, titleColumns);
    out(`  ${name}  ${title}  ${style("dim", beside)}`.trimEnd() + "\n");
    for (const text of under) out(`${style("dim", indentText(text, indent, columns()))}\n`);
  }
  out("\n");
}

/** What fits beside the title, and what stands on lines of its own. */
function splitDetails(parts: string[], room: number): { beside: string; under: string[] } {
  const whole = parts.join(" · ");
  if (measureWidth(whole) <= room) return { beside: whole, under: [] };
  const [first = "", ...more] = parts;
  if (measureWidth(first) <= room) return { beside: first, under: more };
  return { beside: "", under: parts };
}
