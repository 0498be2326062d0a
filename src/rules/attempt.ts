// One attempt of a student as the policy sees it, and what becomes of it. Without imports:
// everything here is data.

/** Staff have let an attempt count. */
export interface Allowance {
  /** Whether it loses what the late rule takes from it. */
  withLateRule: boolean;
  /** The student reads it. */
  reason: string;
}

export interface Attempt {
  id: string;
  /** Milliseconds since 1970. */
  submittedAtMs: number;
  /**
   * 0 to 1: of what its tests give. null: not graded yet. Attempts that failed through no fault of
   * the student's are not to be given here.
   */
  share: number | null;
  /** Sent as practice: it counts only by an allowance. */
  isPractice: boolean;
  /** Whether its author was told that it counts when it was sent. */
  saidToCount: boolean;
  /** false: a compile error. true for as long as it is not graded. */
  compiled: boolean;
  allowance: Allowance | null;
}

/** Why an attempt does not count. */
export type WhyNot = "practice" | "early" | "late" | "notCompiled" | "overLimit" | "tooSoon";

/** What lateness does to an attempt. */
export interface Lateness {
  /** Hours or days begun after the due time; null on time, or if being late costs nothing. */
  lateUnits: number | null;
  /** What is left of its points for being late, 0 to 1. */
  lateFactor: number;
}

/** One attempt among the others, under one set of rules. */
export type Outcome =
  | ({
      counts: true;
      /**
       * Among those that count, from 1. If it uses no attempt: the number that the next one has.
       */
      number: number;
      /** What an attempt of this number may earn, 0 to 1. */
      worth: number;
      /** To two decimals; null: not graded yet. */
      points: number | null;
    } & Lateness)
  | { counts: false; why: WhyNot };
