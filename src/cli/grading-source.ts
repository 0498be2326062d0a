// Decides where an exercise comes from, and how it is graded on this machine.
//   --packs     from that folder
//   --server    from that server
//   neither     from the packs that come with Gradus, then from the stored server

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Exercise,
  type ExerciseLimits,
  loadExercise,
  type Pack,
  PackError,
} from "../../grader/doors/packs.ts";
import { loadBundledExercise, type PublicBundle } from "../../grader/doors/public-bundles.ts";
import type { OwnTest, Report } from "../../grader/doors/reports.ts";
import { liveTestAnswer } from "../api/schemas.ts";
import { type CommandContext, OWN_PACKS } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { locateExercise } from "./find-exercise.ts";
import { gradeSource, runOwnTests, type Settings } from "./grade-source.ts";
import { fetchBundle, fetchExercise, type FetchedExercise } from "./remote/fetch-exercise.ts";
import { findServer, requireServer, type Server } from "./remote/server.ts";
import { ServerError, ServerGoneError } from "./remote/server-errors.ts";
import { MINUTE_MS } from "../durations.ts";

export interface SourceOptions {
  packs?: string;
  server?: string;
}

export type ExerciseSource =
  | { kind: "folder"; pack: Pack; id: string; name: string }
  | { kind: "server"; server: Server };

/** Throws `UsageError` if the exercise is in no folder and no server is known. */
export function chooseSource(
  context: CommandContext,
  name: string,
  { packs, server: named }: SourceOptions,
): ExerciseSource {
  if (packs !== undefined && named !== undefined) throw new UsageError("remote.packsAndServer");
  if (named !== undefined) return { kind: "server", server: requireServer(context, named) };
  if (packs === undefined && !existsSync(OWN_PACKS)) {
    const server = findServer(context);
    if (server === undefined) throw new UsageError("remote.noPacks");
    return { kind: "server", server };
  }
  try {
    return { kind: "folder", ...locateExercise(name, packs) };
  } catch (error) {
    // An exercise that is not on this machine may be on the server.
    const server =
      packs === undefined && error instanceof UsageError && error.key === "usage.unknown-exercise"
        ? findServer(context)
        : undefined;
    if (server === undefined) throw error;
    return { kind: "server", server };
  }
}

export interface Grading {
  limits: ExerciseLimits;
  grade: (source: Uint8Array, fileName: string, settings: Settings) => Promise<Report>;
  /** Runs only these tests, always on this machine: they need no tests of the exercise. */
  tryOut: (source: Uint8Array, fileName: string, tests: OwnTest[]) => Promise<Report>;
  /** The lines below a text report. */
  remark: (file: string) => string | undefined;
  /** Looks for a newer version from time to time; returns true if the next grading uses one. */
  renew: () => Promise<boolean>;
}

const RENEW_EACH_MS = 10 * MINUTE_MS;
/** How often a busy server is asked again, and the longest pause between two tries. */
const BUSY_TRIES = 4;
const LONGEST_PAUSE_SECONDS = 10;

/** Slots start while the exercise is read or fetched. */
export async function prepareGrading(
  context: CommandContext,
  name: string,
  options: SourceOptions,
): Promise<Grading> {
  const source = chooseSource(context, name, options);
  const openSlots = () => {
    // Submissions are graded one at a time, so one slot is enough, without a spare.
    context.grader({ submissions: { size: 1, spares: 0 } }).catch(() => undefined);
  };
  if (source.kind === "folder") {
    openSlots();
    const exercise = await loadExercise(source.pack, source.id);
    return {
      limits: exercise.manifest.limits,
      grade: (bytes, fileName, settings) =>
        gradeSource(context, exercise, bytes, fileName, settings),
      tryOut: (bytes, fileName, tests) => runOwnTests(context, exercise, bytes, fileName, tests),
      remark: () => undefined,
      renew: async () => false,
    };
  }
  const fetched = await fetchExercise(context, source.server, name);
  sayState(context, fetched);
  if (fetched.bundle.local) openSlots();
  return new RemoteGrading(context, fetched, options.server);
}

class RemoteGrading implements Grading {
  readonly #context: CommandContext;
  readonly #named: string | undefined;
  #fetched: FetchedExercise;
  #exercise: Exercise | undefined;
  readonly #tab = randomUUID();
  #lookedMs = performance.now();
  /**
   * The reason why a submission was graded on this machine only, although the server should have
   * graded it.
   */
  #left: "offline" | "login" | undefined;

  constructor(context: CommandContext, fetched: FetchedExercise, named: string | undefined) {
    this.#context = context;
    this.#fetched = fetched;
    this.#named = named;
  }

  get limits(): ExerciseLimits {
    return this.#fetched.bundle.exercise.limits;
  }

  async grade(source: Uint8Array, fileName: string, settings: Settings): Promise<Report> {
    const { bundle } = this.#fetched;
    this.#left = undefined;
    if (bundle.local) return this.#gradeHere(bundle, source, fileName, settings);
    try {
      return await this.#gradeThere(source, settings.ownTests);
    } catch (error) {
      if (
        !(error instanceof ServerGoneError) &&
        !(error instanceof ServerError && error.status === 401)
      )
        throw error;
      this.#exercise ??= exerciseOr(bundle, error);
      this.#left = error instanceof ServerGoneError ? "offline" : "login";
      return this.#gradeHere(bundle, source, fileName, settings);
    }
  }

  async tryOut(source: Uint8Array, fileName: string, tests: OwnTest[]): Promise<Report> {
    this.#exercise ??= loadBundledExercise(this.#fetched.bundle);
    return await runOwnTests(this.#context, this.#exercise, source, fileName, tests);
  }

  remark(file: string): string | undefined {
    const { t } = this.#context;
    const { bundle, client, name } = this.#fetched;
    if (this.#left !== undefined)
      return this.#left === "offline"
        ? t("remote.partial")
        : `${t("remote.partialLogin")}\n  gradus login ${client.server.url}`;
    if (bundle.groups.every(({ visible }) => visible)) return undefined;
    const option = this.#named === undefined ? "" : ` --server ${client.server.url}`;
    return `${t("remote.visibleOnly")}\n  npx gradus submit ${name} ${file}${option}`;
  }

  async renew(): Promise<boolean> {
    if (performance.now() - this.#lookedMs < RENEW_EACH_MS) return false;
    this.#lookedMs = performance.now();
    const { client, bundle, name } = this.#fetched;
    const fetched = await fetchBundle(client, bundle.pack.id, bundle.exercise.id).catch(
      () => undefined,
    );
    if (fetched?.state !== "changed") return false;
    this.#fetched = { ...fetched, name };
    this.#exercise = undefined;
    sayState(this.#context, this.#fetched);
    return true;
  }

  #gradeHere(
    bundle: PublicBundle,
    source: Uint8Array,
    fileName: string,
    settings: Settings,
  ): Promise<Report> {
    this.#exercise ??= loadBundledExercise(bundle);
    return gradeSource(this.#context, this.#exercise, source, fileName, settings);
  }

  async #gradeThere(source: Uint8Array, ownTests: OwnTest[] = []): Promise<Report> {
    const { bundle, client } = this.#fetched;
    const path = `/api/v1/exercises/${bundle.pack.id}/${bundle.exercise.id}/live-tests`;
    for (let tries = 1; ; tries++) {
      try {
        const { report } = await client.post(
          path,
          { source: new TextDecoder().decode(source), tab: this.#tab, ownTests },
          liveTestAnswer,
        );
        return report;
      } catch (error) {
        if (!(error instanceof ServerError) || error.status !== 429 || tries === BUSY_TRIES)
          throw error;
        await sleep(
          Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, error.retryAfterSeconds ?? 1)) * 1000,
        );
      }
    }
  }
}

/**
 * Leaves out the groups that only the server can grade. If no group remains, the server is
 * required.
 */
function exerciseOr(bundle: PublicBundle, error: UsageError): Exercise {
  try {
    return loadBundledExercise(bundle);
  } catch (cause) {
    if (cause instanceof PackError) throw error;
    throw cause;
  }
}

function sayState(
  { t, err, language }: CommandContext,
  { state, fetchedAt, client }: FetchedExercise,
): void {
  const date = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(fetchedAt);
  if (state === "offline") err(`${t("remote.offline", { url: client.server.url, date })}\n`);
  if (state === "changed") err(`${t("remote.changed")}\n`);
}
