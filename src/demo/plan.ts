// Who sends what, and when: one course of eight weeks, made of the packs' own examples. Pure: the
// same seed gives the same course.

import type { Rules } from "../rules/rules.ts";
import { MINUTE_MS, HOUR_MS, DAY_MS } from "../durations.ts";

/**
 * The exercises of the course, each with what is special about its rules. lateDays: how long late
 * work is accepted.
 */
export const DEMO_ASSIGNMENTS: readonly {
  exercise: string;
  rules: Partial<Rules>;
  points: number;
  weight: number;
  isExam?: boolean;
  lateDays?: number;
}[] = [
  { exercise: "count-parameters", rules: {}, points: 100, weight: 1 },
  {
    exercise: "count-a-network",
    rules: { late: { kind: "deduction", percent: 10, per: "day", floorPercent: 40 } },
    lateDays: 7,
    points: 100,
    weight: 1,
  },
  {
    exercise: "linear-regression",
    rules: {
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 40 },
      graceMinutes: 15,
    },
    lateDays: 7,
    points: 100,
    weight: 2,
  },
  {
    exercise: "gradient-descent",
    rules: { late: { kind: "deduction", percent: 1, per: "hour", floorPercent: 50 } },
    points: 100,
    weight: 2,
  },
  {
    exercise: "dense-layer",
    rules: { attempts: { kind: "limited", count: 5 } },
    points: 100,
    weight: 2,
  },
  {
    exercise: "loss-functions",
    rules: { attempts: { kind: "worth", points: [10, 10, 7, 5] } },
    points: 50,
    weight: 1,
  },
  {
    exercise: "build-a-vocabulary",
    rules: { attempts: { kind: "spaced", minutes: 10 } },
    points: 100,
    weight: 1,
  },
  { exercise: "split-and-score", rules: {}, points: 100, weight: 2 },
];

/**
 * Two students who hand in another student's program, so that a comparison has something to find.
 * Students and assignments by their places.
 */
const COPIES: readonly { assignment: number; from: number; to: number }[] = [
  { assignment: 2, from: 26, to: 32 },
  { assignment: 4, from: 20, to: 24 },
];

export interface PlannedAttempt {
  student: number;
  assignment: number;
  /** accepted or not, and which of those examples: an index, taken modulo how many there are. */
  kind: "accepted" | "wrong";
  pick: number;
  /** Whose way of writing it has: the student's own, or of the one whom they copied. */
  hand: number;
  submittedAtMs: number;
}

export interface DemoPlan {
  /** Of each assignment: when it opened, and when it was, or will be, due. */
  windows: { opensAtMs: number; dueAtMs: number }[];
  /** In order of time. */
  attempts: PlannedAttempt[];
}

/** mulberry32: small, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The last two assignments are still open at `nowMs`; one student in twelve has stopped coming, one
 * in ten struggles.
 */
export function planDemo(students: number, nowMs: number, seed = 1): DemoPlan {
  const random = seededRandom(seed);
  const count = DEMO_ASSIGNMENTS.length;
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const windows = DEMO_ASSIGNMENTS.map((_, i) => ({
    opensAtMs: hourMs - (count - i) * 6 * DAY_MS,
    dueAtMs: hourMs - (count - 2 - i) * 6 * DAY_MS + 5 * HOUR_MS,
  }));
  const attempts: PlannedAttempt[] = [];
  for (let student = 0; student < students; student += 1) {
    const skill = student % 10 === 7 ? 0.12 : 0.3 + 0.6 * random();
    const stopsAfter = student % 12 === 5 ? 3 : count;
    for (let assignment = 0; assignment < Math.min(count, stopsAfter); assignment += 1) {
      const { opensAtMs, dueAtMs } = windows[assignment]!;
      // Most begin two days before it is due, some early, some too late.
      let atMs =
        dueAtMs -
        (random() < 0.12
          ? -20 * random() * HOUR_MS
          : 3 * DAY_MS * random() ** 1.5 + 20 * MINUTE_MS);
      const difficulty = 0.05 * assignment;
      for (let k = 0; k < 7 && atMs < nowMs; k += 1) {
        const isRight = random() < Math.max(0.08, skill - difficulty + 0.15 * k);
        if (atMs > opensAtMs)
          attempts.push({
            student,
            assignment,
            kind: isRight ? "accepted" : "wrong",
            pick: Math.floor(random() * 1000),
            hand: student,
            submittedAtMs: Math.round(atMs),
          });
        if (isRight || random() < 0.2) break;
        atMs += (4 + 50 * random()) * MINUTE_MS;
      }
    }
  }
  for (const { assignment, from, to } of COPIES) {
    const [original, copy] = [from, to].map((student) =>
      attempts.find(
        (attempt) =>
          attempt.student === student &&
          attempt.assignment === assignment &&
          attempt.kind === "accepted",
      ),
    );
    if (original !== undefined && copy !== undefined)
      Object.assign(copy, { pick: original.pick, hand: original.hand });
  }
  return { windows, attempts: attempts.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs) };
}
