// Exercises whose stored data has rows for what students return as objects. Reports show objects,
// and verdicts are those of the rows.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Exercise, findPacks, loadExercise } from "../../grader/doors/packs.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { judgeOutcome } from "../../grader/judge.ts";
import { bytes, LLM_PRIMER } from "../support/packs.ts";

const pack = findPacks(LLM_PRIMER).packs[0]!;
const exercises = await Promise.all(pack.manifest.exercises.map((id) => loadExercise(pack, id)));
const withColumns = exercises.filter(({ manifest }) =>
  Object.values(manifest.fields).some(({ row, rows }) => row ?? rows),
);
const select = (id: string) => exercises.find((exercise) => exercise.id === id)!;

let grader: Grader;
beforeAll(() => void (grader = createGrader({ submissions: { size: 1, spares: 0 } })));
afterAll(() => grader.close());

const grade = (exercise: Exercise, source: string): Promise<Report> =>
  grader.grade({ exercise, source: bytes(source), fileName: "submission.ts", seed: 1 });

test("there are some", () => {
  expect(withColumns.map(({ id }) => id)).toEqual(["merge-characters", "merge-bytes"]);
});

describe.each(withColumns.map((exercise) => [exercise.id, exercise] as const))(
  "%s",
  (_, exercise) => {
    test("names of columns change no verdict, and reports never show a row", async () => {
      const { manifest } = exercise;
      const fields = Object.fromEntries(
        Object.entries(manifest.fields).map(([field, { row: _row, rows: _rows, ...rest }]) => [
          field,
          rest,
        ]),
      );
      const bare = { ...manifest, fields };
      const differing: string[] = [];
      let judgedCases = 0;
      for (const { source, fileName } of [
        ...exercise.examples,
        { source: exercise.starter, fileName: "starter.ts" },
      ]) {
        const report = await grader.grade({
          exercise,
          source: bytes(source),
          fileName,
          seed: 1,
          forCheck: {
            explanations: [],
            observe: (_group, cases, outcomes, judged) => {
              for (const [i, { verdict }] of judged.entries()) {
                judgedCases += 1;
                if (judgeOutcome(cases[i]!, outcomes[i]!, bare).verdict !== verdict)
                  differing.push(`${fileName} ${cases[i]!.name}`);
              }
            },
          },
        });
        const names = report.groups
          .flatMap(({ cases }) => cases)
          .flatMap(({ mismatches }) => mismatches)
          .map(({ name }) => name)
          .filter((name) => /^(?:bestPair\(.*\)|learn\w*\(.*\)\[\d+\])\[\d+\]/.test(name));
        expect(names, fileName).toEqual([]);
      }
      expect(judgedCases).toBeGreaterThan(100);
      expect(differing).toEqual([]);
    });
  },
);

const ARRAYS = `
export function mergePair(): string[] { return []; }
export function bestPair() { return ["e", "r", 3]; }
export function learnMerges() { return [["e", "r", 3]]; }
export function encode(): string[] { return []; }
`;

test("a student who returns an array reads that it must be an object", async () => {
  const report = await grade(select("merge-characters"), ARRAYS);
  const failing = report.groups.flatMap(({ cases }) => cases);
  const one = failing.find(({ call }) => call?.name === "bestPair");
  expect(one?.call?.wrongForm).toEqual({
    wanted: "object",
    fields: ["left", "right", "count"],
    returned: "array",
  });
  expect(one?.mismatches[0]?.name).toMatch(/^bestPair\(texts\)\.(?:left|right|count)$/);
  expect(one?.expected).toContain("{ left: ");
  const many = failing.find(({ call }) => call?.name === "learnMerges");
  expect(many?.call?.wrongForm).toEqual({
    wanted: "objects",
    fields: ["left", "right", "count"],
    returned: "array",
  });
  expect(many?.mismatches[0]?.name).toBe("learnMerges(texts, numMerges)[0].left");
});

test("a path of points is named by its points", async () => {
  const short = `export function descend(X, y, start) { return [{ ...start, loss: 0.5 }]; }`;
  const report = await grade(select("gradient-descent"), short);
  const failing = report.groups.flatMap(({ cases }) => cases).find(({ input }) => input !== null)!;
  expect(failing.mismatches.map(({ name }) => name)).toEqual([
    "descend(X, y, start, options).length",
  ]);
  expect(failing.mismatchCount).toBe(1);
  expect(failing.actual).toMatch(/^\{ "descend\(X, y, start, options\)": \[\{ w: /);
  const object = `export function descend(X, y, start) { return { w: [start.w], b: [0], loss: [0] }; }`;
  const other = await grade(select("gradient-descent"), object);
  const call = other.groups.flatMap(({ cases }) => cases).find((one) => one.call !== null)!.call!;
  expect(call.wrongForm).toEqual({
    wanted: "objects",
    fields: ["w", "b", "loss"],
    returned: "object",
  });
});
