// gradus list: the exercises in their order, here and at the server that one is logged in to, and how to go on.

import { existsSync } from "node:fs";
import { type Localized, PackError, readExercise } from "../../grader/index.ts";
import type { ExerciseList } from "../api/schemas.ts";
import { escapeControls, oneLine } from "../reports/visible-text.ts";
import { type CommandContext, OWN_PACKS, UsageError } from "./context.ts";
import { openPacks } from "./find-exercise.ts";
import type { SourceOptions } from "./grading-source.ts";
import { ServerClient } from "./remote/client.ts";
import { findList } from "./remote/fetch-exercise.ts";
import { KeptExercises } from "./remote/kept-exercises.ts";
import { findServer, type Server } from "./remote/server.ts";
import { padEnd, width } from "./terminal.ts";

interface ListedPack {
  id: string;
  version: string;
  title: Localized;
  exercises: { id: string; title: Localized; level: number; points: number; needs: string[]; isSolved: boolean }[];
}

export async function list(context: CommandContext, options: SourceOptions): Promise<number> {
  const { t, out, err } = context;
  if (options.packs !== undefined && options.server !== undefined) throw new UsageError("remote.packsAndServer");
  const server = options.packs === undefined ? findServer(context, options.server) : undefined;
  const isHere = options.server === undefined && (options.packs !== undefined || existsSync(OWN_PACKS));
  if (!isHere && server === undefined) throw new UsageError("remote.noPacks");

  const here = isHere ? await readPacks(options.packs) : [];
  for (const pack of here) printPack(context, pack);
  const there = server === undefined ? [] : await fetchPacks(context, server).catch((error: unknown) => {
    // What is here is there all the same.
    if (!isHere || !(error instanceof UsageError)) throw error;
    err(`gradus: ${escapeControls(t(error.key, error.params))}\n`);
    return [];
  });
  // Of two of the same name the one that is here counts.
  const known = new Set(here.flatMap(({ exercises }) => exercises.map(({ id }) => id)));
  const more = there.map((pack) => ({ ...pack, exercises: pack.exercises.filter(({ id }) => !known.has(id)) })).filter(({ exercises }) => exercises.length > 0);
  if (more.length > 0 && server !== undefined) out(`${t("remote.listAt", { url: server.url })}\n\n`);
  for (const pack of more) printPack(context, pack);

  const first = [...here, ...more][0]?.exercises[0]?.id ?? "";
  const named = options.server === undefined ? "" : ` --server ${server?.url}`;
  out(`${t("list.how")}\n  npx gradus start ${first}${named}\n${t("list.thenGrade")}\n  npx gradus grade ${first} ${first}.ts${named}\n${t("list.orWatch")}\n  npx gradus watch ${first} ${first}.ts${named}\n`);
  return 0;
}

async function readPacks(dir: string | undefined): Promise<ListedPack[]> {
  return Promise.all(openPacks(dir).map(async (pack) => {
    const read = await Promise.all(pack.manifest.exercises.map((id) => readExercise(pack, id)));
    const problems = read.flatMap((result) => result.problems);
    if (problems.length > 0) throw new PackError(problems);
    const exercises = read.map(({ exercise }) => {
      const { id, manifest } = exercise!;
      return { id, title: manifest.title, level: manifest.level, needs: manifest.needs, points: manifest.groups.reduce((sum, group) => sum + group.points, 0), isSolved: false };
    });
    return { ...pack.manifest, exercises };
  }));
}

async function fetchPacks(context: CommandContext, server: Server): Promise<ListedPack[]> {
  const { list: { packs }, isOffline } = await findList(new ServerClient(server, context.language), new KeptExercises(server.url));
  if (isOffline) context.err(`${context.t("remote.listOffline", { url: server.url })}\n`);
  return packs.map((pack) => ({ ...pack, exercises: pack.exercises.map(toListed) }));
}

function toListed({ id, title, level, maxScore, needs, progress }: ExerciseList["packs"][number]["exercises"][number]): ListedPack["exercises"][number] {
  return { id, title, level, points: maxScore, needs, isSolved: progress?.isSolved === true };
}

function printPack({ t, language, style, out }: CommandContext, { id: packId, version, title: packTitle, exercises }: ListedPack): void {
  out(`${style("bold", oneLine(packTitle[language]))}  ${style("dim", oneLine(`${packId} ${version}`))}\n\n`);
  const titles = exercises.map(({ title }) => oneLine(title[language]));
  const idColumns = Math.max(...exercises.map(({ id }) => width(id)));
  const titleColumns = Math.max(...titles.map(width));
  for (const [i, { id, level, points, needs, isSolved }] of exercises.entries()) {
    const details = [t("list.level", { level }), t("list.points", { count: points })];
    if (needs.length > 0) details.push(t("list.needs", { needs: needs.join(", ") }));
    if (isSolved) details.push(t("verdict.accepted"));
    out(`  ${style("cyan", padEnd(id, idColumns))}  ${padEnd(titles[i]!, titleColumns)}  ${style("dim", details.join(" · "))}\n`);
  }
  out("\n");
}
