// Whole answers to the oracle's cases, from correct programs written differently and from typical
// mistakes. The comparison must tell them apart, and measure their error as the oracle's own
// scripts did.

import { describe, expect, test } from "vitest";
import { compare } from "../../../grader/compare/compare.ts";
import { resolveTolerance } from "../../../grader/pack/cases.ts";
import type { DataFile, ExerciseManifest } from "../../../grader/pack/schema.ts";
import type { Value } from "../../../grader/isolate/codec.ts";
import { type Answer, readFamilies } from "../../support/oracle.ts";

/** Every file of the oracle gives its tolerance, so this one must not be used. */
const noManifest = { tolerance: { rtol: NaN, atol: NaN } } as ExerciseManifest;

function judge(file: DataFile, { case: name, answer }: Answer) {
  const stored = file.cases.find((one) => one.name === name);
  if (stored === undefined) throw new Error(`no case called ${name}`);
  return compare(
    stored.expected as Value,
    answer as Value,
    resolveTolerance(stored.tolerance, file, noManifest),
  );
}

const families = readFamilies();

test("there are right and wrong answers for every family", () => {
  const all = families.flatMap(({ answers }) => answers);
  expect(families).toHaveLength(11);
  expect(all.length).toBeGreaterThan(300);
  for (const { name, answers } of families)
    expect(new Set(answers.map(({ must }) => must)), name).toContain("reject");
  expect(all.filter(({ must }) => must === "accept").length).toBeGreaterThan(20);
});

describe.each(families)("$name", ({ file, answers }) => {
  test("accepts right answers and rejects wrong ones", () => {
    for (const answer of answers) {
      const { ok, mismatches } = judge(file, answer);
      expect(
        ok ? "accept" : "reject",
        `${answer.variant} / ${answer.case}: ${JSON.stringify(mismatches[0])}`,
      ).toBe(answer.must);
    }
  });

  test("measures the error as a multiple of the tolerance, to two digits", () => {
    for (const answer of answers) {
      const { worstTimesTolerance: times } = judge(file, answer);
      const place = `${answer.variant} / ${answer.case}: ${times}`;
      const measured =
        typeof answer.times_tolerance === "number" ? answer.times_tolerance : Infinity;
      expect(times === measured || Math.abs(times - measured) <= 0.01 * measured, place).toBe(true);
      expect(Number.isFinite(times), place).toBe(Number.isFinite(measured));
    }
  });
});
