// A broken copy for every check, which that check finds and no other: each is needed. Where the ways to break one are many, check.test.ts has
// the others.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkExercise, type CheckProblem, createGrader, findPacks, type FindingCode, type Grader, type Report } from "../../../grader/index.ts";
import { copyTiny, edit, ROOT } from "../../support/packs.ts";

let grader: Grader;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1, spares: 1 } });
  await grader.open();
});
afterAll(() => grader.close());

type Path = (...path: string[]) => string;

interface Broken {
  code: FindingCode;
  by: string;
  breakIt?: (file: Path) => void;
  /** What no pack can bring about the same way each time: loop.ts is graded otherwise. `run` counts its gradings. */
  alter?: (report: Report, run: number) => Report;
  file: string;
  /** What is found, where it is more than one thing of a kind. */
  times?: number;
  line?: number;
  params?: Record<string, unknown>;
  severity?: "warning";
  mutants?: boolean;
}

const both = (file: Path, added: string) => {
  for (const language of ["zh-CN", "en"]) edit(file(`statement.${language}.md`), /$/, added);
};
const addExample = (folder: string, name: string, source: string) => (file: Path) => {
  mkdirSync(file("submissions", folder), { recursive: true });
  writeFileSync(file("submissions", folder, name), source);
};
const data = (file: Path) => file("data", "sample", "shown.json");
const total = (body: string) => `// An example.\nexport function total(values: number[]): number {\n  const sum = values.reduce((a, b) => a + b, 0);\n  ${body}\n}\n`;

const BROKEN: Broken[] = [
  { code: "to-do", by: "a statement that is not written yet", breakIt: (file) => edit(file("statement.en.md"), /$/, "\nTODO an example\n"), file: "statement.en.md", params: { text: "TODO an example" } },
  { code: "statement-empty", by: "a statement without a word", breakIt: (file) => writeFileSync(file("statement.en.md"), "\n"), file: "statement.en.md" },
  { code: "languages-differ", by: "a heading in one language only", breakIt: (file) => edit(file("statement.en.md"), /$/, "\n## More\n"), file: "statement.en.md" },
  { code: "missing-figure", by: "a figure that is not there", breakIt: (file) => both(file, "\n![a](figures/a.svg)\n"), file: "statement.zh-CN.md", times: 2, params: { name: "figures/a.svg" } },
  { code: "unused-figure", by: "a figure that no statement shows", breakIt: (file) => (mkdirSync(file("figures")), writeFileSync(file("figures", "a.svg"), "<svg/>")), file: "figures/a.svg" },
  { code: "broken-link", by: "a link to nothing", breakIt: (file) => both(file, "\n[a](assets/a.txt) [b](https://example.org) [c](../other)\n"), file: "statement.zh-CN.md", times: 4 },
  { code: "formula", by: "a brace that is not closed", breakIt: (file) => both(file, "\n$\\frac{1}{2$\n"), file: "statement.zh-CN.md", times: 2 },
  { code: "formula", by: "a dollar sign alone", breakIt: (file) => both(file, "\nIt costs $5.\n"), file: "statement.zh-CN.md", times: 2 },
  { code: "starter-type", by: "a type error that runs", breakIt: (file) => edit(file("starter.ts"), "return NaN;", 'const zero: string = 0;\n  return NaN;'), file: "starter.ts", line: 3 },
  { code: "starter-answer", by: "a line of the reference in a comment", breakIt: (file) => edit(file("starter.ts"), "return NaN;", "return NaN; // for (const value of values) sum += value;"), file: "starter.ts", params: { from: "reference.ts" } },
  { code: "starter-passes", by: "a starter that knows one hidden case", breakIt: (file) => edit(file("starter.ts"), "return NaN;", "return values.length === 1 ? values[0]! : NaN;"), file: "starter.ts", params: { group: "hidden" } },
  { code: "starter-broken", by: "a starter that throws", breakIt: (file) => edit(file("starter.ts"), "return NaN;", 'throw new Error("to do");'), file: "starter.ts" },
  { code: "too-few-accepted", by: "a single accepted example", breakIt: (file) => rmSync(file("submissions", "accepted", "loop.ts")), file: "submissions/accepted" },
  { code: "too-few-wrong", by: "four wrong examples", breakIt: (file) => rmSync(file("submissions", "wrong_answer", "rounds.ts")), file: "submissions/wrong_answer" },
  { code: "example-verdict", by: "a right example among the wrong ones", breakIt: addExample("wrong_answer", "right.ts", total("return sum;")), file: "submissions/wrong_answer/right.ts" },
  {
    code: "example-group", by: "another verdict in one group", breakIt: (file) => writeFileSync(file("submissions.yaml"), "wrong_answer/rounds.ts: { groups: { hidden: run-time-error } }\n"),
    file: "submissions/wrong_answer/rounds.ts", params: { group: "hidden", verdict: "wrong-answer", wanted: "run-time-error" },
  },
  {
    code: "misconception-not-recognised", by: "a second example that shows something else", breakIt: (file) => writeFileSync(file("submissions.yaml"), "wrong_answer/rounds.ts: { misconception: skips-the-first }\n"),
    file: "submissions/wrong_answer/rounds.ts", params: { id: "skips-the-first", recognised: "-" },
  },
  { code: "no-stored-cases", by: "fresh cases only", file: "exercise.yaml", breakIt: (file) => {
    rmSync(file("data"), { recursive: true });
    edit(file("exercise.yaml"), /^ {2}- \{ id: (shown|hidden).*\n/gm, "");
    // Wrong in hidden fractions only.
    edit(file("submissions", "wrong_answer", "rounds.ts"), "Math.round", "1 + Math.round");
  } },
  { code: "reference-fails", by: "a stored output that is wrong", breakIt: (file) => edit(file("data", "secret", "hidden.json"), '"expected":-3', '"expected":-4'), file: "data/secret/hidden.json" },
  { code: "definition-empty", by: "a definition that says nothing", breakIt: (file) => edit(data(file), /"definition":"[^"]*"/, '"definition":{}'), file: "data/sample/shown.json" },
  { code: "library-unnamed", by: "another version than the file's", breakIt: (file) => edit(data(file), /("oracle":\{"library":"python","version":")[^"]*/, "$12.7"), file: "data/sample/shown.json" },
  { code: "second-missing", by: "no second output", breakIt: (file) => edit(file("exercise.yaml"), "data: sample/shown.json", "data: sample/shown.json, secondOracle: numpy"), file: "data/sample/shown.json", times: 3 },
  { code: "second-same", by: "one library twice", breakIt: (file) => edit(data(file), /"expected":6,"oracle":(\{[^}]*\})/, '"expected":6,"oracle":$1,"second":{"expected":6,"oracle":$1}'), file: "data/sample/shown.json" },
  {
    code: "second-disagrees", by: "two libraries of two opinions", file: "data/sample/shown.json", params: { name: "three values", library: "numpy", detail: "6 ≠ 7" },
    breakIt: (file) => (edit(data(file), '"expected":6,', '"expected":6,"second":{"expected":7,"oracle":{"library":"numpy","version":"1.24"}},'), edit(data(file), '"libraries":{', '"libraries":{"numpy":"1.24",')),
  },
  { code: "wrong-output-accepted", by: "a wrong output within the tolerance", breakIt: (file) => edit(data(file), '"expected":6,', '"expected":6,"wrong":[7,6.000000000001],'), file: "data/sample/shown.json", params: { name: "three values", number: 2 } },
  {
    code: "wrong-output-accepted", by: "a checker that lies", file: "data/sample/shown.json", times: 1,
    breakIt: (file) => (edit(data(file), '"expected":6,', '"expected":6,"wrong":[7],'), writeFileSync(file("checker.ts"), "export default (_input: unknown, output: number, expected: number) => (output === expected + 1 ? { accepted: true } : undefined);\n")),
  },
  { code: "no-validator", by: "fresh inputs that nothing looks at", breakIt: (file) => (rmSync(file("validator.ts")), edit(file("exercise.yaml"), ", edges: [negative, several]", "")), file: "validator.ts" },
  { code: "input-invalid", by: "a stored input out of range", breakIt: (file) => edit(file("validator.ts"), "return input", 'if (input.includes(0.25)) return "no quarters";\n  return input'), file: "data/sample/shown.json" },
  { code: "input-invalid", by: "a fresh input out of range", breakIt: (file) => edit(file("generator.ts"), "maxLength: 8", "minLength: 21, maxLength: 30"), file: "generator.ts" },
  { code: "edge-unknown", by: "a class that is not defined", breakIt: (file) => edit(file("exercise.yaml"), "several]", "several, ghost]"), file: "exercise.yaml", params: { edge: "ghost" } },
  { code: "edge-not-reached", by: "a class that never comes", breakIt: (file) => edit(file("validator.ts"), "values.length > 1", "values.length > 8"), file: "generator.ts" },
  { code: "shrinks-to-invalid", mutants: true, by: "smaller inputs that were not thought of", breakIt: (file) => edit(file("validator.ts"), "return input", 'if (input.length > 0 && input.every((value) => value === 0)) return "only zeros";\n  return input'), file: "generator.ts" },
  { code: "tolerance-tight", by: "a sound solution near the tolerance", breakIt: addExample("accepted", "loses-digits.ts", total("return sum * (1 + 6e-13);")), file: "submissions/accepted/loses-digits.ts" },
  { code: "tolerance-tight", by: "a sound solution not far from it", severity: "warning", breakIt: addExample("accepted", "loses-digits.ts", total("return sum * (1 + 3e-13);")), file: "submissions/accepted/loses-digits.ts" },
  { code: "tolerance-loose", by: "a wrong solution near the tolerance", breakIt: addExample("wrong_answer", "nearly.ts", total("return sum * (1 + 1.6e-12);")), file: "submissions/wrong_answer/nearly.ts" },
  { code: "tolerance-loose", by: "a wrong solution not far from it", severity: "warning", breakIt: addExample("wrong_answer", "nearly.ts", total("return sum * (1 + 6e-12);")), file: "submissions/wrong_answer/nearly.ts" },
  { code: "time-tight", by: "an accepted example that takes most of its time", file: "submissions/accepted/loop.ts", params: { percent: 50 }, alter: (report) => ({ ...report, usage: { ...report.usage!, cpuTimeMs: 300 } }) },
  { code: "memory-tight", mutants: true, by: "an accepted example that takes most of its memory", file: "submissions/accepted/hoards.ts", breakIt: (file) => {
    edit(file("exercise.yaml"), "cpuTimeMs: 200, totalCpuTimeMs: 600, memoryMiB: 32", "cpuTimeMs: 2000, totalCpuTimeMs: 9000, memoryMiB: 96");
    const hoard = "const hoard: number[][] = [];\n  if (values.length === 3 && values[0] === 1) for (let i = 0; i < 700_000; i++) hoard.push([i, i, i]);\n  return hoard.length === 5 ? 0 : sum;";
    addExample("accepted", "hoards.ts", total(hoard))(file);
  } },
  { code: "limit-not-exceeded", by: "a time-limit example that ends", mutants: true, breakIt: addExample("time_limit_exceeded", "ends.ts", total("return sum;")), file: "submissions/time_limit_exceeded/ends.ts" },
  { code: "mutation-score", by: "code that no test comes to", mutants: true, breakIt: (file) => edit(file("reference.ts"), "let sum = 0;", "let sum = 0;\n  if (values.length > 15 && values.length < 19) sum += 5;"), file: "reference.ts" },
  { code: "waiver-unused", by: "a waiver for a mutant that is noticed", mutants: true, file: "mutants.yaml", breakIt: (file) => writeFileSync(file("mutants.yaml"), '- { at: "let sum = 0;", from: "0", to: "1", reason: "It is said that nobody can notice this." }\n') },
  { code: "not-reproducible", mutants: true, by: "an example that is graded in two ways", file: "submissions/accepted/loop.ts", params: { path: ".receipt.seed" }, alter: (report, run) => ({ ...report, receipt: { ...report.receipt, seed: run } }) },
  { code: "depends-on-order", mutants: true, by: "an example that counts its calls", breakIt: addExample("accepted", "counts.ts", `let calls = 0;\n${total("console.log(calls++);\n  return sum;")}`), file: "submissions/accepted/counts.ts" },
  { code: "judge-error", by: "a driver that does not load", breakIt: (file) => writeFileSync(file("driver.ts"), 'throw new Error("no luck");\nexport default () => 0;\n'), file: "driver.ts" },
];

/** It never comes alone: such an example is not accepted either. check.test.ts has it. */
const NEVER_ALONE: FindingCode[] = ["misconception-in-accepted"];

describe("only this check finds", () => {
  test.each(BROKEN.map((broken) => [`${broken.code}: ${broken.by}`, broken] as const))("%s", async (_, { code, breakIt, alter, file, times = 1, line, params, severity = "error", mutants = false }) => {
    const pack = copyTiny();
    const path: Path = (...parts) => join(pack, "sum", ...parts);
    breakIt?.(path);
    let runs = 0;
    const altered: Grader = {
      ...grader,
      grade: async (request) => {
        const report = await grader.grade(request);
        return alter !== undefined && request.fileName === "loop.ts" ? alter(report, runs++) : report;
      },
    };
    const { problems } = await checkExercise(altered, findPacks(pack).packs[0]!, "sum", { mutants });
    expect(problems.map((problem: CheckProblem) => problem.code)).toEqual(Array.from({ length: times }, () => code));
    const found = problems.find((problem) => problem.file === `tiny/sum/${file}`);
    expect(found).toMatchObject({ code, severity, ...(line === undefined ? {} : { line }), ...(params === undefined ? {} : { params }) });
  });

  test("with a copy for every code", () => {
    const source = readFileSync(join(ROOT, "grader", "check", "finding.ts"), "utf8");
    const codes = [.../export type FindingCode =([^;]+);/.exec(source)![1]!.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(30);
    expect([...new Set([...BROKEN.map(({ code }) => code), ...NEVER_ALONE])].sort()).toEqual(codes.sort());
  });
});

test("a copy of nothing broken has nothing to find", async () => {
  const pack = copyTiny();
  expect((await checkExercise(grader, findPacks(pack).packs[0]!, "sum", { mutants: true })).problems).toEqual([]);
});
