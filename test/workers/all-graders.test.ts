// Where a submission is graded: in an idle slot of the site, or by a worker.

import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import type { GradeRequest } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { GraderLostError, type GradeTask } from "../../src/grading/graders.ts";
import { AllGraders, type AllGradersParts } from "../../src/workers/all-graders.ts";
import type { RemoteResult } from "../../src/workers/jobs-out.ts";
import { load, TINY } from "../support/packs.ts";
import { reportOf } from "../support/queue-database.ts";
import type { Report } from "../../grader/doors/reports.ts";

let exercise: Exercise;
beforeAll(async () => void (exercise = await load(TINY, "sum")));

interface Away {
  id: string;
  source: string;
  seed: number;
  hiddenSeed: number;
  writing: GradeTask["writing"];
  end: (result: RemoteResult<Report>) => void;
}

/** A site with `own` slots and workers with `remote` slots, whose gradings end as the test says. */
function setUp(own: number, remote: number) {
  const here: { source: string; end: () => void }[] = [];
  const away: Away[] = [];
  const host = new (class extends GraderHost {
    override get isReady(): boolean {
      return true;
    }
    override grade({ source }: GradeRequest): Promise<Report> {
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(source);
      return new Promise((resolve) => here.push({ source: text, end: () => resolve(reportOf()) }));
    }
  })(pino({ level: "silent" }), { submissions: { size: own } });
  const standIn: AllGradersParts["remote"] = {
    slots: remote,
    workers: [],
    onChange: () => undefined,
    checkTypes: () => Promise.resolve({ kind: "released" }),
    grade: ({ source, seed, hiddenSeed, writing }, _, { id }) =>
      new Promise((end) => away.push({ id, source, seed, hiddenSeed, writing, end })),
  };
  const graders = new AllGraders({ host, remote: standIn, secret: "secret" });
  const grade = (id: string, parts: Partial<GradeTask> = {}) =>
    graders.grade({
      id,
      rank: "submission",
      exercise,
      source: new TextEncoder().encode(id),
      fileName: "submission.ts",
      ...parts,
    });
  return { graders, here, away, grade };
}

describe("a submission", () => {
  test("is graded in an idle slot of the site first, then by workers", () => {
    const { graders, here, away, grade } = setUp(1, 4);
    expect([graders.slots, graders.reach]).toEqual([5, 6]);
    for (const id of ["a", "b", "c"]) void grade(id);
    expect(here.map(({ source }) => source)).toEqual(["a"]);
    expect(away.map(({ id }) => id)).toEqual(["b", "c"]);
  });

  test("with an order for its language model reaches a worker with it", () => {
    const { away, grade } = setUp(0, 2);
    const writing = { text: 0, start: "a", temperature: 0, seed: 5 };
    void grade("a", { groups: "none", writing });
    void grade("b");
    expect(away.map((one) => one.writing)).toEqual([writing, undefined]);
  });

  test("reaches a worker byte for byte, with the seeds that the site derives", async () => {
    const { away, grade } = setUp(0, 1);
    const withMark = "\ufeffexport const total = () => 0; // 求和 😀";
    const source = new TextEncoder().encode(withMark);
    void grade("a", { source });
    void grade("b", { source, seed: 7, hiddenSeed: 8 });
    expect(away.map((one) => one.source)).toEqual([withMark, withMark]);
    expect(away[1]).toMatchObject({ seed: 7, hiddenSeed: 8 });
    expect(away[0]!.hiddenSeed).not.toBe(8);
    away[0]!.end({ kind: "released" });
  });

  test("that has ended a worker is not graded by the site as long as there is another worker", () => {
    const { here, away, grade } = setUp(1, 1);
    void grade("a", { losses: 1 });
    expect([here.length, away.length]).toEqual([0, 1]);
    const alone = setUp(1, 0);
    void alone.grade("a", { losses: 1 });
    expect([alone.here.length, alone.away.length]).toEqual([1, 0]);
  });

  test("that has ended two workers is alone among its kind", async () => {
    const { away, grade } = setUp(0, 4);
    const [first] = ["a", "b"].map((id) => grade(id, { losses: 2 }));
    void grade("c");
    await Promise.resolve();
    await Promise.resolve();
    expect(away.map(({ id }) => id)).toEqual(["c", "a"]);
    away[1]!.end({ kind: "lost", worker: "one" });
    await expect(first).rejects.toBeInstanceOf(GraderLostError);
    await expect.poll(() => away.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  test("is an error if its result was refused, and nothing if it was handed back", async () => {
    const { away, grade } = setUp(0, 2);
    const [refused, released] = [grade("a"), grade("b")];
    away[0]!.end({ kind: "refused", reason: "it is not valid" });
    away[1]!.end({ kind: "released" });
    await expect(refused).rejects.toThrow("a worker's result was refused: it is not valid");
    expect(await released).toBeUndefined();
  });
});
