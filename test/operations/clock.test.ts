// The computer's clock jumps, by a day, forwards and backwards, while submissions wait and run, a
// user is signed in and another has guessed too often: nothing is lost, no time is negative, and no
// one waits longer than before.

import { asc } from "drizzle-orm";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { PASSWORD } from "../support/quiet-site.ts";
import { Student } from "../support/server-process.ts";
import { startSite } from "../support/site.ts";

const DAY_MS = 24 * 3_600_000;
const SLOW =
  "export function total(values: number[]): number { let n = 0; for (let i = 0; i < 4e6; " +
  "i += 1) n += i % 3; return n < 0 ? n : values.reduce((a, b) => a + b, 0); }\n";

// Only the clock is fake: timers run in real time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => void vi.useRealTimers());
const jump = (days: number) => vi.setSystemTime(Date.now() + days * DAY_MS);

test("a site whose clock jumps a day forward, two back and one forward again", async () => {
  const site = await startSite({ slots: 1 });
  onTestFinished(() => site.close());
  const { queue, db } = site.services;
  const member = new Student();
  expect(
    (
      await member.send(site.url, "/sign-up", {
        name: "Ada",
        username: "ada",
        email: "",
        password: PASSWORD,
      })
    ).status,
  ).toBe(303);
  const guess = async () => {
    const answer = await new Student().send(site.url, "/sign-in", {
      login: "ada",
      password: "not it at all",
    });
    return { status: answer.status, seconds: Number(answer.headers.get("retry-after")) };
  };
  for (let i = 0; i < 10; i += 1) expect((await guess()).status).toBe(422);
  for (const days of [0, -1]) {
    jump(days);
    const { status, seconds } = await guess();
    expect([status, seconds > 0 && seconds <= 15 * 60], `${days} days on`).toEqual([429, true]);
  }
  jump(1);

  const sent: string[] = [];
  const streams: Promise<string>[] = [];
  for (const days of [0, 1, -2, 1]) {
    jump(days);
    const guest = new Student();
    for (const student of [member, guest]) {
      const id = await student.submit(site.url, SLOW);
      sent.push(id);
      streams.push(
        student.send(site.url, `/submissions/${id}/events`).then((answer) => answer.text()),
      );
    }
    expect((await member.send(site.url, "/settings")).status, `signed in, ${days} days on`).toBe(
      200,
    );
    expect((await guest.send(site.url, `/submissions/${sent.at(-1)!}`)).status).toBe(200);
    expect(queue.oldestWaitingMs()).toBeGreaterThanOrEqual(0);
    const metrics = await (await guest.send(site.url, "/metrics")).text();
    expect(metrics.split("\n").filter((line) => /^gradus_\S+ -/.test(line))).toEqual([]);
    // One user may have two waiting.
    await expect.poll(() => db.select().from(jobs).all().length).toBeLessThan(3);
  }

  await expect.poll(() => queue.depth()).toEqual({ waiting: 0, running: 0 });
  expect((await Promise.all(streams)).every((text) => text.includes("event:"))).toBe(true);
  expect(
    db
      .select({ id: gradings.submissionId, verdict: gradings.verdict })
      .from(gradings)
      .all()
      .toSorted((a, b) => sent.indexOf(a.id) - sent.indexOf(b.id)),
  ).toEqual(sent.map((id) => ({ id, verdict: "accepted" })));
  const attempts = db
    .select()
    .from(submissions)
    .orderBy(asc(submissions.attempt))
    .all()
    .filter(({ id }) => sent.indexOf(id) % 2 === 0);
  expect(attempts.map(({ id }) => id)).toEqual(sent.filter((_, i) => i % 2 === 0));
  const history = await (await member.send(site.url, "/submissions")).text();
  for (const { id } of attempts) expect(history).toContain(`/submissions/${id}`);
  expect((await member.send(site.url, "/readyz")).status).toBe(200);
}, 120_000);
