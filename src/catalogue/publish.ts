// Publishes the exercises of the pack folder. At the start, every readable exercise is published.
// While the server runs, only exercises that also pass the quick check are. An exercise with
// problems is reported and keeps its published version. Existing submissions keep the version that
// they were made for.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isNull } from "drizzle-orm";
import { type CheckProblem, checkAcrossExercises } from "../../grader/doors/checks.ts";
import {
  type Exercise,
  findPacks,
  hashExercise,
  loadHints,
  storeExercise,
  loadExercise,
  loadStoredExercise,
  type Pack,
  PackError,
  type Problem,
} from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { exercises, versions } from "../db/pack-schema.ts";
import type { Catalogue } from "./catalogue.ts";
import {
  CheckUnavailableError,
  type PublishFailure,
  type PublishResult,
  type PublishState,
} from "./publish-state.ts";
import { type Published, recordPublished } from "./record-published.ts";
import type { StatementMaker } from "./statements.ts";

/** A changed exercise. */
export interface Candidate extends Published {
  pack: Pack;
  id: string;
}

export interface PublisherParts {
  db: Db;
  catalogue: Catalogue;
  statements: StatementMaker;
  folder: string;
  /** An internal error, not a problem of a pack. */
  onError: (error: unknown) => void;
  now?: () => Date;
  /**
   * Runs the quick check, in another process or at workers. Throws `CheckUnavailableError`, and if
   * the check does not finish.
   */
  check: (changed: Candidate[]) => Promise<CheckProblem[]>;
}

export class Publisher {
  readonly #parts: Required<PublisherParts>;
  #state: PublishState = { kind: "idle" };
  #running: Promise<PublishState> | undefined;

  constructor(parts: PublisherParts) {
    this.#parts = { now: () => new Date(), ...parts };
  }

  /**
   * The state of the running or last run since the start; of the start itself if it found problems.
   */
  get state(): PublishState {
    return this.#state;
  }

  /**
   * Checks the changes, and publishes those that pass. Only one run at a time: a second call joins
   * the first.
   */
  publishChecked(): Promise<PublishState> {
    this.#running ??= this.#runChecked().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /**
   * Publishes every readable exercise without a check: at the start, while an operator can read the
   * messages. Throws `PackError` if there is no pack.
   */
  async publishAtStart(): Promise<PublishResult> {
    const since = this.#parts.now();
    const found = findPacks(this.#parts.folder);
    const result = await this.#publish(
      found.packs,
      asCheckProblems([...found.problems, ...checkAcrossExercises(found.packs)]),
      () => Promise.resolve([]),
    );
    if (result.problems.length > 0)
      this.#state = { kind: "done", since, at: this.#parts.now(), result };
    return result;
  }

  async #runChecked(): Promise<PublishState> {
    const since = this.#parts.now();
    this.#state = { kind: "running", since, changed: 0 };
    try {
      const found = findPacks(this.#parts.folder);
      const result = await this.#publish(
        found.packs,
        asCheckProblems([...found.problems, ...checkAcrossExercises(found.packs)]),
        async (changed) => {
          this.#state = { kind: "running", since, changed: changed.length };
          return changed.length === 0 ? [] : await this.#parts.check(changed);
        },
      );
      this.#state = { kind: "done", since, at: this.#parts.now(), result };
    } catch (error) {
      if (!(error instanceof PackError)) this.#parts.onError(error);
      this.#state = {
        kind: "failed",
        since,
        at: this.#parts.now(),
        cause: describeFailure(error),
        problems: error instanceof PackError ? asCheckProblems(error.problems) : [],
      };
    }
    return this.#state;
  }

  async #publish(
    found: Pack[],
    problems: CheckProblem[],
    check: (changed: Candidate[]) => Promise<CheckProblem[]>,
  ): Promise<PublishResult> {
    const result: PublishResult = { published: [], withdrawn: [], refused: [], problems };
    const { db, catalogue } = this.#parts;
    const offered = new Map(
      db
        .select()
        .from(exercises)
        .where(isNull(exercises.withdrawnAt))
        .all()
        .map(({ packId, id, hash, hints }): [string, Published] => [
          `${packId}/${id}`,
          { hash, hints },
        ]),
    );
    const candidates = found.flatMap((pack) =>
      pack.manifest.exercises.map((id) => this.#look(pack, id, result)),
    );
    const changed = candidates.filter(
      (one): one is Candidate => one !== undefined && isChanged(one, offered.get(formatName(one))),
    );
    result.problems.push(...(await check(changed)));

    const accepted = new Map(offered);
    const isBroken = (candidate: Candidate) =>
      result.problems.some(
        ({ file, severity }) =>
          severity === "error" && file.startsWith(`${formatName(candidate)}/`),
      );
    const sound = await this.#load(
      changed.filter((candidate) => !isBroken(candidate)),
      result,
    );
    for (const candidate of changed) {
      const exercise = sound.find(
        ({ pack, id }) => pack === candidate.pack.manifest.id && id === candidate.id,
      );
      // The folder changed again while it was being read. The next run reads the new state.
      if (exercise?.hash !== candidate.hash) result.refused.push(formatName(candidate));
      else {
        await this.#keep(exercise);
        accepted.set(formatName(candidate), candidate);
        result.published.push(formatName(candidate));
      }
    }
    result.withdrawn.push(...recordPublished(db, found, accepted, this.#parts.now()));
    await catalogue.reload();
    return result;
  }

  #look(pack: Pack, id: string, result: PublishResult): Candidate | undefined {
    try {
      return { pack, id, hash: hashExercise(pack, id), hints: loadHints(pack, id) ?? null };
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      addProblems(result, error.problems);
      result.refused.push(`${pack.manifest.id}/${id}`);
      return undefined;
    }
  }

  /** The readable exercises whose statements can be rendered. */
  async #load(candidates: Candidate[], result: PublishResult): Promise<Exercise[]> {
    const { catalogue, statements } = this.#parts;
    const loaded = await Promise.all(
      candidates.map(async ({ pack, id, hash }) => {
        const isStored = existsSync(join(catalogue.storedFolder, hash));
        try {
          const exercise = isStored
            ? await loadStoredExercise(catalogue.storedFolder, hash, pack.manifest.id).catch(() =>
                loadExercise(pack, id),
              )
            : await loadExercise(pack, id);
          // pack.yaml may have changed since, and is not part of the hash.
          return { ...exercise, packManifest: pack.manifest };
        } catch (error) {
          if (!(error instanceof PackError)) throw error;
          addProblems(result, error.problems);
          return undefined;
        }
      }),
    );
    const exercises = loaded.filter((exercise) => exercise !== undefined);
    const rendered = await statements.render(exercises);
    return exercises.filter((_, i) => {
      const one = rendered[i];
      if (one instanceof PackError) addProblems(result, one.problems);
      return !(one instanceof PackError);
    });
  }

  async #keep(exercise: Exercise): Promise<void> {
    const { db, catalogue, now } = this.#parts;
    const {
      hash,
      pack,
      id,
      manifest: { title, level, groups },
    } = exercise;
    await storeExercise(exercise, catalogue.storedFolder);
    const maxScore = groups.reduce((sum, group) => sum + group.points, 0);
    db.insert(versions)
      .values({ hash, packId: pack, exerciseId: id, title, level, maxScore, keptAt: now() })
      .onConflictDoNothing()
      .run();
  }
}

function isChanged(found: Published, offered: Published | undefined): boolean {
  return found.hash !== offered?.hash || !isDeepStrictEqual(found.hints, offered.hints);
}

function describeFailure(error: unknown): PublishFailure {
  if (error instanceof CheckUnavailableError) return { code: error.code, name: error.exercise };
  return { code: error instanceof PackError ? "noPack" : "internal" };
}

export function formatName({ pack, id }: Candidate): string {
  return `${pack.manifest.id}/${id}`;
}

/** Reported once, by the first step that finds it. */
function addProblems(result: PublishResult, problems: Problem[]): void {
  for (const one of asCheckProblems(problems)) {
    if (
      !result.problems.some(
        ({ code, file, line }) => code === one.code && file === one.file && line === one.line,
      )
    )
      result.problems.push(one);
  }
}

export function asCheckProblems(problems: Problem[]): CheckProblem[] {
  return problems.map((one) => ({ kind: "problem", severity: "error", ...one }));
}
