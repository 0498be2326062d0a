// The line against its description, written as plainly as possible.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LineJob, WaitingLine } from "../../../src/grading/line/waiting-line.ts";

interface Seen {
  order: string[];
  next: string | undefined;
  oldest: string | undefined;
  /** Of each job: 0 if it is running. */
  places: (number | undefined)[];
  waiting: number;
  running: number;
}

/** Every student's first before anyone's second; a running job is one of its student's turns. */
function describePlainly(jobs: readonly LineJob[]): Seen {
  const turnOf = ({ userId, ticket }: LineJob) =>
    jobs.filter((other) => other.userId === userId && (other.isRunning || other.ticket <= ticket))
      .length;
  const waiting = jobs.filter(({ isRunning }) => !isRunning);
  const order = waiting
    .map((job) => ({ job, turn: turnOf(job) }))
    .toSorted((a, b) => a.turn - b.turn || a.job.ticket - b.job.ticket)
    .map(({ job }) => job.id);
  return {
    order,
    next: order[0],
    oldest: waiting.toSorted((a, b) => a.ticket - b.ticket)[0]?.id,
    places: jobs.map(({ id, isRunning }) => (isRunning ? 0 : order.indexOf(id) + 1)),
    waiting: order.length,
    running: jobs.length - order.length,
  };
}

function describeLine(line: WaitingLine, jobs: readonly LineJob[]): Seen {
  return {
    order: [...line].map(({ id }) => id),
    next: line.next?.id,
    oldest: line.oldest?.id,
    places: jobs.map(({ id }) => line.placeOf(id)),
    waiting: line.waiting,
    running: line.running,
  };
}

const job = (id: string, userId: string, ticket: number, isRunning = false): LineJob => ({
  id,
  userId,
  ticket,
  isRunning,
});

describe("the waiting line", () => {
  test("agrees with its description after any changes, also of a job's student and ticket", () => {
    const change = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ id: fc.nat(11), userId: fc.nat(3), isRunning: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ id: fc.nat(11) }) },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const line = new WaitingLine();
        const jobs = new Map<string, LineJob>();
        for (const [i, { id: number, ...fields }] of changes.entries()) {
          const id = String(number);
          if ("userId" in fields) {
            // Every third change of a known job moves it to the end.
            const ticket = i % 3 === 0 ? i : (jobs.get(id)?.ticket ?? i);
            const changed = job(id, String(fields.userId), ticket, fields.isRunning);
            line.put(changed);
            jobs.set(id, changed);
          } else {
            line.remove(id);
            jobs.delete(id);
          }
          const all = [...jobs.values()];
          expect(describeLine(line, all)).toEqual(describePlainly(all));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("with two hundred jobs of one student, another's only job is claimed second", () => {
    const line = new WaitingLine();
    for (let i = 0; i < 200; i += 1) line.put(job(`flood ${i}`, "flood", i));
    line.put(job("only", "other", 200));
    expect([line.next?.id, line.placeOf("only")]).toEqual(["flood 0", 2]);
    line.put(job("flood 0", "flood", 0, true));
    expect([line.next?.id, line.placeOf("only"), line.placeOf("flood 199")]).toEqual([
      "only",
      1,
      200,
    ]);
  });

  test("an unknown job has no place, and removing it changes nothing", () => {
    const line = new WaitingLine();
    line.put(job("a", "ada", 1));
    line.remove("b");
    expect([line.placeOf("a"), line.placeOf("b"), line.waiting]).toEqual([1, undefined, 1]);
  });
});
