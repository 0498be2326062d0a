// What the check concludes from times, and what is due to the machine. These are pure functions of
// measurements and limits, with the same result if everything takes four times as long.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { measureTimeShare } from "../../../grader/check/margins.ts";
import { readPrevention } from "../../../grader/check/unfinished-checks.ts";
import { checkExercise } from "../../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks } from "../../../grader/doors/packs.ts";
import { type Report } from "../../../grader/doors/reports.ts";
import { BusyMachineError } from "../../../grader/walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "../../../grader/walls/parent/start-behind-walls.ts";
import { JudgeError } from "../../../grader/judge-error.ts";
import { TINY } from "../../support/packs.ts";

const ms = fc.double({ min: 0, max: 10_000, noNaN: true });
const limitMs = fc.double({ min: 1, max: 10_000, noNaN: true });
/** Several runs of the same cases. */
const runs = fc
  .integer({ min: 1, max: 6 })
  .chain((count) =>
    fc.array(
      fc.record({ totalMs: ms, casesMs: fc.array(ms, { minLength: count, maxLength: count }) }),
      { minLength: 1, maxLength: 5 },
    ),
  );
const times4 = ({ totalMs, casesMs }: { totalMs: number; casesMs: number[] }) => ({
  totalMs: totalMs * 4,
  casesMs: casesMs.map((one) => one * 4),
});

describe("the share of its time that a solution takes", () => {
  test("is the same when everything takes four times as long", () => {
    fc.assert(
      fc.property(runs, limitMs, limitMs, (measures, cpuTimeMs, totalCpuTimeMs) => {
        const share = measureTimeShare(measures, { cpuTimeMs, totalCpuTimeMs });
        expect(
          measureTimeShare(measures.map(times4), {
            cpuTimeMs: cpuTimeMs * 4,
            totalCpuTimeMs: totalCpuTimeMs * 4,
          }),
        ).toBeCloseTo(share, 9);
      }),
    );
  });

  test("is never more for another run, however slow the machine was for that one", () => {
    fc.assert(
      fc.property(runs, limitMs, (measures, cpuTimeMs) => {
        const limits = { cpuTimeMs, totalCpuTimeMs: cpuTimeMs * 3 };
        expect(measureTimeShare([...measures, times4(measures[0]!)], limits)).toBe(
          measureTimeShare(measures, limits),
        );
      }),
    );
  });

  test("is the dearest case's, by the quickest run of each", () => {
    const measures = [
      { totalMs: 90, casesMs: [10, 80] },
      { totalMs: 95, casesMs: [75, 20] },
    ];
    expect(measureTimeShare(measures, { cpuTimeMs: 100, totalCpuTimeMs: 1000 })).toBe(0.2);
  });
});

test("only a machine that is busy, or has no slots, prevents a check", () => {
  expect(readPrevention(new BusyMachineError("no time"))).toEqual({
    code: "busy",
    detail: "no time",
  });
  expect(readPrevention(new SlotsUnavailableError("none"))).toEqual({
    code: "no-slots",
    detail: "none",
  });
  expect(readPrevention(new JudgeError("judge.generator", { detail: "time" }))).toBeUndefined();
});

describe("a check that a busy machine prevents", () => {
  let grader: Grader;
  beforeAll(() => {
    grader = createGrader();
  });
  afterAll(() => grader.close());

  const { packs } = findPacks(TINY);
  const busy = async (code: "judge.busy" | "judge.slots") => {
    const grade: Grader["grade"] = async (request) =>
      ({
        ...(await grader.grade(request)),
        verdict: "judge-error",
        messages: [{ code, params: { detail: "no time" } }],
      }) satisfies Report;
    return checkExercise({ ...grader, grade }, packs[0]!, "sum", { mutants: true });
  };

  test.each([
    ["judge.busy", "busy"],
    ["judge.slots", "no-slots"],
  ] as const)("(%s) finds nothing against the author and says so", async (code, prevented) => {
    const result = await busy(code);
    expect(result).toMatchObject({
      prevented: { code: prevented, detail: "no time" },
      problems: [],
      mutation: null,
    });
  });
});
