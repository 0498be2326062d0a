// Finds the tests that a report was made with: the exercise's version that the receipt names.
//   --packs     in that folder
//   --data      among the versions that a site has stored
//   --server    the public bundle of that server
//   none        the packs that come with Gradus, then the bundle of the stored server

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../grader/doors/reports.ts";
import {
  type Exercise,
  hashExercise,
  loadExercise,
  loadStoredExercise,
  PackError,
} from "../../../grader/doors/packs.ts";
import type { PublicBundle } from "../../../grader/doors/public-bundles.ts";
import { shortenHash } from "../../reports/shorten-hash.ts";
import { type CommandContext, OWN_PACKS } from "../context.ts";
import { locateExercise } from "../find-exercise.ts";
import { CachedExercises } from "../remote/cached-exercises.ts";
import { ServerClient } from "../remote/client.ts";
import { fetchBundle } from "../remote/fetch-exercise.ts";
import { findServer, requireServer, type Server } from "../remote/server.ts";
import { UsageError } from "../usage-error.ts";

export interface PlaceOptions {
  packs?: string;
  data?: string;
  server?: string;
}

export type Tests =
  | {
      kind: "whole";
      exercise: Exercise;
      /** Found in the site's database, for a report that does not show it. */
      hiddenSeed: number | undefined;
    }
  | { kind: "bundle"; bundle: PublicBundle };

/** The exercise's version is in none of the places. What to do is in its advice. */
class NoVersionError extends UsageError {}

/** Throws `UsageError` if the version is not there, and `PackError` if it cannot be read. */
export async function findTests(
  context: CommandContext,
  report: Report,
  { packs, data, server }: PlaceOptions,
): Promise<Tests> {
  if ([packs, data, server].filter((place) => place !== undefined).length > 1)
    throw new UsageError("replay.onePlace");
  if (data !== undefined) return findStored(report, data);
  if (server !== undefined) return findBundle(context, report, requireServer(context, server));
  if (packs !== undefined) return findInPacks(report, packs);
  const stored = findServer(context);
  if (!existsSync(OWN_PACKS)) return findBundle(context, report, stored ?? requireServer(context));
  try {
    return await findInPacks(report, undefined);
  } catch (error) {
    const mayBeElsewhere =
      error instanceof NoVersionError ||
      (error instanceof UsageError && error.key === "usage.unknown-exercise");
    if (stored === undefined || !mayBeElsewhere) throw error;
    return findBundle(context, report, stored);
  }
}

async function findInPacks(report: Report, folder: string | undefined): Promise<Tests> {
  const { pack, id } = locateExercise(nameExercise(report), folder);
  const hash = hashExercise(pack, id);
  if (hash !== report.receipt.exercise)
    throw missVersion(report, "replay.otherVersionInPacks", {
      folder: folder ?? OWN_PACKS,
      current: shortenHash(hash),
    });
  return { kind: "whole", exercise: await loadExercise(pack, id), hiddenSeed: undefined };
}

async function findStored(report: Report, folder: string): Promise<Tests> {
  const { exercise: hash } = report.receipt;
  try {
    const exercise = await loadStoredExercise(join(folder, "packs"), hash, report.exercise.pack);
    if (exercise.id !== report.exercise.id)
      throw missVersion(report, "replay.noVersionInData", { folder });
    const { selectHiddenSeed } = await import("../../db/select-hidden-seed.ts");
    return { kind: "whole", exercise, hiddenSeed: selectHiddenSeed(folder, report.receipt) };
  } catch (error) {
    if (error instanceof PackError && error.problems[0]?.code === "not-stored")
      throw missVersion(report, "replay.noVersionInData", { folder });
    throw error;
  }
}

/** The server offers only its current version. */
async function findBundle(context: CommandContext, report: Report, server: Server): Promise<Tests> {
  const { pack, id } = report.exercise;
  const cached = new CachedExercises(server.url).bundle(pack, id)?.bundle;
  if (cached?.hash === report.receipt.exercise) return { kind: "bundle", bundle: cached };
  const client = new ServerClient(server, context.language);
  const { bundle } = await fetchBundle(client, pack, id);
  if (bundle.hash !== report.receipt.exercise)
    throw missVersion(report, "replay.otherVersionOnServer", {
      url: server.url,
      current: shortenHash(bundle.hash),
    });
  return { kind: "bundle", bundle };
}

function nameExercise({ exercise: { pack, id } }: Report): string {
  return `${pack}/${id}`;
}

function missVersion(
  report: Report,
  key: "replay.otherVersionInPacks" | "replay.noVersionInData" | "replay.otherVersionOnServer",
  params: Record<string, string>,
): NoVersionError {
  const version = shortenHash(report.receipt.exercise);
  return new NoVersionError(key, { exercise: nameExercise(report), version, ...params }, (t) =>
    t("replay.whereVersions"),
  );
}
