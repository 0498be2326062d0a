// The answers for the knobs of a statement, from the process that has slots.

import { expect, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Knobs } from "../../src/catalogue/knobs-data.ts";
import { answerStatements, createFarAnswerer } from "../../src/web-processes/far-statements.ts";
import { joinProcesses } from "../support/join-processes.ts";
import { load, LLM_PRIMER } from "../support/packs.ts";

const KNOBS: Knobs = {
  x: [1, 2],
  y: [2, 4],
  range: { w: [0, 3], b: [-1, 1] },
  start: { w: 0, b: 0 },
  best: { w: 2, b: 0 },
  paths: [{ rate: 0.1, w: [0, 1], b: [0, 1e300] }],
};

test("an answer, a refusal and no answer arrive as they are", async () => {
  const exercise = await load(LLM_PRIMER, "fit-a-line");
  const { links, switchboard } = joinProcesses(2);
  const answers = [KNOBS, null, undefined];
  const asked: [Exercise, string][] = [];
  answerStatements(
    links[0]!,
    {
      renderStatements: () => Promise.resolve([]),
      answerKnobs: (...question) => {
        asked.push(question);
        return Promise.resolve(answers.shift());
      },
    },
    {
      loadVersion: (hash, pack) => {
        expect([hash, pack]).toEqual([exercise.hash, "llm-primer"]);
        return Promise.resolve(exercise);
      },
    },
  );
  const ask = createFarAnswerer(links[1]!);
  expect(await ask(exercise, "a: 1")).toEqual(KNOBS);
  expect(await ask(exercise, "a: 1")).toBeNull();
  expect(await ask(exercise, "a: 1")).toBeUndefined();
  expect(asked).toEqual(Array.from({ length: 3 }, () => [exercise, "a: 1"]));
  // While no process feeds the queue.
  switchboard.disconnect(1);
  expect(await ask(exercise, "a: 1")).toBeUndefined();
});
