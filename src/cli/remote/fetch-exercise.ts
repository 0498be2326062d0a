// Fetches an exercise from a server for grading on this machine: the newest version if the server
// answers, else the cached one.

import {
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  readPublicBundle,
} from "../../../grader/doors/public-bundles.ts";
import { PackError } from "../../../grader/doors/packs.ts";
import type { ExerciseList } from "../../api/schemas.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { ServerClient } from "./client.ts";
import { chooseRemote, listRemote } from "./find-remote.ts";
import { CachedExercises } from "./cached-exercises.ts";
import type { Server } from "./server.ts";
import { OddAnswerError, ServerError, ServerGoneError } from "./server-errors.ts";

export interface FetchedExercise {
  bundle: PublicBundle;
  client: ServerClient;
  /** changed: the version differs from the cached one. offline: the server does not answer. */
  state: "new" | "same" | "changed" | "offline";
  fetchedAt: Date;
  /** The name to print: with its pack if another pack on the server has the same id. */
  name: string;
}

/** The server computes the first bundle of an exercise at the first request. */
const BUNDLE_MS = 90_000;
/** A shorter time limit: with a cached version, there is no reason to wait long for a newer one. */
const NEWER_MS = 5000;

/**
 * Throws the errors of `ServerClient` if the server is needed, and `UsageError` for an exercise
 * that the server does not have.
 */
export async function fetchExercise(
  context: CommandContext,
  server: Server,
  name: string,
): Promise<FetchedExercise> {
  const client = new ServerClient(server, context.language);
  const cache = new CachedExercises(server.url);
  const { list, isOffline } = await findList(client, cache);
  const found = chooseRemote(list, name, server.url);
  return { ...(await fetchBundle(client, found.pack, found.id, isOffline)), name: found.name };
}

/**
 * Fetches one exercise again; returns the cached version if there is no newer one, or no answer.
 */
export async function fetchBundle(
  client: ServerClient,
  pack: string,
  id: string,
  isOffline = false,
): Promise<Omit<FetchedExercise, "name">> {
  const cache = new CachedExercises(client.server.url);
  const old = cache.bundle(pack, id);
  const offline =
    old === undefined
      ? undefined
      : { bundle: old.bundle, client, state: "offline" as const, fetchedAt: old.fetchedAt };
  if (isOffline && offline !== undefined) return offline;
  try {
    const answer = await client.getUnlessSame(`/api/v1/exercises/${pack}/${id}/bundle`, old?.etag, {
      maxBytes: MAX_BUNDLE_BYTES,
      answerMs: old === undefined ? BUNDLE_MS : NEWER_MS,
    });
    const fetchedAt = new Date();
    if (answer === undefined) {
      if (old === undefined) throw new OddAnswerError(client.server.url, "HTTP 304");
      return { bundle: old.bundle, client, state: "same", fetchedAt };
    }
    const bundle = readBundle(client, answer.bytes, pack, id);
    cache.cacheBundle(bundle, answer.bytes, answer.etag, fetchedAt);
    if (old === undefined) return { bundle, client, state: "new", fetchedAt };
    const state = old.bundle.hash === bundle.hash ? "same" : "changed";
    return { bundle, client, state, fetchedAt };
  } catch (error) {
    // Starting slots does not delay the answer either.
    if (
      offline !== undefined &&
      (error instanceof ServerGoneError || (error instanceof ServerError && error.status >= 500))
    )
      return offline;
    throw error;
  }
}

/** The current list, or the cached one. */
export async function findList(
  client: ServerClient,
  cache: CachedExercises,
): Promise<{ list: ExerciseList; isOffline: boolean }> {
  const old = cache.list();
  try {
    const list = await listRemote(client, old === undefined ? undefined : NEWER_MS);
    cache.cacheList(list);
    return { list, isOffline: false };
  } catch (error) {
    if (old !== undefined && error instanceof ServerGoneError)
      return { list: old, isOffline: true };
    throw error;
  }
}

function readBundle(
  { server }: ServerClient,
  bytes: Uint8Array,
  pack: string,
  id: string,
): PublicBundle {
  try {
    const bundle = readPublicBundle(bytes, `${pack}/${id}`);
    if (bundle.pack.id !== pack || bundle.exercise.id !== id)
      throw new OddAnswerError(server.url, `${bundle.pack.id}/${bundle.exercise.id}`);
    return bundle;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    const [first] = error.problems;
    // Its format is newer or older than this program: report this as it is.
    if (first?.code === "public-bundle-version") throw error;
    throw new UsageError("remote.oddBundle", {
      url: server.url,
      name: `${pack}/${id}`,
      detail: String(first?.params["detail"] ?? first?.code ?? ""),
    });
  }
}
