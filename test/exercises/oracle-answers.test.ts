// The same complete answers as in test/grader/compare, judged as a student's would be: by the case
// in the exercise, with the exercise's tolerance, and by its checker if it has one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../grader/index.ts";
import { findPacks, type Exercise, loadExercise } from "../../grader/doors/packs.ts";
import { judgeAll } from "../../grader/judge.ts";
import type { TestCase } from "../../grader/test-case.ts";
import type { Value } from "../../grader/isolate/codec.ts";
import { readFamilies } from "../support/oracle.ts";
import { LLM_PRIMER } from "../support/packs.ts";

let grader: Grader;
/** "family: case" to the exercises that contain it. */
const homes = new Map<string, { exercise: Exercise; testCase: TestCase }[]>();

beforeAll(async () => {
  grader = createGrader();
  const pack = findPacks(LLM_PRIMER).packs[0]!;
  for (const exercise of await Promise.all(
    pack.manifest.exercises.map((id) => loadExercise(pack, id)),
  )) {
    for (const { manifest, cases } of exercise.groups) {
      if (manifest.data === undefined) continue;
      const { family } = JSON.parse(
        readFileSync(join(exercise.folder, "data", manifest.data), "utf8"),
      ) as { family: string };
      for (const stored of cases) {
        const key = `${family}: ${stored.name}`;
        homes.set(key, [
          ...(homes.get(key) ?? []),
          { exercise, testCase: { ...stored, index: undefined } },
        ]);
      }
    }
  }
});
afterAll(() => grader.close());

describe.each(readFamilies())("$name", ({ file, answers }) => {
  test("every exercise with the case judges each answer as expected", async () => {
    for (const { case: name, variant, must, answer } of answers) {
      const found = homes.get(`${file.family}: ${name}`) ?? [];
      expect(found.length, name).toBeGreaterThan(0);
      for (const { exercise, testCase } of found) {
        const [judged] = await judgeAll(
          grader.programs,
          exercise,
          [testCase],
          [{ kind: "value", value: answer as Value, console: "", cpuTimeMs: 0 }],
        );
        expect(
          judged!.verdict === "accepted" ? "accept" : "reject",
          `${exercise.id}: ${variant} / ${name}`,
        ).toBe(must);
      }
    }
  });
});
