// Runs comparisons in the background, at most one for each assignment. Stores the results.
// Remembers a failure until the next run or a restart.

import type { Logger } from "pino";
import { type Exercise } from "../../grader/doors/packs.ts";
import { SlotsUnavailableError } from "../../grader/doors/walls.ts";
import type { Assignment } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { describeErrorForLog } from "../log.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import { hashInputs, selectCompared, selectSources } from "./select-compared.ts";
import { writeRun } from "./stored-runs.ts";

/**
 * no-slots: no process for the comparison is available at the moment. slow: it took too long.
 * failed: with every other error.
 */
export type RunFailure = "no-slots" | "slow" | "failed";
export type RunState =
  | { kind: "idle" }
  | { kind: "running"; done: Promise<void> }
  | { kind: "failed"; why: RunFailure };

type Comparable = Pick<Assignment, "id" | "versionHash">;

interface SimilarityParts {
  db: Db;
  catalogue: Catalogue;
  host: GraderHost;
  log: Logger;
}

export class SimilarityRuns {
  readonly #parts: SimilarityParts;
  readonly #states = new Map<string, RunState>();

  constructor(parts: SimilarityParts) {
    this.#parts = parts;
  }

  readState(assignmentId: string): RunState {
    return this.#states.get(assignmentId) ?? { kind: "idle" };
  }

  /** Resolves when the run is over, with or without a result. Never rejects. */
  start(assignment: Comparable): Promise<void> {
    const state = this.readState(assignment.id);
    if (state.kind === "running") return state.done;
    const done = this.#run(assignment).then(
      (why) =>
        void (why === undefined
          ? this.#states.delete(assignment.id)
          : this.#states.set(assignment.id, { kind: "failed", why })),
      (error: unknown) => {
        const why = error instanceof SlotsUnavailableError ? "no-slots" : "failed";
        this.#parts.log.error(
          { assignment: assignment.id, error: describeErrorForLog(error) },
          "submissions could not be compared",
        );
        this.#states.set(assignment.id, { kind: "failed", why });
      },
    );
    this.#states.set(assignment.id, { kind: "running", done });
    return done;
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.all(
      [...this.#states.values()].flatMap((state) => (state.kind === "running" ? [state.done] : [])),
    );
  }

  async #run({ id, versionHash }: Comparable): Promise<RunFailure | undefined> {
    const { db, host, log } = this.#parts;
    const compared = selectCompared(db, id);
    const sources = selectSources(
      db,
      compared.map(({ submissionId }) => submissionId),
    );
    const given = await this.#givenTexts([versionHash, ...compared.map((one) => one.versionHash)]);
    const comparison = await host.compareTexts({
      texts: compared.map(({ submissionId }) => sources.get(submissionId) ?? ""),
      given,
    });
    if (!comparison.ok) {
      log.error({ assignment: id, detail: comparison.detail }, "submissions could not be compared");
      return comparison.slow ? "slow" : "failed";
    }
    writeRun(db, id, hashInputs(versionHash, compared), {
      compared: compared.map(({ userId, submissionId }) => ({ userId, submissionId })),
      result: comparison.result,
    });
    return undefined;
  }

  /** Starters and drivers of every version that a submission was made for. */
  async #givenTexts(hashes: string[]): Promise<string[]> {
    const texts = new Set<string>();
    for (const hash of new Set(hashes)) {
      // Without its files, a version has no code to leave out.
      const exercise: Exercise | undefined = await this.#parts.catalogue
        .loadVersion(hash)
        .catch(() => undefined);
      for (const text of [...Object.values(exercise?.starters ?? {}), exercise?.modules.driver])
        if (text !== undefined) texts.add(text);
    }
    return [...texts];
  }
}
