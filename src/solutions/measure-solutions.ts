// Measures a submission and the solutions of its exercise: the visible tests run with each of them,
// one after the other, with the same generated inputs. Nothing is recorded. They wait in the line of
// the live tests and are paid from the same budget of CPU time.

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Exercise, Localized } from "../../grader/doors/packs.ts";
import type { Report, Verdict } from "../../grader/doors/reports.ts";
import { newId } from "../db/id.ts";
import type { Graders, GradeTask } from "../grading/graders.ts";
import type { NotRun, PaidLine } from "../grading/paid-line.ts";
import type { Payer } from "../http/payer.ts";
import { describeErrorForLog } from "../log.ts";

export interface MeasuredCode {
  fileName: string;
  source: string;
  /** The exercise's reference with the packages that it imports. Set: runs as the pack's own. */
  bundled?: string | undefined;
}

export interface Measurement {
  /** Of the visible tests. */
  verdict: Verdict;
  /** A multiple of the tolerance; null if no number was compared, or if a visible test failed. */
  largestError: { times: number; group: Localized } | null;
  /**
   * Of all visible tests, in milliseconds of the reference machine: the smallest of `runs` runs.
   */
  cpuTimeMs: number;
  runs: number;
}

export type MeasureOutcome =
  /** In the order of the codes; null if nothing here can run it. */
  | { kind: "done"; measurements: (Measurement | null)[] }
  /** Nothing can be graded now. */
  | { kind: "paused" }
  | NotRun;

export interface MeasureOrder {
  exercise: Exercise;
  /** Of the visible groups' generated inputs. */
  seed: number;
  codes: readonly MeasuredCode[];
  person: Payer;
}

export interface SolutionMeasurementParts {
  graders: Pick<Graders, "isReady" | "grade">;
  /** Runs what is the pack's own. */
  host: { grade: (task: GradeTask) => Promise<Report | undefined> };
  line: PaidLine;
  log: Pick<Logger, "error">;
}

/** A short run varies more, and repeating it costs little. */
const REPEATED_BELOW_MS = 200;
const RUNS = 3;
/** What a run costs besides the program's own time. */
const OVERHEAD_CPU_MS = 5;
const MAX_OUTCOMES = 200;

export class SolutionMeasurements {
  readonly #parts: SolutionMeasurementParts;
  /** Another solution of the same page needs no new run. */
  readonly #known = new LRUCache<string, (Measurement | null)[]>({ max: MAX_OUTCOMES });

  constructor(parts: SolutionMeasurementParts) {
    this.#parts = parts;
  }

  async measure(order: MeasureOrder): Promise<MeasureOutcome> {
    const { graders, line, log } = this.#parts;
    const key = nameOrder(order);
    const known = this.#known.get(key);
    if (known !== undefined) return { kind: "done", measurements: known };
    if (!graders.isReady) return { kind: "paused" };
    const outcome = await line
      .run({ person: order.person, tab: "solutions", work: () => this.#measureAll(order) })
      .catch((error: unknown) => {
        log.error(
          { error: describeErrorForLog(error), exercise: order.exercise.hash },
          "solutions could not be measured",
        );
        return { kind: "done", value: undefined } as const;
      });
    if (outcome.kind !== "done") return outcome;
    if (outcome.value === undefined) return { kind: "paused" };
    this.#known.set(key, outcome.value);
    return { kind: "done", measurements: outcome.value };
  }

  /** undefined if there was no slot. */
  async #measureAll(
    order: MeasureOrder,
  ): Promise<{ value: (Measurement | null)[] | undefined; cpuTimeMs: number }> {
    const all: Measurement[][] = order.codes.map(() => []);
    let spentMs = 0;
    for (let round = 0; round < RUNS; round++) {
      // The codes take turns, so that a machine that gets slower slows all of them.
      for (const [i, code] of order.codes.entries()) {
        const report = await this.#run(order, code);
        if (report === undefined && code.bundled === undefined)
          return { value: undefined, cpuTimeMs: spentMs };
        if (report === undefined) continue;
        const { cpuTimeMs, cpuFactor } = report.usage ?? { cpuTimeMs: 0, cpuFactor: 1 };
        spentMs += cpuTimeMs * cpuFactor + OVERHEAD_CPU_MS;
        all[i]!.push(describe(report, cpuTimeMs));
      }
      if (spentMs > REPEATED_BELOW_MS * order.codes.length) break;
    }
    return { value: all.map(joinRuns), cpuTimeMs: spentMs };
  }

  #run({ exercise, seed }: MeasureOrder, code: MeasuredCode): Promise<Report | undefined> {
    const { graders, host } = this.#parts;
    const { fileName, source, bundled } = code;
    const task: GradeTask = {
      id: newId(),
      rank: "live-test",
      exercise,
      source: new TextEncoder().encode(source),
      fileName,
      seed,
      groups: "visible",
    };
    return bundled === undefined
      ? graders.grade(task)
      : host.grade({ ...task, asPack: { bundled } });
  }
}

function describe({ verdict, groups }: Report, cpuTimeMs: number): Measurement {
  const errors = groups.flatMap(({ largestError, title }) =>
    largestError === null ? [] : { times: largestError, group: title },
  );
  errors.sort((a, b) => b.times - a.times);
  return {
    verdict,
    largestError: verdict === "accepted" ? (errors[0] ?? null) : null,
    cpuTimeMs,
    runs: 1,
  };
}

/** null: there is none. The first tells everything but the time. */
function joinRuns(runs: Measurement[]): Measurement | null {
  const [first] = runs;
  if (first === undefined) return null;
  const cpuTimeMs = Math.min(...runs.map((run) => run.cpuTimeMs));
  return { ...first, cpuTimeMs, runs: runs.length };
}

function nameOrder({ exercise, seed, codes }: MeasureOrder): string {
  const sources = codes.map(({ fileName, source }) => [fileName, source]);
  return createHash("sha256")
    .update(JSON.stringify([exercise.pack, exercise.hash, seed, sources]))
    .digest("hex");
}
