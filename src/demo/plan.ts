// Plans the attempts of the demo course: who submits which example of the packs, and when. Pure:
// the same seed gives the same plan.

import type { HintRule } from "../rules/hint-rule.ts";
import type { Rules } from "../rules/assignment-rules.ts";
import { MINUTE_MS, HOUR_MS, DAY_MS } from "../durations.ts";

/**
 * The exercises of the course, with the rules that differ from the defaults. lateDays: how long
 * late work is accepted.
 */
export const DEMO_ASSIGNMENTS: readonly {
  exercise: string;
  rules: Partial<Rules>;
  points: number;
  weight: number;
  isExam?: boolean;
  lateDays?: number;
  hints?: HintRule;
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
    exercise: "fit-a-line",
    rules: {
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 40 },
      graceMinutes: 15,
    },
    hints: { kind: "afterAttempts", count: 1 },
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
  { exercise: "split-and-scale", rules: {}, points: 100, weight: 2 },
];

/**
 * Two students submit another student's program, so that a comparison finds something. The numbers
 * are indices of students and assignments.
 */
const COPIES: readonly { assignment: number; from: number; to: number }[] = [
  { assignment: 2, from: 26, to: 32 },
  { assignment: 4, from: 20, to: 24 },
];

export interface PlannedAttempt {
  student: number;
  assignment: number;
  /** `pick`: the index of the example among those of its kind, modulo their number. */
  kind: "accepted" | "wrong";
  pick: number;
  /**
   * The index of the student in whose style it is written: the author, or the student they copied.
   */
  hand: number;
  submittedAtMs: number;
}

export interface DemoPlan {
  /** The opening and the due time of each assignment. */
  windows: { opensAtMs: number; dueAtMs: number }[];
  /** In order of time. */
  attempts: PlannedAttempt[];
}

/** mulberry32: a small generator with the same numbers on every machine. */
export function makeSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The last two assignments are still open at `nowMs`. One student in twelve has dropped out, and
 * one in ten struggles.
 */
export function planDemo(students: number, nowMs: number, seed = 1): DemoPlan {
  const random = makeSeededRandom(seed);
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
      // Most begin up to three days before it is due; one in eight begins too late.
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
