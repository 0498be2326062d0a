// JUnit XML, as CI servers read it: one suite for each exercise, with one test for its checks as a
// whole and one for each finding.

import type { CheckProblem, ExerciseCheck } from "../../../grader/doors/checks.ts";
import type { Translate } from "../../i18n/index.ts";
import {
  describe,
  describePrevented,
  describeSurvivor,
  isError,
  describePlace,
  listSurvivors,
} from "../../reports/describe-check.ts";

interface TestCase {
  name: string;
  className: string;
  seconds: number;
  failure?: { type: string; message: string; text: string };
  /** An error instead of a failure: the test did not finish. */
  error?: { type: string; message: string };
  output?: string;
}

interface Suite {
  name: string;
  seconds: number;
  cases: TestCase[];
}

export function checkAsJunit(
  t: Translate,
  problems: CheckProblem[],
  results: ExerciseCheck[],
): string {
  const suites = [
    ...(problems.length > 0 ? [makePackSuite(t, problems)] : []),
    ...results.map((result) => makeSuite(t, result)),
  ];
  const failed = (cases: TestCase[]) => cases.filter(({ failure }) => failure !== undefined).length;
  const prevented = (cases: TestCase[]) => cases.filter(({ error }) => error !== undefined).length;
  const count = (cases: TestCase[]) =>
    `tests="${cases.length}" failures="${failed(cases)}" errors="${prevented(cases)}"`;
  const all = suites.flatMap(({ cases }) => cases);
  const total = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gradus check" ${count(all)} time="${seconds(total)}">`,
    ...suites.flatMap(({ name, seconds: took, cases }) => [
      `  <testsuite name="${escapeXml(name)}" ${count(cases)} skipped="0" time="${seconds(took)}">`,
      ...cases.flatMap(showCase),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function makePackSuite(t: Translate, problems: CheckProblem[]): Suite {
  return {
    name: "packs",
    seconds: 0,
    cases: problems.map((problem) => failing(t, "packs", problem)),
  };
}

function makeSuite(t: Translate, result: ExerciseCheck): Suite {
  const name = `${result.pack}/${result.id}`;
  const errors = result.problems.filter(isError);
  const took = result.wallTimeMs / 1000;
  const warnings = [
    ...result.problems
      .filter((problem) => !isError(problem))
      .map((problem) => `${describePlace(problem)}: ${describe(t, problem)}`),
    ...listSurvivors(result).map((mutant) => describeSurvivor(t, mutant)),
  ];
  const output = warnings.length > 0 ? { output: warnings.join("\n") } : {};
  const message = describePrevented(t, result);
  const unfinished: TestCase[] =
    message === undefined
      ? []
      : [
          {
            name: "check",
            className: name,
            seconds: 0,
            error: { type: result.prevented!.code, message },
          },
        ];
  if (errors.length + unfinished.length === 0)
    return {
      name,
      seconds: took,
      cases: [{ name: "check", className: name, seconds: took, ...output }],
    };
  return {
    name,
    seconds: took,
    cases: [...errors.map((problem) => failing(t, name, problem)), ...unfinished].map((one, i) =>
      i === 0 ? { ...one, seconds: took, ...output } : one,
    ),
  };
}

function failing(t: Translate, className: string, problem: CheckProblem): TestCase {
  const message = describe(t, problem);
  return {
    name: `${problem.code} ${describePlace(problem)}`,
    className,
    seconds: 0,
    failure: { type: problem.code, message, text: `${describePlace(problem)}: ${message}` },
  };
}

function showCase({ name, className, seconds: took, failure, error, output }: TestCase): string[] {
  const head = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(className)}" time="${seconds(took)}"`;
  if (failure === undefined && error === undefined && output === undefined) return [`${head}/>`];
  const describe = (one: { type: string; message: string }) =>
    `type="${escapeXml(one.type)}" message="${escapeXml(one.message)}"`;
  return [
    `${head}>`,
    ...(failure === undefined
      ? []
      : [`      <failure ${describe(failure)}>${escapeXml(failure.text)}</failure>`]),
    ...(error === undefined ? [] : [`      <error ${describe(error)}/>`]),
    ...(output === undefined ? [] : [`      <system-out>${escapeXml(output)}</system-out>`]),
    "    </testcase>",
  ];
}

function seconds(value: number): string {
  return value.toFixed(3);
}

/** XML 1.0 cannot represent most control characters, so question marks replace them. */
export function escapeXml(text: string): string {
  const names: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "\n": "&#10;",
    "\t": "&#9;",
  };
  return text
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "?",
    )
    .replace(/[&<>"'\n\t]/g, (character) => names[character]!);
}
