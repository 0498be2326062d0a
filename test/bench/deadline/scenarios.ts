// The scenarios that are simulated for each number of students, and their results.

import { makeSeededRandom } from "../../../src/demo/plan.ts";
import { MAX_WAITING_PER_ASSIGNMENT } from "../../../src/grading/record-submission.ts";
import { drawArrivals, flood, mergeArrivals, peakRatePerMs, type Rush } from "./arrivals.ts";
import { drawLogNormalMs, type LogNormal, meanMs } from "./random.ts";
import { type Loss, simulate, type Totals } from "./simulate.ts";
import { Waits, type WaitSummary } from "./waits.ts";

const HOUR_MS = 3_600_000;
const SEED = 1;
/** How many graders there are, in parts of what the last hour's submissions need on average. */
const LEVELS = [0.9, 1.1, 1.5];
const FLOOD_EVERY_MS = 100;
/** Lost workers are noticed when their locks run out. */
const NOTICE_MS = 30_000;

type Kind = "plain" | "flood" | "loss";

export interface Case {
  kind: Kind;
  graders: number;
}

export interface Result extends Case, WaitSummary, Totals {
  students: number;
  /** The flooding student's graded submissions; they are not in the waiting times. */
  flooded: number;
}

/** How many graders the last hour keeps busy on average. */
export function busyGraders(rush: Rush, service: LogNormal): number {
  return peakRatePerMs(rush) * meanMs(service);
}

/**
 * Each level without a disturbance. One student who floods, and the loss of a tenth of the graders,
 * at the two upper levels.
 */
export function listCases(rush: Rush, service: LogNormal): Case[] {
  const counts = LEVELS.map((level) => Math.ceil(busyGraders(rush, service) * level));
  const levels = [...new Set(counts)];
  if (levels.length === 1) levels.push(levels[0]! + 1);
  const upper = levels.slice(-2);
  return [
    ...levels.map((graders) => ({ kind: "plain" as const, graders })),
    ...upper.map((graders) => ({ kind: "flood" as const, graders })),
    ...upper
      .filter((graders) => graders > 1)
      .map((graders) => ({ kind: "loss" as const, graders })),
  ];
}

export function runCase(rush: Rush, service: LogNormal, { kind, graders }: Case): Result {
  const random = makeSeededRandom(SEED);
  const deadlineMs = rush.hours * HOUR_MS;
  const flooder = rush.students;
  const all = drawArrivals(rush, random);
  const span = { fromMs: deadlineMs - HOUR_MS, untilMs: deadlineMs, everyMs: FLOOD_EVERY_MS };
  const loss: Loss = {
    atMs: deadlineMs - HOUR_MS / 2,
    graders: Math.max(1, Math.round(graders / 10)),
    noticeMs: NOTICE_MS,
  };
  // Of their own, so that every case has the same arrivals.
  const serviceRandom = makeSeededRandom(SEED + 1);
  const waits = new Waits();
  let flooded = 0;
  const totals = simulate(
    {
      arrivals: kind === "flood" ? mergeArrivals(all, flood(flooder, span)) : all,
      graders,
      drawServiceMs: () => drawLogNormalMs(serviceRandom, service),
      mostWaitingEach: MAX_WAITING_PER_ASSIGNMENT,
      ...(kind === "loss" ? { loss } : {}),
    },
    ({ student, arrivedMs, startedMs }) => {
      if (student === flooder) flooded += 1;
      else waits.add(startedMs - arrivedMs);
    },
  );
  if (totals.graded !== totals.accepted) throw new Error("a submission was lost, or graded twice");
  return { kind, graders, students: rush.students, flooded, ...totals, ...waits.summarize() };
}
