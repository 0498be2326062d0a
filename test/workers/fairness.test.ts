// In which order the submissions of several students are handed out to workers. The workers are
// stand-ins that end their jobs in the order in which they took them; queue and order are real.

import { pino } from "pino";
import { expect, test } from "vitest";
import type { Report } from "../../grader/doors/reports.ts";
import { GradeQueue } from "../../src/grading/grade-queue.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { ProgressBoard } from "../../src/grading/progress.ts";
import { Queue } from "../../src/grading/queue.ts";
import { AllGraders, type AllGradersParts } from "../../src/workers/all-graders.ts";
import type { RemoteResult } from "../../src/workers/jobs-out.ts";
import { newSubmission, openQueueDatabase, reportOf } from "../support/queue-database.ts";
import { makeCatalogue } from "../support/step-host.ts";

const FLOOD = "flood";
const OTHERS = Array.from({ length: 19 }, (_, i) => `student-${i}`);
const log = pino({ level: "silent" });

/**
 * Who was handed out, in order, until nothing waits. `flooding`: how many one student sends before
 * the others send anything. `slots`: of all workers.
 */
async function handOut(flooding: number, slots = 2): Promise<string[]> {
  const queue = new Queue(openQueueDatabase([FLOOD, ...OTHERS]));
  const out: { userId: string; end: (result: RemoteResult<Report>) => void }[] = [];
  const remote: AllGradersParts["remote"] = {
    slots,
    workers: [],
    onChange: () => undefined,
    checkTypes: () => Promise.resolve({ kind: "released" }),
    grade: ({ source }) => new Promise((end) => out.push({ userId: source, end })),
  };
  // It is never opened, so the site grades nothing itself.
  const host = new GraderHost(log);
  const gradeQueue = new GradeQueue({
    queue,
    graders: new AllGraders({ host, remote, secret: "secret" }),
    catalogue: makeCatalogue({ hash: "a".repeat(64), pack: "tiny", groups: [] }),
    progress: new ProgressBoard(),
    log,
    isUnderExam: () => false,
    reportLost: () => reportOf({ verdict: "judge-error" }),
  });
  // With a spacing there is no limit of how many wait.
  const submit = (userId: string) =>
    expect(queue.submit(newSubmission(userId, { source: userId }), { spacingMs: 0 }).kind).toBe(
      "recorded",
    );
  for (let i = 0; i < flooding; i += 1) submit(FLOOD);
  for (let i = 0; i < 2; i += 1) for (const userId of OTHERS) submit(userId);
  const total = flooding + 2 * OTHERS.length;
  gradeQueue.wake();
  for (let ended = 0; ended < total; ended += 1) {
    await expect.poll(() => out.length, { interval: 1 }).toBeGreaterThan(ended);
    out[ended]!.end({ kind: "done", value: reportOf() });
  }
  await gradeQueue.settled();
  expect(out).toHaveLength(total);
  return out.map(({ userId }) => userId);
}

const positionsOf = (order: readonly string[], isWanted: (userId: string) => boolean) =>
  order.flatMap((userId, i) => (isWanted(userId) ? [i + 1] : []));

test("each student's first comes before anyone's second, as long as no job has ended", async () => {
  const order = await handOut(200, 40);
  const all = [FLOOD, ...OTHERS];
  const firsts = all.map((userId) => positionsOf(order, (other) => other === userId)[0]!);
  const seconds = all.map((userId) => positionsOf(order, (other) => other === userId)[1]!);
  expect(Math.max(...firsts)).toBe(all.length);
  expect(Math.min(...seconds)).toBe(all.length + 1);
});

test("a flood at most doubles the others' 99th percentile", async () => {
  const p99 = (order: readonly string[]) => {
    const positions = positionsOf(order, (userId) => userId !== FLOOD);
    expect(positions).toHaveLength(2 * OTHERS.length);
    return positions[Math.ceil(0.99 * positions.length) - 1]!;
  };
  const quiet = p99(await handOut(0));
  expect(quiet).toBe(2 * OTHERS.length);
  expect(p99(await handOut(200))).toBeLessThanOrEqual(2 * quiet);
});
