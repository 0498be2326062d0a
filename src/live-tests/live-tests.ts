// The live tests while typing: the visible tests, run by the same `grade` as a submission's, and
// type checking. Nothing is recorded. Both share one budget of CPU time, and neither takes the last
// slot from submissions. The editor's questions have a small budget of their own, so that they take
// nothing from either.

import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import { type Language } from "../../grader/doors/packs.ts";
import { type OwnTest, redact, type Report } from "../../grader/doors/reports.ts";
import type { WritingOrder } from "../../grader/doors/writing.ts";
import type { AssistAnswer, AssistKind, TypeProblem } from "../../grader/doors/type-errors.ts";
import type { Config } from "../config.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { Graders } from "../grading/graders.ts";
import { newId } from "../db/id.ts";
import type { Queue } from "../grading/queue.ts";
import type { Payer } from "../http/payer.ts";
import { LiveTestBudget } from "./budget.ts";
import { LiveTestScheduler, type LiveTestRequest, type Scheduled } from "./scheduler.ts";

export interface LiveTestParts {
  config: Pick<Config, "liveTestShare">;
  graders: Omit<Graders, "onReady" | "reach">;
  queue: Pick<Queue, "depth">;
  /** A run begins and is counted in `depth`. A job that can give up its slot does so. */
  onBegin?: () => void;
  /** A run has ended and is no longer counted. */
  onEnd?: () => void;
  now?: () => number;
}

export interface LiveTestOrder {
  offer: Offer;
  source: string;
  /** Default: visible. none: only the own tests are run. */
  groups?: "visible" | "none";
  ownTests?: OwnTest[];
  /** Lets the source's language model write. */
  writing?: WritingOrder | undefined;
  /** Its extension decides the language. Default: TypeScript. */
  fileName?: string;
  person: Payer;
  tab: string;
  signal?: AbortSignal | undefined;
}

export type LiveTestOutcome = Scheduled<Report> | { kind: "paused" };

export interface AssistOrder extends Pick<LiveTestOrder, "source" | "person" | "tab" | "signal"> {
  about: AssistKind;
  /** In UTF-16 units from the start of the source. */
  offset: number;
}

const FILE_NAME = "submission.ts";
/** What the editor's questions may use, beside the live tests: this part of their share. */
const ASSIST_SHARE = 0.1;
/** An answer that is later is of no use: the student has typed on, or chosen from the editor's own. */
const ASSIST_WAIT_MS = 500;
/** The most that a question usually uses. */
const ASSIST_CPU_MS = 100;

/** The same source is often sent again: after an undo, or by a whole class with the starter. */
const MAX_REPORTS = 200;
/** What a run costs besides the submission's own time: compiling, comparing, the answer. */
const OVERHEAD_CPU_MS = 5;
/**
 * The usage in a report does not include the search for the smallest failing input. If a run takes
 * longer than its CPU time by more than this, the rest is charged as CPU time of that search.
 */
const FREE_WALL_MS = 1000;

export class LiveTests {
  /** Questions to the reference are paid from it too. */
  readonly budget: LiveTestBudget;
  readonly #graders: LiveTestParts["graders"];
  readonly #tests: LiveTestScheduler;
  readonly #types: LiveTestScheduler;
  readonly #assists: LiveTestScheduler;
  readonly #onBegin: () => void;
  readonly #now: () => number;
  readonly #known = new LRUCache<string, Report>({ max: MAX_REPORTS });

  constructor({
    config,
    graders,
    queue,
    onBegin = () => undefined,
    onEnd = () => undefined,
    now = () => performance.now(),
  }: LiveTestParts) {
    this.#graders = graders;
    this.#onBegin = onBegin;
    this.#now = now;
    this.budget = new LiveTestBudget({
      share: config.liveTestShare,
      cores: availableParallelism(),
      now,
    });
    const { budget } = this;
    const limit = () => (queue.depth().waiting > 0 ? 1 : Math.max(1, graders.slots - 1));
    this.#tests = new LiveTestScheduler({ budget, limit, onEnd, now });
    const checkers = () => Math.max(1, graders.typeCheckers);
    this.#types = new LiveTestScheduler({ budget, limit: checkers, now });
    this.#assists = new LiveTestScheduler({
      budget: new LiveTestBudget({
        share: config.liveTestShare * ASSIST_SHARE,
        cores: availableParallelism(),
        now,
      }),
      limit: checkers,
      maxWaitMs: ASSIST_WAIT_MS,
      now,
    });
  }

  /**
   * For other work that needs a slot: in the same line, with the same budget and share of slots.
   */
  runBeside<T>(request: LiveTestRequest<T>): Promise<Scheduled<T>> {
    return this.#tests.run({
      ...request,
      work: (withdraw) => {
        this.#onBegin();
        return request.work(withdraw);
      },
    });
  }

  get depth(): { waiting: number; running: number } {
    return this.#tests.depth;
  }

  /** The outcome contains the report as a student may see it. Rejects if grading throws. */
  async runTests(order: LiveTestOrder): Promise<LiveTestOutcome> {
    const { offer, source, groups = "visible", ownTests = [], person, tab, signal } = order;
    const { writing = null, fileName = FILE_NAME } = order;
    const bytes = new TextEncoder().encode(source);
    // The pack is in the key because the report names it.
    const rest = JSON.stringify([ownTests, writing, fileName]);
    const key = hashAll(offer.pack, offer.hash, groups, rest, source);
    const known = this.#known.get(key);
    if (known !== undefined) return { kind: "done", value: known };
    if (!this.#graders.isReady) return { kind: "paused" };
    const outcome = await this.#tests.run({
      person,
      tab,
      signal,
      work: (withdraw) => this.#grade(order, bytes, withdraw),
    });
    if (outcome.kind !== "done") return outcome;
    const { value: report } = outcome;
    if (report === undefined) return { kind: "paused" };
    if (report.verdict !== "judge-error") this.#known.set(key, report);
    return { kind: "done", value: report };
  }

  /** Returns no problems if there is no grader to ask. */
  async checkTypes({
    source,
    person,
    tab,
    signal,
    language,
  }: Omit<LiveTestOrder, "offer" | "groups" | "ownTests" | "writing" | "fileName"> & {
    language: Language;
  }): Promise<Scheduled<TypeProblem[]>> {
    if (!this.#graders.isReady) return { kind: "done", value: [] };
    return this.#types.run({
      person,
      tab,
      signal,
      work: async (withdraw) => {
        const startedMs = this.#now();
        const id = newId();
        const task = { id, source, fileName: FILE_NAME, language, withdraw };
        const value = (await this.#graders.checkTypes(task)) ?? [];
        // The type checker is a process that reads one text at a time, so elapsed time is about its
        // CPU time.
        return { value, cpuTimeMs: this.#now() - startedMs };
      },
    });
  }

  /** An editor's question. `value` is undefined if it could not be answered now. */
  async assistCode({
    source,
    person,
    tab,
    signal,
    about,
    offset,
  }: AssistOrder): Promise<Scheduled<AssistAnswer | undefined>> {
    if (!this.#graders.isReady) return { kind: "done", value: undefined };
    return this.#assists.run({
      person,
      // The list of names and the signature of a call may be asked for at the same time.
      tab: `${tab} ${about}`,
      signal,
      work: async (withdraw) => {
        const startedMs = this.#now();
        const task = { id: newId(), source, fileName: FILE_NAME, about, offset, withdraw };
        const value = await this.#graders.assistCode(task);
        // It may have waited behind type checking, which is not its own time.
        return { value, cpuTimeMs: Math.min(this.#now() - startedMs, ASSIST_CPU_MS) };
      },
    });
  }

  /** `value` is undefined if there was no slot. */
  async #grade(
    {
      offer: { exercise },
      groups = "visible",
      ownTests = [],
      writing,
      fileName = FILE_NAME,
    }: LiveTestOrder,
    source: Uint8Array,
    withdraw: AbortSignal,
  ): Promise<{ value: Report | undefined; cpuTimeMs: number }> {
    this.#onBegin();
    const report = await this.#graders.grade({
      id: newId(),
      rank: "live-test",
      withdraw,
      exercise,
      source,
      fileName,
      groups,
      ownTests,
      writing,
    });
    if (report === undefined) return { value: undefined, cpuTimeMs: 0 };
    const {
      cpuTimeMs: referenceMs,
      cpuFactor,
      wallTimeMs,
    } = report.usage ?? { cpuTimeMs: 0, cpuFactor: 1, wallTimeMs: 0 };
    // The budget counts this machine's time, the report the reference machine's.
    const cpuTimeMs = referenceMs * cpuFactor;
    // The student sees no times: they would show how busy the machine is, for example with the
    // hidden tests of others.
    return {
      value: { ...redact(report, "student"), usage: null },
      cpuTimeMs: cpuTimeMs + OVERHEAD_CPU_MS + Math.max(0, wallTimeMs - cpuTimeMs - FREE_WALL_MS),
    };
  }
}

/** Of texts that may contain any character. */
function hashAll(...texts: string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
