// The check while typing: the visible tests through the same `grade` as a submission's, and
// TypeScript's opinion. Nothing is recorded. Both share one budget of CPU time, and neither ever
// takes the last slot from submissions.

import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import { type Language, redact, type Report, type TypeProblem } from "../../grader/index.ts";
import type { Config } from "../config.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import type { Queue } from "../grading/queue.ts";
import { CheckBudget, type Person } from "./budget.ts";
import { CheckScheduler, type Scheduled } from "./scheduler.ts";

export interface CheckParts {
  config: Pick<Config, "slots" | "checkShare">;
  host: Pick<GraderHost, "grader" | "grade">;
  queue: Pick<Queue, "depth">;
  /** One begins, and is counted in `depth`: a job that can give up its slot does so. */
  onBegin?: () => void;
  /** One has ended, and is no longer counted. */
  onEnd?: () => void;
  now?: () => number;
}

export interface CheckOrder {
  offer: Offer;
  source: string;
  person: Person;
  tab: string;
  signal?: AbortSignal | undefined;
}

export type CheckOutcome = Scheduled<Report> | { kind: "paused" };

export const FILE_NAME = "submission.ts";
/** Sources come back: undone, or begun with the starter by a whole class. */
const MAX_REPORTS = 200;
/** For what a check costs beside the submission's own run: compiling, comparing, the answer. */
const OVERHEAD_CPU_MS = 5;
/**
 * The search for the smallest failing input is not in a report's usage: what takes this much longer
 * has used CPU there.
 */
const FREE_WALL_MS = 1000;

export class Checks {
  readonly #host: CheckParts["host"];
  readonly #tests: CheckScheduler;
  readonly #types: CheckScheduler;
  readonly #onBegin: () => void;
  readonly #now: () => number;
  readonly #known = new LRUCache<string, Report>({ max: MAX_REPORTS });

  constructor({
    config,
    host,
    queue,
    onBegin = () => undefined,
    onEnd = () => undefined,
    now = () => performance.now(),
  }: CheckParts) {
    this.#host = host;
    this.#onBegin = onBegin;
    this.#now = now;
    const budget = new CheckBudget({
      share: config.checkShare,
      cores: availableParallelism(),
      now,
    });
    const limit = () => (queue.depth().waiting > 0 ? 1 : Math.max(1, config.slots - 1));
    this.#tests = new CheckScheduler({ budget, limit, onEnd, now });
    // There is one TypeScript, and it reads one text at a time.
    this.#types = new CheckScheduler({ budget, limit: () => 1, now });
  }

  get depth(): { waiting: number; running: number } {
    return this.#tests.depth;
  }

  /** The report as a student may see it. */
  async runTests({ offer, source, person, tab, signal }: CheckOrder): Promise<CheckOutcome> {
    const bytes = new TextEncoder().encode(source);
    // The report names the pack.
    const key = `${offer.pack} ${offer.hash} ${createHash("sha256").update(bytes).digest("hex")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return { kind: "done", value: known };
    if (this.#host.grader === undefined) return { kind: "paused" };
    const outcome = await this.#tests.run({
      person,
      tab,
      signal,
      work: () => this.#grade(offer, bytes),
    });
    if (outcome.kind !== "done") return outcome;
    const { value: report } = outcome;
    if (report === undefined) return { kind: "paused" };
    if (report.verdict !== "judge-error") this.#known.set(key, report);
    return { kind: "done", value: report };
  }

  /** Nothing where TypeScript cannot be asked. */
  async checkTypes({
    source,
    person,
    tab,
    signal,
    language,
  }: Omit<CheckOrder, "offer"> & { language: Language }): Promise<Scheduled<TypeProblem[]>> {
    const grader = this.#host.grader;
    if (grader === undefined) return { kind: "done", value: [] };
    return this.#types.run({
      person,
      tab,
      signal,
      work: async () => {
        const startedMs = this.#now();
        const value = await grader.checkTypes({ source, fileName: FILE_NAME, language });
        // One text at a time, in a process of its own: the time that it took is about what it used.
        return { value, cpuTimeMs: this.#now() - startedMs };
      },
    });
  }

  /** undefined: there was no slot for it. */
  async #grade(
    { exercise }: Offer,
    source: Uint8Array,
  ): Promise<{ value: Report | undefined; cpuTimeMs: number }> {
    this.#onBegin();
    const report = await this.#host.grade({
      exercise,
      source,
      fileName: FILE_NAME,
      groups: "visible",
    });
    if (report === undefined) return { value: undefined, cpuTimeMs: 0 };
    const {
      cpuTimeMs: referenceMs,
      cpuFactor,
      wallTimeMs,
    } = report.usage ?? { cpuTimeMs: 0, cpuFactor: 1, wallTimeMs: 0 };
    // The share is one of this machine's time.
    const cpuTimeMs = referenceMs * cpuFactor;
    // Times would measure how busy the machine is, with hidden tests of others too.
    return {
      value: { ...redact(report, "student"), usage: null },
      cpuTimeMs: cpuTimeMs + OVERHEAD_CPU_MS + Math.max(0, wallTimeMs - cpuTimeMs - FREE_WALL_MS),
    };
  }
}
