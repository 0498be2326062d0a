// The meaning of times is the same for a machine on which everything takes longer, if its limits
// are longer too.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findCpuLimit,
  isGrowing,
  isOverAltogether,
  isOverFromOutside,
  findStepLimits,
} from "../../../../grader/slots/parent/time-rules.ts";
import { readEndedStep, readStepTime } from "../../../../grader/walls/protocol/step-time.ts";
import { COMPILING, DRIVER, LOADING } from "../../../../grader/slots/protocol/agreed-numbers.ts";

const ms = fc.double({ min: 0, max: 100_000, noNaN: true });

describe("the meaning of a step's time", () => {
  test.each([
    [
      "within its limit",
      { cpuTimeMs: 199, stopped: false },
      { cpuTimeMs: 200, totalLeftMs: 600 },
      "within",
    ],
    [
      "over its limit, though it returned",
      { cpuTimeMs: 201, stopped: false },
      { cpuTimeMs: 200, totalLeftMs: 600 },
      "over",
    ],
    [
      "over its limit, stopped by a clock",
      { cpuTimeMs: 201, stopped: true },
      { cpuTimeMs: 200, totalLeftMs: 600 },
      "over",
    ],
    [
      "over the rest of the total",
      { cpuTimeMs: 101, stopped: false },
      { cpuTimeMs: 200, totalLeftMs: 100 },
      "over",
    ],
    [
      "stopped by a clock with CPU left: the machine was busy",
      { cpuTimeMs: 5, stopped: true },
      { cpuTimeMs: 200, totalLeftMs: 600 },
      "busy",
    ],
  ] as const)("%s", (_name, time, budget, meaning) => {
    expect(readStepTime(time, budget)).toBe(meaning);
  });

  test("is the same when everything takes four times as long", () => {
    fc.assert(
      fc.property(ms, fc.boolean(), ms, ms, (cpuTimeMs, stopped, limitMs, totalLeftMs) => {
        const meaning = readStepTime({ cpuTimeMs, stopped }, { cpuTimeMs: limitMs, totalLeftMs });
        expect(
          readStepTime(
            { cpuTimeMs: cpuTimeMs * 4, stopped },
            { cpuTimeMs: limitMs * 4, totalLeftMs: totalLeftMs * 4 },
          ),
        ).toBe(meaning);
      }),
    );
  });
});

describe("a step that its parent ended", () => {
  test("means nothing about the program if its CPU was not reported, or if it had some left", () => {
    expect(readEndedStep(undefined, 200)).toBe("busy");
    expect(readEndedStep(199, 200)).toBe("busy");
    expect(readEndedStep(201, 200)).toBe("over");
  });

  test("means the same when everything takes four times as long", () => {
    fc.assert(
      fc.property(fc.option(ms, { nil: undefined }), ms, (cpuTimeMs, limitMs) => {
        expect(
          readEndedStep(cpuTimeMs === undefined ? undefined : cpuTimeMs * 4, limitMs * 4),
        ).toBe(readEndedStep(cpuTimeMs, limitMs));
      }),
    );
  });
});

describe("the limits of a step", () => {
  test("give compiling the same time, whatever a case may take", () => {
    expect(
      new Set([1, 200, 60_000].map((caseMs) => findStepLimits(caseMs, 2).compileCpuTimeMs)).size,
    ).toBe(1);
  });

  test("on a machine that takes four times as long are four times those of the reference machine", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60_000 }), (caseMs) => {
        const here = findStepLimits(caseMs, 4);
        const there = findStepLimits(caseMs, 1);
        for (const place of [
          { batch: -1, case: COMPILING },
          { batch: -1, case: LOADING },
          { batch: -1, case: DRIVER },
          { batch: 0, case: 0 },
        ]) {
          expect(findCpuLimit(here, place)).toBe(findCpuLimit(there, place) * 4);
        }
      }),
    );
  });

  test("have clocks much longer than their CPU, and longer still when it runs out", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 60_000 }),
        fc.constantFrom(0.1, 0.5, 1, 8),
        (caseMs, factor) => {
          const limits = findStepLimits(caseMs, factor);
          const longer = findStepLimits(caseMs, factor, 4);
          for (const step of ["compile", "load", "case"] as const) {
            expect(limits[`${step}WallMs`]).toBeGreaterThanOrEqual(limits[`${step}CpuTimeMs`] * 10);
            expect(longer[`${step}WallMs`]).toBeGreaterThanOrEqual(limits[`${step}WallMs`] * 3.9);
            expect(longer[`${step}CpuTimeMs`]).toBe(limits[`${step}CpuTimeMs`]);
            // An isolate's timer accepts nothing else.
            expect(Number.isInteger(limits[`${step}WallMs`])).toBe(true);
          }
        },
      ),
    );
  });
});

describe("from outside", () => {
  test("a step is ended only if its own figure would be over the limit, too", () => {
    fc.assert(
      fc.property(ms, ms, fc.boolean(), (cpuTimeMs, limitMs, growing) => {
        const isEnded = isOverFromOutside(cpuTimeMs, limitMs, growing);
        expect(
          isEnded &&
            readStepTime(
              { cpuTimeMs, stopped: true },
              { cpuTimeMs: limitMs, totalLeftMs: Infinity },
            ) !== "over",
        ).toBe(false);
      }),
    );
  });

  test("a whole job is over only far beyond what each of its steps may take, and in proportion if everything takes four times as long", () => {
    fc.assert(
      fc.property(
        ms,
        fc.integer({ min: 10, max: 10_000 }),
        fc.integer({ min: 1, max: 20 }),
        ms,
        (usedMs, caseMs, loads, totalMs) => {
          const isOver = isOverAltogether(usedMs, findStepLimits(caseMs, 1), loads, totalMs);
          expect(isOverAltogether(usedMs * 4, findStepLimits(caseMs, 4), loads, totalMs * 4)).toBe(
            isOver,
          );
          const limits = findStepLimits(caseMs, 1);
          const allMs =
            limits.compileCpuTimeMs + loads * limits.loadCpuTimeMs + totalMs + limits.caseCpuTimeMs;
          expect(isOverAltogether(allMs * 2.2 + 30, limits, loads, totalMs)).toBe(false);
        },
      ),
    );
  });

  test("a growing program may continue a little, so that its memory ends it", () => {
    expect(isOverFromOutside(300, 200, false)).toBe(true);
    expect(isOverFromOutside(300, 200, true)).toBe(false);
    expect(isOverFromOutside(500, 200, true)).toBe(true);
    expect([15, 17].map((grownMiB) => isGrowing(grownMiB, 32))).toEqual([false, true]);
  });
});
