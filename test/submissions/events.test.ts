// The stream of a submission: complete snapshots of its state, a heartbeat in between, the report
// at the end, and nothing of hidden tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { GroupReport, Report } from "../../grader/doors/reports.ts";
import { TINY } from "../support/packs.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { reportOf } from "../support/queue-database.ts";
import { Student } from "../support/server-process.ts";
import { startSite } from "../support/site.ts";
import { SUM_WRONG } from "../support/submissions.ts";
import type { Visitor } from "../support/visitor.ts";

interface Seen {
  events: { event: string; html: string }[];
  comments: string[];
  isOver: boolean;
}

/** Continues to read in the background; `stop` disconnects as a closed browser does. */
function follow(response: Response): Seen & { stop: () => Promise<void> } {
  const reader = response.body!.getReader();
  const seen: Seen & { stop: () => Promise<void> } = {
    events: [],
    comments: [],
    isOver: false,
    stop: () => reader.cancel(),
  };
  const decoder = new TextDecoder();
  let rest = "";
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        const event = /^event: (.+)$/m.exec(block)?.[1];
        if (event === undefined) seen.comments.push(block);
        else
          seen.events.push({
            event,
            html: (JSON.parse(/^data: (.+)$/m.exec(block)![1]!) as { html: string }).html,
          });
      }
    }
    seen.isOver = true;
  })();
  return seen;
}

const GROUP: GroupReport = {
  id: "shown",
  title: { "zh-CN": "公开的测试", en: "Shown tests" },
  visible: true,
  points: 2,
  score: 2,
  verdict: "accepted",
  failure: null,
  passed: 1,
  total: 1,
  largestError: null,
  needs: [],
  cases: [],
};

describe("the stream, step by step", () => {
  let site: QuietSite;
  let visitor: Visitor;
  let id: string;
  let version: string;

  beforeEach(async () => {
    site = await openQuietSite();
    visitor = site.visit();
    const answer = await visitor.post("/exercises/tiny/sum/submissions", {
      source: "export const total = () => 0;",
    });
    id = answer.headers.get("location")!.slice("/submissions/".length);
    version = site.services.catalogue.find("tiny", "sum")!.hash;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
    site.close();
  });

  const open = async (who = visitor) => follow(await who.get(`/submissions/${id}/events`));
  const settle = () => vi.advanceTimersByTimeAsync(100);
  const finish = (report: Partial<Report> = {}) => {
    site.services.queue.finish(
      id,
      reportOf({
        groups: [GROUP],
        receipt: { submission: "b".repeat(64), exercise: version, engine: "0.0.0", seed: 1 },
        ...report,
      }),
    );
    site.services.progress.end(id);
  };

  test("shows the current state, each change, and ends with the report", async () => {
    const seen = await open();
    await settle();
    expect(seen.events.map(({ event }) => event)).toEqual(["waiting"]);
    site.services.queue.claim();
    site.services.progress.begin(id);
    await settle();
    site.services.progress.addGroup(id, GROUP);
    await settle();
    expect(seen.events.map(({ event }) => event)).toEqual(["waiting", "running", "running"]);
    expect(seen.events.at(-1)!.html).toContain("Shown tests");
    finish();
    await settle();
    expect(seen.events.at(-1)).toMatchObject({ event: "done" });
    expect(seen.isOver).toBe(true);
    expect(site.services.progress.listenerCount).toBe(0);
  });

  test("a reader who connects after grading gets the report and the end", async () => {
    site.services.queue.claim();
    finish();
    const seen = await open();
    await settle();
    expect(seen.events.map(({ event }) => event)).toEqual(["done"]);
    expect(seen.isOver).toBe(true);
  });

  test("nothing is sent twice, and a hundred changes at once are one or two snapshots", async () => {
    const seen = await open();
    await settle();
    site.services.progress.moveUp();
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen.events).toHaveLength(1);
    site.services.queue.claim();
    for (let i = 0; i < 100; i += 1) site.services.progress.begin(id);
    await settle();
    expect(seen.events.length).toBeLessThanOrEqual(3);
    expect(seen.events.at(-1)!.event).toBe("running");
  });

  test("sends a heartbeat every fifteen seconds while nothing happens", async () => {
    const seen = await open();
    await vi.advanceTimersByTimeAsync(46_000);
    expect(seen.comments).toEqual([": still here", ": still here", ": still here"]);
    expect(seen.isOver).toBe(false);
  });

  test("a reader who disconnects leaves no listener behind", async () => {
    const seen = await open();
    await settle();
    expect(site.services.progress.listenerCount).toBe(1);
    await seen.stop();
    await settle();
    expect(site.services.progress.listenerCount).toBe(0);
  });

  test("at the server's end says so and when to reconnect, even before the grading is done", async () => {
    const seen = await open();
    await settle();
    site.services.progress.close();
    await settle();
    expect(seen.comments).toEqual([": the server is ending\nretry: 2000"]);
    expect(seen.isOver).toBe(true);
  });

  test("is for the author only: for others it is 404", async () => {
    const other = site.visit();
    await other.post("/exercises/tiny/sum/submissions", {
      source: "export const total = () => 1;",
    });
    expect((await other.get(`/submissions/${id}/events`)).status).toBe(404);
    expect((await site.visit().get(`/submissions/${id}/events`)).status).toBe(404);
  });
});

test("the stream, the state and the page never contain anything of a hidden test: no input and no name", async () => {
  const site = await startSite();
  try {
    const student = new Student();
    const id = await student.submit(site.url, SUM_WRONG);
    const seen = follow(await student.send(site.url, `/submissions/${id}/events`));
    await expect.poll(() => seen.isOver, { timeout: 60_000 }).toBe(true);
    expect(seen.events.at(-1)!.event).toBe("done");
    const page = await (await student.send(site.url, `/submissions/${id}`)).text();
    const state = await (await student.send(site.url, `/submissions/${id}/state`)).text();
    const { cases } = JSON.parse(
      readFileSync(join(TINY, "sum", "data", "secret", "hidden.json"), "utf8"),
    ) as { cases: { name: string; input: unknown; expected: number }[] };
    const report = site.services.db.query.gradings.findFirst().sync()!.report;
    const hidden = report.groups.find(({ visible }) => !visible)!;
    // The stored report is complete, so that there is something to hide.
    expect(hidden.cases.map(({ name }) => name).toSorted()).toEqual(
      cases.map(({ name }) => name).toSorted(),
    );
    for (const text of [...seen.events.map(({ html }) => html), page, state]) {
      expect(text).not.toContain("3000000.5");
      expect(text).not.toContain("1000000");
      expect(text).not.toMatch(/[>"\s](?:negative|large)[<"\s]/);
    }
    expect(seen.events.at(-1)!.html).toContain("Hidden tests");
    expect(state).toContain("Hidden tests");
  } finally {
    await site.close();
  }
});
