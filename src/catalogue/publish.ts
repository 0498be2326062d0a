// From the packs' folder to what the site offers. At the start everything that can be read is
// offered; while the server runs, only what also passes the quick check of a pack. What is at fault
// is told, and stays as it was; what has been submitted before keeps the version it was sent for.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { and, eq, isNull, notInArray } from "drizzle-orm";
import { type CheckProblem, findAcross } from "../../grader/doors/checks.ts";
import {
  type Exercise,
  findPacks,
  hashExercise,
  storeExercise,
  loadExercise,
  loadStoredExercise,
  type Pack,
  PackError,
  type Problem,
} from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { exercises, packs, versions } from "../db/pack-schema.ts";
import type { Catalogue } from "./catalogue.ts";
import type { StatementMaker } from "./statements.ts";

export interface PublishResult {
  /**
   * "pack/exercise" of what is new or has changed, of what is no longer in the folder, and of what
   * changed and was refused.
   */
  published: string[];
  withdrawn: string[];
  refused: string[];
  problems: CheckProblem[];
}

export type PublishState =
  | { kind: "idle" }
  /** How many exercises have changed; 0 while that is not known. */
  | { kind: "running"; since: Date; changed: number }
  | { kind: "done"; since: Date; at: Date; result: PublishResult }
  /** Nothing could be read at all; without a problem the fault is ours, and the log says more. */
  | { kind: "failed"; since: Date; at: Date; problems: CheckProblem[] };

interface Candidate {
  pack: Pack;
  id: string;
  hash: string;
}

export interface PublisherParts {
  db: Db;
  catalogue: Catalogue;
  statements: StatementMaker;
  folder: string;
  /** What is nobody's pack's fault. */
  onFault: (error: unknown) => void;
  now?: () => Date;
  /** The quick check, in a process of its own (check-packs.ts). */
  check: (folder: string, names: string[]) => Promise<CheckProblem[]>;
}

export class Publisher {
  readonly #parts: Required<PublisherParts>;
  #state: PublishState = { kind: "idle" };
  #running: Promise<PublishState> | undefined;

  constructor(parts: PublisherParts) {
    this.#parts = { now: () => new Date(), ...parts };
  }

  /**
   * Of the last run since the start, or of the one under way; of the start itself where something
   * was at fault.
   */
  get state(): PublishState {
    return this.#state;
  }

  /**
   * Checks what has changed, and offers what passes. One run at a time: a second call joins the
   * first.
   */
  publishChecked(): Promise<PublishState> {
    this.#running ??= this.#runChecked().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /**
   * Offers whatever can be read, unchecked: at the start, when somebody is there to read what is
   * said. Throws `PackError` where there is no pack at all.
   */
  async publishAtStart(): Promise<PublishResult> {
    const since = this.#parts.now();
    const found = findPacks(this.#parts.folder);
    const result = await this.#publish(
      found.packs,
      asCheckProblems([...found.problems, ...findAcross(found.packs)]),
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
        asCheckProblems([...found.problems, ...findAcross(found.packs)]),
        async (changed) => {
          this.#state = { kind: "running", since, changed: changed.length };
          return changed.length === 0
            ? []
            : await this.#parts.check(this.#parts.folder, changed.map(nameOf));
        },
      );
      this.#state = { kind: "done", since, at: this.#parts.now(), result };
    } catch (error) {
      if (!(error instanceof PackError)) this.#parts.onFault(error);
      this.#state = {
        kind: "failed",
        since,
        at: this.#parts.now(),
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
        .map((row) => [`${row.packId}/${row.id}`, row.hash]),
    );
    const candidates = found.flatMap((pack) =>
      pack.manifest.exercises.map((id) => this.#look(pack, id, result)),
    );
    const changed = candidates.filter(
      (one): one is Candidate => one !== undefined && offered.get(nameOf(one)) !== one.hash,
    );
    result.problems.push(...(await check(changed)));

    const accepted = new Map(offered);
    const isAtFault = (candidate: Candidate) =>
      result.problems.some(
        ({ file, severity }) => severity === "error" && file.startsWith(`${nameOf(candidate)}/`),
      );
    const sound = await this.#load(
      changed.filter((candidate) => !isAtFault(candidate)),
      result,
    );
    for (const candidate of changed) {
      const exercise = sound.find(
        ({ pack, id }) => pack === candidate.pack.manifest.id && id === candidate.id,
      );
      // Changed again while it was being read: that one is the next run's.
      if (exercise?.hash !== candidate.hash) result.refused.push(nameOf(candidate));
      else {
        await this.#keep(exercise);
        accepted.set(nameOf(candidate), candidate.hash);
        result.published.push(nameOf(candidate));
      }
    }
    this.#record(found, accepted, result);
    await catalogue.reload();
    return result;
  }

  #look(pack: Pack, id: string, result: PublishResult): Candidate | undefined {
    try {
      return { pack, id, hash: hashExercise(pack, id) };
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      addProblems(result, error.problems);
      result.refused.push(`${pack.manifest.id}/${id}`);
      return undefined;
    }
  }

  /** Those that can be read, with statements that can be rendered. */
  async #load(candidates: Candidate[], result: PublishResult): Promise<Exercise[]> {
    const { catalogue, statements } = this.#parts;
    const loaded = await Promise.all(
      candidates.map(async ({ pack, id, hash }) => {
        const isKept = existsSync(join(catalogue.keptFolder, hash));
        try {
          const exercise = isKept
            ? await loadStoredExercise(catalogue.keptFolder, hash, pack.manifest.id).catch(() =>
                loadExercise(pack, id),
              )
            : await loadExercise(pack, id);
          // pack.yaml may have changed since, and is no part of the hash.
          return { ...exercise, packManifest: pack.manifest };
        } catch (error) {
          if (!(error instanceof PackError)) throw error;
          addProblems(result, error.problems);
          return undefined;
        }
      }),
    );
    const exercises = loaded.filter((exercise) => exercise !== undefined);
    const rendered = await statements.of(exercises);
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
    await storeExercise(exercise, catalogue.keptFolder);
    const maxScore = groups.reduce((sum, group) => sum + group.points, 0);
    db.insert(versions)
      .values({ hash, packId: pack, exerciseId: id, title, level, maxScore, keptAt: now() })
      .onConflictDoNothing()
      .run();
  }

  /** What is offered from now on, in one transaction. `hashes`: by "pack/exercise". */
  #record(found: Pack[], hashes: Map<string, string>, result: PublishResult): void {
    const now = this.#parts.now();
    this.#parts.db.transaction(
      (tx) => {
        for (const [position, { manifest }] of found.entries()) {
          const pack = {
            title: manifest.title,
            version: manifest.version,
            position,
            publishedAt: now,
            withdrawnAt: null,
          };
          tx.insert(packs)
            .values({ id: manifest.id, ...pack })
            .onConflictDoUpdate({ target: packs.id, set: pack })
            .run();
          for (const [place, id] of manifest.exercises.entries()) {
            const hash = hashes.get(`${manifest.id}/${id}`);
            if (hash === undefined) continue;
            const row = { hash, position: place, withdrawnAt: null };
            tx.insert(exercises)
              .values({ packId: manifest.id, id, publishedAt: now, ...row })
              .onConflictDoUpdate({ target: [exercises.packId, exercises.id], set: row })
              .run();
          }
          const gone = tx
            .update(exercises)
            .set({ withdrawnAt: now })
            .where(
              and(
                eq(exercises.packId, manifest.id),
                isNull(exercises.withdrawnAt),
                notInArray(exercises.id, manifest.exercises),
              ),
            )
            .returning()
            .all();
          result.withdrawn.push(...gone.map(({ packId, id }) => `${packId}/${id}`));
        }
        const ids = found.map(({ manifest }) => manifest.id);
        const goneWithPack = tx
          .update(exercises)
          .set({ withdrawnAt: now })
          .where(and(isNull(exercises.withdrawnAt), notInArray(exercises.packId, ids)))
          .returning()
          .all();
        result.withdrawn.push(...goneWithPack.map(({ packId, id }) => `${packId}/${id}`));
        tx.update(packs)
          .set({ withdrawnAt: now })
          .where(and(isNull(packs.withdrawnAt), notInArray(packs.id, ids)))
          .run();
      },
      { behavior: "immediate" },
    );
  }
}

function nameOf({ pack, id }: Candidate): string {
  return `${pack.manifest.id}/${id}`;
}

/** Told once, whichever step sees it first. */
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

function asCheckProblems(problems: Problem[]): CheckProblem[] {
  return problems.map((one) => ({ kind: "problem", severity: "error", ...one }));
}
