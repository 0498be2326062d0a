// Whole answers to the oracle's cases, from sound programs of another make and from typical mistakes: the comparison must tell the
// one from the other, and measure their error as the oracle's own scripts measured it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compare } from "../../../grader/compare/compare.ts";
import { resolveTolerance } from "../../../grader/pack/cases.ts";
import { parseJson } from "../../../grader/pack/parse.ts";
import { type DataFile, dataFile, type ExerciseManifest } from "../../../grader/pack/schema.ts";
import type { Value } from "../../../grader/sandbox/codec.ts";
import { ORACLE } from "../../support/packs.ts";

const answerFile = z.array(
  z.strictObject({
    must: z.enum(["accept", "reject"]),
    variant: z.string(),
    case: z.string(),
    /** The largest error as a multiple of the tolerance, three digits; text where it cannot be measured. */
    times_tolerance: z.union([z.number(), z.string()]),
    answer: z.unknown(),
  }),
);
type Answer = z.infer<typeof answerFile>[number];

function read<S extends z.ZodType>(folder: string, name: string, schema: S): z.output<S> {
  const parsed = parseJson(readFileSync(join(ORACLE, folder, name), "utf8"), `${folder}/${name}`, schema);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** The oracle's files all say their tolerance, so nothing of this may count. */
const noManifest = { tolerance: { rtol: NaN, atol: NaN } } as ExerciseManifest;

function judge(file: DataFile, { case: name, answer }: Answer) {
  const stored = file.cases.find((one) => one.name === name);
  if (stored === undefined) throw new Error(`no case called ${name}`);
  return compare(stored.expected as Value, answer as Value, resolveTolerance(stored.tolerance, file, noManifest));
}

const names = readdirSync(join(ORACLE, "answers")).sort();
const families = names.map((name) => ({ name, file: read("public", name, dataFile), answers: read("answers", name, answerFile) }));

test("there are answers of both sorts for every family", () => {
  const all = families.flatMap(({ answers }) => answers);
  expect(names).toHaveLength(11);
  expect(all.length).toBeGreaterThan(300);
  for (const { name, answers } of families) expect(new Set(answers.map(({ must }) => must)), name).toContain("reject");
  expect(all.filter(({ must }) => must === "accept").length).toBeGreaterThan(20);
});

describe.each(families)("$name", ({ file, answers }) => {
  test("accepts what is sound and rejects what is a mistake", () => {
    for (const answer of answers) {
      const { ok, mismatches } = judge(file, answer);
      expect(ok ? "accept" : "reject", `${answer.variant} / ${answer.case}: ${JSON.stringify(mismatches[0])}`).toBe(answer.must);
    }
  });

  test("measures the error as a multiple of the tolerance, to two digits", () => {
    for (const answer of answers) {
      const { worstTimesTolerance: times } = judge(file, answer);
      const place = `${answer.variant} / ${answer.case}: ${times}`;
      const measured = typeof answer.times_tolerance === "number" ? answer.times_tolerance : Infinity;
      expect(times === measured || Math.abs(times - measured) <= 0.01 * measured, place).toBe(true);
      expect(Number.isFinite(times), place).toBe(Number.isFinite(measured));
    }
  });
});
