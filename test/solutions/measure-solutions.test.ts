// Measuring with a stand-in for the graders: who runs what, how often, what is remembered.

import { beforeEach, describe, expect, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { GradeTask } from "../../src/grading/graders.ts";
import {
  type MeasuredCode,
  SolutionMeasurements,
  type SolutionMeasurementParts,
} from "../../src/solutions/measure-solutions.ts";
import { failGroup, makeGroup, makeReport, words } from "../support/make-report.ts";

const exercise = { pack: "tiny", hash: "h" } as Exercise;
const MINE: MeasuredCode = { fileName: "submission.ts", source: "mine" };
const OTHER: MeasuredCode = { fileName: "loop.ts", source: "other" };
const BUNDLED: MeasuredCode = { fileName: "reference.ts", source: "theirs", bundled: "whole" };

let ran: string[];
let groups: Report["groups"];
let times: number[];
let charged: number;
let isReady: boolean;
let hasPackSlot: boolean;
beforeEach(() => {
  ran = [];
  groups = [makeGroup("a", { largestError: 0.25 }), makeGroup("b", { largestError: null })];
  times = [];
  charged = 0;
  isReady = true;
  hasPackSlot = true;
});

const report = (): Report =>
  makeReport(groups, {
    usage: { cpuTimeMs: times.shift() ?? 1, cpuFactor: 2, wallTimeMs: 1, groups: {} },
  });
const run = (where: string, task: GradeTask) => {
  ran.push(`${where} ${new TextDecoder().decode(task.source)} ${task.seed} ${task.groups}`);
  return Promise.resolve(report());
};

function open(line?: SolutionMeasurementParts["line"]) {
  const measurements = new SolutionMeasurements({
    graders: {
      get isReady() {
        return isReady;
      },
      grade: (task) => run("slot", task),
    },
    host: {
      grade: (task) =>
        hasPackSlot ? run(`pack ${task.asPack?.bundled}`, task) : Promise.resolve(undefined),
    },
    line: line ?? {
      run: async ({ work }) => {
        const { value, cpuTimeMs } = await work();
        charged += cpuTimeMs;
        return { kind: "done", value };
      },
    },
    log: { error: () => undefined },
  });
  return (codes: MeasuredCode[], seed = 7) =>
    measurements.measure({ exercise, seed, codes, person: { kind: "viewer", id: "ada" } });
}

test("the codes take turns with the same seed, three times, and the shortest time counts", async () => {
  times = [5, 9, 4, 8, 6, 7];
  const outcome = await open()([MINE, OTHER]);
  expect(ran).toEqual([
    "slot mine 7 visible",
    "slot other 7 visible",
    "slot mine 7 visible",
    "slot other 7 visible",
    "slot mine 7 visible",
    "slot other 7 visible",
  ]);
  const largestError = { times: 0.25, group: words("a") };
  expect(outcome).toEqual({
    kind: "done",
    measurements: [
      { verdict: "accepted", largestError, cpuTimeMs: 4, runs: 3 },
      { verdict: "accepted", largestError, cpuTimeMs: 7, runs: 3 },
    ],
  });
  // In this machine's time, and for each run something beside it.
  expect(charged).toBe((5 + 9 + 4 + 8 + 6 + 7) * 2 + 6 * 5);
});

test("long runs are not repeated", async () => {
  times = [600, 500];
  expect(await open()([MINE, OTHER])).toMatchObject({
    measurements: [
      { cpuTimeMs: 600, runs: 1 },
      { cpuTimeMs: 500, runs: 1 },
    ],
  });
});

test("a reference with packages runs as the pack's own; without such a slot it is not measured", async () => {
  await open()([MINE, BUNDLED]);
  expect(ran).toContain("pack whole theirs 7 visible");
  hasPackSlot = false;
  const outcome = await open()([MINE, BUNDLED]);
  expect(outcome).toMatchObject({ kind: "done", measurements: [{ runs: 3 }, null] });
});

test("code that does not pass has a verdict and no error", async () => {
  groups = [makeGroup("a", { largestError: 0.25 }), failGroup("b")];
  expect(await open()([MINE])).toMatchObject({
    measurements: [{ verdict: "wrong-answer", largestError: null }],
  });
});

describe("what is remembered", () => {
  test("the same codes with the same seed are run once", async () => {
    const measure = open();
    await measure([MINE, OTHER]);
    const before = ran.length;
    await measure([MINE, OTHER]);
    expect(ran.length).toBe(before);
    await measure([MINE, OTHER], 8);
    await measure([OTHER, MINE]);
    expect(ran.length).toBe(3 * before);
  });

  test("not that there was no slot", async () => {
    isReady = false;
    const measure = open();
    expect(await measure([MINE])).toEqual({ kind: "paused" });
    isReady = true;
    expect(await measure([MINE])).toMatchObject({ kind: "done" });
  });

  test("not that the line was busy, nor an error of ours", async () => {
    expect(
      await open({ run: () => Promise.resolve({ kind: "busy", retryMs: 5 }) })([MINE]),
    ).toEqual({ kind: "busy", retryMs: 5 });
    expect(await open({ run: () => Promise.reject(new Error("lost")) })([MINE])).toEqual({
      kind: "paused",
    });
  });
});
