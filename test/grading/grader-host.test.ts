// What the site's grader answers for the knobs of a statement, and what its log says otherwise.

import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import { extractKnobs } from "../../grader/statement/render-statement.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { load, LLM_PRIMER } from "../support/packs.ts";

const lines: { msg: string; code?: string; problems?: { code: string }[] }[] = [];
const log = pino({ level: "warn" }, { write: (line) => lines.push(JSON.parse(line) as never) });

let exercise: Exercise;
let block: string;
const host = new GraderHost(log, { submissions: { size: 0 } });
beforeAll(async () => {
  exercise = await load(LLM_PRIMER, "fit-a-line");
  block = extractKnobs(exercise.statements.en)!;
});
afterAll(() => host.close());

test("not now without slots; then the answer; and a refusal of what is wrong, with its reason", async () => {
  expect(await host.answerKnobs(exercise, block)).toBeUndefined();
  await host.open();
  expect(await host.answerKnobs(exercise, block)).toMatchObject({ x: [1, 2, 3, 4, 5], paths: [] });
  lines.length = 0;

  expect(await host.answerKnobs(exercise, block.replace("start:", "begin:"))).toBeNull();
  expect(lines.at(-1)?.msg).toBe("the knobs of a statement are invalid");
  expect(lines.at(-1)?.problems?.map(({ code }) => code)).toContain("unknown-key");

  expect(await host.answerKnobs(exercise, block.replace("kind: ols", "kind: other"))).toBeNull();
  expect(lines.at(-1)).toMatchObject({
    msg: "the knobs of a statement were not answered",
    code: "knobs-input",
  });

  const { modules } = exercise;
  const broken = { ...exercise, modules: { ...modules, validator: "exports.inspect = () => 1;" } };
  expect(await host.answerKnobs(broken, block)).toBeNull();
  expect(lines.at(-1)?.msg).toBe("the knobs of a statement were not answered");
});
