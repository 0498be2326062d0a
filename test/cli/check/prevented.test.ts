// A check that the machine prevented is reported as such in every format, with an exit code of its
// own.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import ajv from "ajv-draft-04";
import { expect, test } from "vitest";
import { type ExerciseCheck } from "../../../grader/doors/checks.ts";
import { type Grader } from "../../../grader/index.ts";
import { check } from "../../../src/cli/check/check.ts";
import { checkAsGithub } from "../../../src/cli/check/github.ts";
import { checkAsJunit } from "../../../src/cli/check/junit.ts";
import { checkAsSarif } from "../../../src/cli/check/sarif.ts";
import { createContext } from "../../../src/cli/context.ts";
import { makeTranslator } from "../../../src/i18n/index.ts";
import { TINY } from "../../support/packs.ts";

const t = makeTranslator("en");
const RESULT: ExerciseCheck = {
  pack: "tiny",
  id: "sum",
  problems: [],
  examples: { accepted: 2, other: 5 },
  cases: { stored: 1, generated: 0 },
  libraries: [],
  margins: null,
  mutation: null,
  prevented: { code: "busy", detail: "no time" },
  wallTimeMs: 1000,
};
const SENTENCE =
  "This check did not finish because the machine was too busy. This says nothing about the exercise. Run the check again.";

test("GitHub gets an annotation without a file", () => {
  expect(checkAsGithub(t, "", [], [RESULT])).toBe(`::error title=tiny/sum::${SENTENCE}\n`);
});

test("JUnit gets an error and no failure", () => {
  expect(checkAsJunit(t, [], [RESULT])).toMatch(
    /failures="0" errors="1"[^]*<error type="busy" message="This check did not finish/,
  );
});

test("SARIF gets a notification of the run and no result, valid by its schema", () => {
  const log = JSON.parse(checkAsSarif(t, "1", "", [], [RESULT])) as { runs: [object] };
  expect(log.runs[0]).toMatchObject({
    results: [],
    invocations: [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ message: { text: `tiny/sum: ${SENTENCE}` } }],
      },
    ],
  });
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve(
        "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
      ),
      "utf8",
    ),
  ) as object;
  const validate = new ajv.default({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(schema);
  expect(validate(log) ? null : validate.errors).toBeNull();
});

test.each([
  ["text", /\? sum[^]*the machine was too busy[^]*the check of 1 exercise did not finish/],
  ["json", /"ok": false,[^]*"prevented": \{\s*"code": "busy"/],
])("the command's exit code is 2, and the reason is in its output as %s", async (format, said) => {
  const context = createContext("en", {
    lendGrader: (options, make) => {
      const grader = make(options);
      const grade: Grader["grade"] = async (request) => ({
        ...(await grader.grade(request)),
        verdict: "judge-error",
        messages: [{ code: "judge.busy", params: { detail: "no time" } }],
      });
      return Object.assign(Object.create(grader) as Grader, { grade });
    },
  });
  let output = "";
  context.out = (text) => (output += text);
  try {
    expect(await check(context, TINY, { format, mutants: false })).toBe(2);
  } finally {
    await context.close();
  }
  expect(output).toMatch(said);
});
