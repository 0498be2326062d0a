// For every wrong example of the pack: the code that its report shows, run in Node together with the
// example, gives the result that the report shows.

import { runInThisContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../grader/index.ts";
import { type Exercise, findPacks, loadExercise } from "../../grader/doors/packs.ts";
import type { CallReport, Report } from "../../grader/doors/reports.ts";
import { writeCode } from "../../grader/explain/call/write-code.ts";
import { decode, encode, type Value } from "../../grader/isolate/codec.ts";
import { compileSubmission } from "../../grader/slots/inside/compile.ts";
import { LLM_PRIMER } from "../support/packs.ts";

const pack = findPacks(LLM_PRIMER).packs[0]!;
const BUDGET = { bytes: 1e7, nodes: 1e7, depth: 64 };
/** Of the cases with an explanation, this share shows a call. */
const SHOWN_SHARE = 0.99;

let grader: Grader;
beforeAll(() => void (grader = createGrader()));
afterAll(() => grader.close());

function shownCalls(report: Report): (CallReport | null)[] {
  return report.groups
    .filter(({ visible }) => visible)
    .flatMap(({ cases }) => {
      const inFull = cases.filter(
        ({ input, verdict }) => input !== null && verdict !== "time-limit-exceeded",
      );
      return inFull.flatMap(({ call, smallest }) =>
        smallest === null ? [call] : [call, smallest.call],
      );
    });
}

/** What the last of the calls returns, as a report would show it. */
function runInNode(
  exercise: Exercise,
  source: string,
  language: "typescript" | "javascript",
  code: string,
): string {
  const names = exercise.manifest.exports.map(({ name }) => name);
  const lines = code.split("\n");
  const last = lines.pop()!;
  const program = `"use strict"; const exports = {}; const module = { exports };
    (function (exports, module) { ${compileSubmission(source, language)}
    })(exports, module);
    const { ${names.join(", ")} } = module.exports;
    ${lines.join("\n")}
    return ${last}`;
  const value = runInThisContext(`(() => { ${program} })()`) as Value;
  return writeCode((write) => write(decode(encode(value, BUDGET)))).whole ?? "";
}

const counts = { shown: 0, none: 0, described: 0 };

describe.each(pack.manifest.exercises)("%s", (id) => {
  test("the calls that reports show give the results that they show", async () => {
    const exercise = await loadExercise(pack, id);
    const examples = exercise.examples.filter(({ folder }) => folder === "wrong_answer");
    const wrong: string[] = [];
    for (const { source, fileName } of examples) {
      const report = await grader.grade({
        exercise,
        source: new TextEncoder().encode(source),
        fileName,
      });
      const language = fileName.endsWith(".ts") ? "typescript" : "javascript";
      for (const call of shownCalls(report)) {
        if (call === null) counts.none += 1;
        else if (call.given.length > 0) counts.described += 1;
        else counts.shown += 1;
        const code = call?.code.whole ?? null;
        const result = call?.result?.whole ?? null;
        if (code === null || result === null || call!.given.length > 0) continue;
        if (runInNode(exercise, source, language, code) !== result)
          wrong.push(`${fileName}: ${code} does not give ${result}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("nearly every failing case shows a call", () => {
  const { shown, none, described } = counts;
  console.log(
    `${shown} calls shown, ${described} with a described argument, ${none} cases without a call`,
  );
  expect((shown + described) / (shown + described + none)).toBeGreaterThan(SHOWN_SHARE);
});
