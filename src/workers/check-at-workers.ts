// Checks changed exercises before they are published: at workers if there are any, otherwise on this
// machine if it grades. Each exercise is a job of its own. No more jobs are handed out than there are
// workers, and a worker checks beside its slots, so submissions do not wait for a check.

import { setTimeout as sleep } from "node:timers/promises";
import type { CheckProblem } from "../../grader/doors/checks.ts";
import { PackError } from "../../grader/doors/packs.ts";
import { takeProblems } from "../catalogue/check-packs.ts";
import { asCheckProblems, type Candidate, formatName } from "../catalogue/publish.ts";
import { CheckUnavailableError } from "../catalogue/publish-state.ts";
import { SECOND_MS } from "../durations.ts";
import { MAX_LOSSES } from "../grading/graders.ts";
import type { RemoteGrader } from "./remote-grader.ts";

type Remote = Pick<RemoteGrader, "state" | "checkers" | "check">;

export interface CheckParts {
  remote: Remote | undefined;
  /** Whether this machine grades too, so that it can check. */
  hasSlots: boolean;
  /** In a process on this machine. */
  checkHere: (changed: Candidate[]) => Promise<CheckProblem[]>;
  /** How long to wait for a worker: one may be starting, and Redis may be away for a moment. */
  waitMs?: number;
}

const WAIT_MS = 30 * SECOND_MS;
const LOOK_MS = 200;

/** Throws `CheckUnavailableError`, and if a check does not finish. Then nothing is known. */
export async function checkChanged(
  { remote, hasSlots, checkHere, waitMs = WAIT_MS }: CheckParts,
  changed: Candidate[],
): Promise<CheckProblem[]> {
  if (remote === undefined || (hasSlots && remote.checkers === 0)) return await checkHere(changed);
  try {
    return await new CheckRun(remote, waitMs).checkAll(changed);
  } catch (error) {
    if (!hasSlots || !(error instanceof CheckUnavailableError)) throw error;
    return await checkHere(changed);
  }
}

class CheckRun {
  readonly #remote: Remote;
  readonly #waitMs: number;
  /** Ends all checks when one of them has failed. */
  readonly #stopping = new AbortController();
  #running = 0;

  constructor(remote: Remote, waitMs: number) {
    this.#remote = remote;
    this.#waitMs = waitMs;
  }

  async checkAll(changed: Candidate[]): Promise<CheckProblem[]> {
    const checks = changed.map((candidate) => this.#check(candidate));
    try {
      return (await Promise.all(checks)).flat();
    } catch (error) {
      this.#stopping.abort();
      await Promise.allSettled(checks);
      throw error;
    }
  }

  async #check(candidate: Candidate): Promise<CheckProblem[]> {
    const { signal } = this.#stopping;
    for (let losses = 0; losses < MAX_LOSSES;) {
      await this.#takeTurn();
      try {
        const result = await this.#remote.check(candidate, signal);
        signal.throwIfAborted();
        if (result.kind === "done") return takeProblems(result.value);
        if (result.kind === "refused")
          throw new Error(`the result of a check was refused: ${result.reason}`);
        if (result.kind === "lost") losses += 1;
      } catch (error) {
        if (error instanceof PackError) return asCheckProblems(error.problems);
        throw error;
      } finally {
        this.#running -= 1;
      }
    }
    throw new CheckUnavailableError("workersLost", formatName(candidate));
  }

  /** Waits until a worker is free. Throws `CheckUnavailableError` if there is none for too long. */
  async #takeTurn(): Promise<void> {
    const { signal } = this.#stopping;
    let sinceMs: number | undefined;
    while (this.#running >= this.#remote.checkers) {
      if (this.#remote.checkers > 0) sinceMs = undefined;
      else sinceMs ??= performance.now();
      if (sinceMs !== undefined && performance.now() - sinceMs >= this.#waitMs)
        throw new CheckUnavailableError(this.#describeState());
      await sleep(LOOK_MS, undefined, { signal });
    }
    signal.throwIfAborted();
    this.#running += 1;
  }

  #describeState() {
    const reasons = {
      away: "redisAway",
      refusing: "redisRefusing",
      taken: "redisTaken",
      connected: "noWorkers",
    } as const;
    return reasons[this.#remote.state.kind];
  }
}
