// The state and the result of publishing, and why nothing could be published.

import type { CheckProblem } from "../../grader/doors/checks.ts";

export interface PublishResult {
  /**
   * "pack/exercise" of new or changed exercises, of removed ones, and of changed ones that were
   * refused.
   */
  published: string[];
  withdrawn: string[];
  refused: string[];
  problems: CheckProblem[];
}

export type PublishState =
  | { kind: "idle" }
  /** The number of changed exercises; 0 until it is known. */
  | { kind: "running"; since: Date; changed: number }
  | { kind: "done"; since: Date; at: Date; result: PublishResult }
  /** Nothing was published. */
  | { kind: "failed"; since: Date; at: Date; cause: PublishFailure; problems: CheckProblem[] };

/** internal: the log has details. */
export type PublishFailure =
  | { code: "noPack" | "internal" }
  /** `name`: the exercise, if the reason is about one, or empty. */
  | { code: CheckUnavailable; name: string };

/** workersLost: too many workers were lost while they checked the same exercise. */
export type CheckUnavailable =
  | "noWorkers"
  | "redisAway"
  | "redisRefusing"
  | "redisTaken"
  | "workersLost";

/** The changes cannot be checked now, for a reason that is not in the packs. */
export class CheckUnavailableError extends Error {
  readonly code: CheckUnavailable;
  /** "pack/exercise", or empty. */
  readonly exercise: string;

  constructor(code: CheckUnavailable, exercise = "") {
    super(`the changes cannot be checked: ${code} ${exercise}`.trimEnd());
    this.name = "CheckUnavailableError";
    this.code = code;
    this.exercise = exercise;
  }
}
