// A broken copy for every check that only this check finds, so each check is needed. If there are
// many ways to break something, check.test.ts has the others.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkExercise,
  type CheckProblem,
  type FindingCode,
} from "../../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks } from "../../../grader/doors/packs.ts";
import { type Report } from "../../../grader/doors/reports.ts";
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
  /**
   * What no pack can bring about the same way each time: loop.ts is graded otherwise. `run` counts
   * its gradings.
   */
  alter?: (report: Report, run: number) => Report;
  file: string;
  /** What is found, where it is more than one thing of a kind. */
  times?: number;
  line?: number;
  params?: Record<string, unknown>;
  severity?: "warning" | "notice";
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
const total = (body: string) =>
  "// An example.\n" +
  "export function total(values: number[]): number {\n" +
  "  const sum = values.reduce((a, b) => a + b, 0);\n" +
  `  ${body}\n` +
  "}\n";

const hidden = (file: Path) => file("data", "secret", "hidden.json");
const driver = (body: string) => (file: Path) =>
  writeFileSync(
    file("driver.ts"),
    `export default function drive(submission: { total(values: number[]): number }, input: number[]) {\n  ${body}\n}\n`,
  );
/** The output becomes an object with such a field; `more`: further fields, which are not stored. */
const returnField =
  (name: string, more = "") =>
  (file: Path) => {
    driver(`return { ${name}: submission.total(input)${more} };`)(file);
    for (const data of ["sample/shown.json", "secret/hidden.json"])
      edit(file("data", data), /"expected":(-?[\d.]+)/g, `"expected":{"${name}":$1}`);
  };
/** The output's field becomes a row of one, whose columns have these names. */
const returnRow = (names: string) => (file: Path) => {
  driver("return { total: [submission.total(input)] };")(file);
  for (const data of ["sample/shown.json", "secret/hidden.json"])
    edit(file("data", data), /"expected":(-?[\d.]+)/g, `"expected":{"total":[$1]}`);
  edit(file("exercise.yaml"), "limits:", `fields: { total: { row: [${names}] } }\nlimits:`);
};
/** Replaces the hidden cases. */
const sums =
  (...inputs: number[][]) =>
  (file: Path) => {
    let i = 0;
    edit(
      hidden(file),
      /"input":\[[^\]]*\],"expected":[^,]*/g,
      () =>
        `"input":${JSON.stringify(inputs[i])},"expected":${inputs[i++]!.reduce((a, b) => a + b, 0)}`,
    );
  };
/**
 * A checker: accepts a list for a hidden case if `holds`, and leaves the rest to the comparison.
 */
const hiddenChecker = (holds: string) => (file: Path) =>
  writeFileSync(
    file("checker.ts"),
    "export default (input: number[], output: number[]) => {\n" +
      `  const isHidden = ["-1,-2", "7", "1000000,2000000.5"].includes(String(input));\n` +
      `  return isHidden && Array.isArray(output) && ${holds} ? { accepted: true } : ` +
      "undefined;\n" +
      "};\n",
  );

/** Adds a paragraph in each language. */
const added = (file: Path, zh: string, en: string) => {
  edit(file("statement.zh-CN.md"), /$/, `\n${zh}\n`);
  edit(file("statement.en.md"), /$/, `\n${en}\n`);
};
const fenced = (code: string) => `\`\`\`ts\n${code}\n\`\`\`\n`;
const AVERAGES =
  "let mean = 0; let count = 0; for (const value of values) { count += 1; " +
  "mean += (value - mean) / count; } return mean * count;";

const KNOBS = {
  points: "{ x: [1, 2], y: [1, 2] }",
  range: "{ w: [0, 2], b: [-1, 1] }",
  start: "{ w: 0, b: 0 }",
  best: "{ w: 1, b: 0 }",
};
/** A block of knobs with these keys. */
const knobs = (changed: Partial<typeof KNOBS> = {}) =>
  `\`\`\`knobs\n${Object.entries({ ...KNOBS, ...changed })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("")}\`\`\`\n`;
/** Adds a figure, and what is below it. */
const drawn = (file: Path, zh: string, en = zh) => {
  mkdirSync(file("figures"));
  writeFileSync(file("figures", "line.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  added(file, `![两点之间的线](figures/line.svg)\n\n${zh}`, `![A line](figures/line.svg)\n\n${en}`);
};

const BROKEN: Broken[] = [
  {
    code: "to-do",
    by: "a statement that is not written yet",
    breakIt: (file) => edit(file("statement.en.md"), /$/, "\nTODO an example\n"),
    file: "statement.en.md",
    params: { text: "TODO an example" },
  },
  {
    code: "statement-empty",
    by: "a statement without a word",
    breakIt: (file) => writeFileSync(file("statement.en.md"), "\n"),
    file: "statement.en.md",
  },
  {
    code: "languages-differ",
    by: "a heading in one language only",
    breakIt: (file) => edit(file("statement.en.md"), /$/, "\n## More\n"),
    file: "statement.en.md",
  },
  {
    code: "missing-figure",
    by: "a figure that is not there",
    breakIt: (file) => both(file, "\n![a](figures/a.svg)\n"),
    file: "statement.zh-CN.md",
    times: 2,
    params: { name: "figures/a.svg" },
  },
  {
    code: "unused-figure",
    by: "a figure that no statement shows",
    breakIt: (file) => (
      mkdirSync(file("figures")),
      writeFileSync(file("figures", "a.svg"), "<svg/>")
    ),
    file: "figures/a.svg",
  },
  {
    code: "broken-link",
    by: "a link to nothing",
    breakIt: (file) => both(file, "\n[a](assets/a.txt) [b](https://example.org) [c](../other)\n"),
    file: "statement.zh-CN.md",
    times: 4,
  },
  {
    code: "formula",
    by: "a brace that is not closed",
    breakIt: (file) => both(file, "\n$\\frac{1}{2$\n"),
    file: "statement.zh-CN.md",
    times: 2,
  },
  {
    code: "formula",
    by: "a dollar sign alone",
    breakIt: (file) => both(file, "\nIt costs $5.\n"),
    file: "statement.zh-CN.md",
    times: 2,
  },
  {
    code: "formula-differs",
    by: "a sign that is another one",
    file: "statement.zh-CN.md",
    line: 3,
    params: { zh: "$s \\ge 0$", en: "$s > 0$" },
    breakIt: (file) => added(file, "若 $s \\ge 0$，输出。", "If $s > 0$, show it."),
  },
  {
    code: "code-differs",
    by: "an example of other numbers",
    file: "statement.en.md",
    line: 6,
    params: { zh: "total([1, 2]); // 3", en: "total([1, 3]); // 4" },
    breakIt: (file) =>
      added(
        file,
        fenced("// 和\ntotal([1, 2, 3]); // 6\ntotal([1, 2]); // 3"),
        fenced("// the sum\ntotal([1, 2, 3]); // 6\ntotal([1, 3]); // 4"),
      ),
  },
  {
    code: "number-differs",
    by: "another bound",
    file: "statement.zh-CN.md",
    line: 3,
    params: { zh: "30", en: "20" },
    breakIt: (file) =>
      added(file, "列表里有 30 个数，两个也行。", "The list has 20 numbers, or two."),
  },
  {
    code: "number-differs",
    by: "another number in a hint",
    file: "exercise.yaml",
    line: 17,
    params: { zh: "1", en: "0" },
    breakIt: (file) =>
      edit(file("exercise.yaml"), "数组的下标从 0 开始。", "数组的下标从 1 开始。"),
  },
  {
    code: "not-translated",
    by: "a paragraph of the other language",
    file: "statement.zh-CN.md",
    line: 3,
    breakIt: (file) =>
      added(
        file,
        "Every number counts once, however often it stands there.",
        "Every number counts as often as it stands there.",
      ),
  },
  {
    code: "not-translated",
    by: "a title of the other language",
    severity: "warning",
    file: "exercise.yaml",
    line: 11,
    params: { language: "zh-CN", text: "Shown tests" },
    breakIt: (file) => edit(file("exercise.yaml"), "公开的测试", "Shown tests"),
  },
  {
    code: "heading-too-high",
    by: "a heading of the first level",
    file: "statement.zh-CN.md",
    times: 2,
    line: 3,
    breakIt: (file) => added(file, "# 做什么", "# What to do"),
  },
  {
    code: "heading-repeats-title",
    by: "a heading that is the title",
    file: "statement.en.md",
    times: 2,
    line: 3,
    params: { text: "Sum" },
    breakIt: (file) => added(file, "## 求和", "## Sum"),
  },
  {
    code: "hint-part",
    by: "a hint with a heading",
    breakIt: (file) =>
      writeFileSync(
        file("hints.yaml"),
        "total:\n" +
          "  nudge: { zh-CN: 从哪里开始加？, en: Where does the sum begin? }\n" +
          "  idea: { zh-CN: 从零开始，逐个加上。, en: Start with zero and add each value. }\n" +
          '  formula: { zh-CN: "## 公式", en: The sum of all values. }\n',
      ),
    file: "hints.yaml",
    line: 4,
    params: { what: "headings" },
  },
  {
    code: "figure-active",
    by: "a figure that leads elsewhere",
    file: "figures/a.svg",
    line: 2,
    params: { what: "<a>" },
    breakIt: (file) => (
      both(file, "\n![a](figures/a.svg)\n"),
      mkdirSync(file("figures")),
      writeFileSync(
        file("figures", "a.svg"),
        '<svg xmlns="http://www.w3.org/2000/svg">\n<a><path d="M0 0"/></a></svg>',
      )
    ),
  },
  {
    code: "invisible-character",
    by: "a mark that turns the direction of code",
    file: "submissions/accepted/loop.ts",
    line: 1,
    params: { name: "U+2066 left-to-right isolate" },
    breakIt: (file) => edit(file("submissions", "accepted", "loop.ts"), /^/, "// \u2066A loop.\n"),
  },
  {
    code: "invisible-character",
    by: "a joiner in a case's name, written as an escape",
    file: "data/sample/shown.json",
    line: 2,
    params: { name: "U+200D zero width joiner" },
    breakIt: (file) => edit(data(file), "three values", "three\\u200dvalues"),
  },
  {
    code: "export-unknown",
    by: "a name of an earlier draft",
    file: "statement.en.md",
    times: 2,
    line: 4,
    params: { name: "sumOf", nearest: "total", names: "total" },
    breakIt: (file) =>
      both(file, `\n${fenced("export function sumOf(values: number[]): number;")}`),
  },
  {
    code: "export-not-shown",
    by: "one of two functions",
    file: "statement.en.md",
    times: 2,
    line: 4,
    params: { name: "mean" },
    breakIt: (file) => {
      edit(
        file("exercise.yaml"),
        '    signature: "(values: number[]) => number"\n',
        '    signature: "(values: number[]) => number"\n' +
          '  - { name: mean, signature: "(values: number[]) => number" }\n',
      );
      edit(
        file("starter.ts"),
        /$/,
        "\nexport const mean = (values: number[]): number => values.length;\n",
      );
      edit(
        file("reference.ts"),
        /$/,
        "\nexport const mean = (values: number[]): number => total(values) / values.length;\n",
      );
      for (const [folder, name] of [
        ["accepted", "loop.ts"],
        ["accepted", "reduce.js"],
        ["wrong_answer", "absolute.ts"],
        ["wrong_answer", "rounds.ts"],
        ["wrong_answer", "skips-the-first.ts"],
        ["wrong_answer", "skips-the-last.ts"],
        ["wrong_answer", "starts-at-one.ts"],
      ] as const)
        edit(file("submissions", folder, name), /$/, "\nexport const mean = () => 0;\n");
      both(file, `\n${fenced("export function total(values: number[]): number;")}`);
    },
  },
  {
    code: "signature-differs",
    by: "a parameter of another name",
    file: "starter.ts",
    line: 1,
    params: {
      name: "total",
      here: "total(list: number[]): number",
      there: "(values: number[]) => number",
    },
    breakIt: (file) =>
      edit(
        file("starter.ts"),
        "(values: number[]): number {\n  void values",
        "(list: number[]): number {\n  void list",
      ),
  },
  {
    code: "signature-differs",
    by: "a type that means something else",
    file: "statement.en.md",
    times: 2,
    line: 5,
    breakIt: (file) =>
      both(
        file,
        `\n${fenced("type Values = readonly (number | null)[];\nexport function total(values: Values): number;")}`,
      ),
  },
  {
    code: "signature-unreadable",
    by: "a signature that is no type",
    file: "exercise.yaml",
    line: 7,
    params: { name: "total", signature: "values -> number" },
    breakIt: (file) =>
      edit(file("exercise.yaml"), "(values: number[]) => number", "values -> number"),
  },
  {
    code: "solution-shown",
    by: "a renamed solution in a hint",
    file: "exercise.yaml",
    times: 2,
    line: 17,
    params: { from: "submissions/accepted/averages.ts" },
    breakIt: (file) => {
      const renamed = AVERAGES.replaceAll("mean", "m")
        .replaceAll("count", "c")
        .replaceAll("value", "x");
      edit(
        file("exercise.yaml"),
        "数组的下标从 0 开始。, en: Indices start at 0.",
        `"提示：${renamed}", en: "Look: ${renamed}"`,
      );
      addExample(
        "accepted",
        "averages.ts",
        `// By a running mean.\nexport function total(values: number[]): number {\n  ${AVERAGES}\n}\n`,
      )(file);
    },
  },
  {
    code: "example-unknown",
    by: "an example that calls something else",
    file: "statement.en.md",
    times: 2,
    line: 4,
    params: { name: "totl", nearest: "total", names: "total" },
    breakIt: (file) => both(file, `\n${fenced("totl([1, 2]); // 3")}`),
  },
  {
    code: "example-wrong",
    by: "a result that is not the reference's",
    file: "statement.en.md",
    times: 2,
    line: 6,
    params: { code: "total(values)", shown: "3.25…", actual: "3.5" },
    breakIt: (file) =>
      both(
        file,
        `\n${fenced("const values = [1, 2.5];\ntotal([1, 2, 3]); // 6\ntotal(values); // 3.25…")}`,
      ),
  },
  {
    code: "example-not-first",
    by: "a first example that is no test",
    file: "statement.en.md",
    params: { name: "total" },
    breakIt: (file) => both(file, `\n${fenced("total([2, 2]); // 4\ntotal([1, 2, 3]); // 6")}`),
  },
  {
    code: "example-fails",
    by: "an example that throws",
    file: "statement.en.md",
    times: 2,
    line: 4,
    params: { code: 'total(JSON.parse("{"))' },
    breakIt: (file) => both(file, `\n${fenced('total(JSON.parse("{")); // 0')}`),
  },
  {
    code: "example-unreadable",
    by: "an example that is no program",
    severity: "notice",
    file: "statement.en.md",
    times: 2,
    line: 4,
    breakIt: (file) => both(file, `\n${fenced("total([1, 2) // 3")}`),
  },
  {
    code: "example-without-result",
    by: "an example without a result",
    severity: "notice",
    file: "statement.en.md",
    times: 2,
    line: 4,
    breakIt: (file) => both(file, `\n${fenced("total([1, 2]);")}`),
  },
  {
    code: "example-in-words",
    by: "an example with its result in words",
    severity: "notice",
    file: "statement.en.md",
    times: 2,
    line: 4,
    breakIt: (file) =>
      both(file, `\n${fenced("total([1, 2]); // 1 + 2")}`.replace("1 + 2", "plus")),
  },
  {
    code: "points-none",
    by: "points for nothing",
    file: "exercise.yaml",
    line: 10,
    breakIt: (file) => edit(file("exercise.yaml"), /points: \d/g, "points: 0"),
  },
  {
    code: "points-zero",
    by: "a group without points",
    severity: "warning",
    file: "exercise.yaml",
    line: 11,
    params: { group: "shown" },
    breakIt: (file) => edit(file("exercise.yaml"), "points: 2", "points: 0"),
  },
  {
    code: "points-hidden",
    by: "visible groups that hide themselves",
    file: "exercise.yaml",
    line: 10,
    breakIt: (file) => {
      edit(file("exercise.yaml"), /^ {2}- \{ id: shown.*\n/m, "");
      edit(file("exercise.yaml"), "visible: true, ", "");
      edit(file("exercise.yaml"), /misconceptions:[\s\S]*$/, "");
      rmSync(file("data", "sample"), { recursive: true });
    },
  },
  {
    code: "version-unknown",
    by: "a library of the year 2100",
    file: "data/sample/shown.json",
    line: 1,
    params: { library: "python", version: "31.1", newest: 3 },
    breakIt: (file) => edit(data(file), /3\.11\.2/g, "31.1"),
  },
  {
    code: "bound-untested",
    by: "a list longer than any that is tested",
    severity: "notice",
    file: "statement.en.md",
    line: 7,
    params: { bound: "10^9", largest: 2000000.5 },
    breakIt: (file) =>
      both(
        file,
        "\n" +
          `${fenced("export function total(values: number[]): number;")}\n` +
          `- \`values\` holds at most 最多 $10^9$ numbers 个数。\n`,
      ),
  },
  {
    code: "starter-type",
    by: "a type error that runs",
    breakIt: (file) =>
      edit(file("starter.ts"), "return NaN;", "const zero: string = 0;\n  return NaN;"),
    file: "starter.ts",
    line: 3,
  },
  {
    code: "knobs-figure",
    by: "knobs below a sentence",
    breakIt: (file) => drawn(file, `一个。\n\n${knobs()}`, `One.\n\n${knobs()}`),
    file: "statement.en.md",
    times: 2,
    line: 7,
  },
  {
    code: "knobs-second",
    by: "two blocks of knobs",
    breakIt: (file) =>
      drawn(
        file,
        `${knobs()}\n![又一幅](figures/line.svg)\n\n${knobs()}`,
        `${knobs()}\n![Again](figures/line.svg)\n\n${knobs()}`,
      ),
    file: "statement.en.md",
    times: 2,
    line: 14,
  },
  {
    code: "knobs-differ",
    by: "points in another order, on a line that is worded in Chinese",
    breakIt: (file) =>
      drawn(
        file,
        knobs({ points: "{ x: [2, 1], y: [2, 1] } # 两个点" }),
        knobs({ points: "{ x: [1, 2], y: [1, 2] } # two points" }),
      ),
    file: "statement.en.md",
    line: 6,
    params: { key: "points" },
  },
  {
    code: "knobs-input",
    by: "an input that the validator refuses",
    breakIt: (file) => drawn(file, knobs({ best: '{ input: ["a"], w: total, b: total }' })),
    file: "statement.en.md",
    line: 9,
    params: { key: "best", detail: "input must be a list of numbers" },
  },
  {
    code: "knobs-answer",
    by: "a field that the output does not have",
    breakIt: (file) => drawn(file, knobs({ best: "{ input: [1], w: slope, b: total }" })),
    file: "statement.en.md",
    line: 9,
    params: { key: "best", why: "returned", detail: "slope = undefined" },
  },
  {
    code: "knobs-best",
    by: "a line that is not the best one",
    breakIt: (file) => drawn(file, knobs({ best: "{ w: 1, b: 0.5 }" })),
    file: "statement.en.md",
    line: 9,
    params: { w: 1, b: 0.5 },
  },
  {
    code: "starter-answer",
    by: "a line of the reference in a comment",
    breakIt: (file) =>
      edit(
        file("starter.ts"),
        "return NaN;",
        "return NaN; // 例如 for (const value of values) sum += value;",
      ),
    file: "starter.ts",
    params: { from: "reference.ts" },
  },
  {
    code: "writing-text",
    by: "a training text of one line",
    breakIt: (file) => {
      addWriting(file);
      writeFileSync(file("assets", "story.txt"), "ab\n");
    },
    file: "assets/story.txt",
  },
  {
    code: "writing-fails",
    by: "an export that returns no model",
    breakIt: (file) => addWriting(file),
    file: "reference.ts",
    params: { text: 1 },
  },
  {
    code: "starter-one-language",
    by: "a sentence in English, without a Chinese starter",
    breakIt: (file) =>
      edit(file("starter.ts"), "return NaN;", "return NaN; // all values of the list together"),
    file: "starter.ts",
  },
  {
    code: "starter-code-differs",
    by: "a Chinese starter with another result",
    breakIt: (file) => {
      copyFileSync(file("starter.ts"), file("starter.zh-CN.ts"));
      edit(file("starter.zh-CN.ts"), "return NaN;", "return -NaN;");
    },
    file: "starter.zh-CN.ts",
    params: { en: "NaN", zh: "-" },
  },
  {
    code: "starter-comments-differ",
    by: "a Chinese starter with one more comment",
    breakIt: (file) => {
      copyFileSync(file("starter.ts"), file("starter.zh-CN.ts"));
      edit(file("starter.zh-CN.ts"), "return NaN;", "return NaN; // 结果");
    },
    file: "starter.zh-CN.ts",
  },
  {
    code: "type-error",
    by: "a reference with a type error that runs",
    breakIt: (file) =>
      edit(
        file("reference.ts"),
        "let sum = 0;",
        "const odd: string = 0;\n  void odd;\n  let sum = 0;",
      ),
    file: "reference.ts",
    line: 2,
  },
  {
    code: "type-contract",
    by: "a checker that may answer with a text",
    breakIt: (file) =>
      writeFileSync(file("checker.ts"), "\nexport default (): string | undefined => undefined;\n"),
    file: "checker.ts",
    line: 2,
    params: { name: "default" },
  },
  {
    code: "driver-secret",
    by: "a driver that holds a hidden output",
    breakIt: driver("const known = 3000000.5;\n  void known;\n  return submission.total(input);"),
    file: "driver.ts",
    line: 2,
    params: { group: "hidden", name: "large" },
  },
  {
    code: "driver-answer",
    by: "a driver that adds up by itself",
    breakIt: driver(
      "const values = input;\n" +
        "  let sum = 0;\n" +
        "  for (const value of values) sum += value;\n" +
        "  return submission.total(input) + 0 * sum;",
    ),
    file: "driver.ts",
    line: 4,
  },
  {
    code: "example-identical",
    by: "an accepted example with other names",
    breakIt: addExample(
      "accepted",
      "again.ts",
      "// The same.\n" +
        "export function total(xs: readonly number[]) {\n" +
        "  let s = 0;\n" +
        "  for (const x of xs) { s += x; }\n" +
        "  return s;\n" +
        "}\n",
    ),
    file: "submissions/accepted/loop.ts",
    params: { other: "accepted/again.ts" },
  },
  {
    code: "field-unnamed",
    by: "a field that no student knows",
    breakIt: returnField("amount"),
    file: "exercise.yaml",
    line: 5,
    params: { field: "amount", name: "amount" },
  },
  {
    code: "field-name",
    by: "a field that is shown under a name that no student knows",
    breakIt: (file) => {
      returnField("amount")(file);
      edit(
        file("exercise.yaml"),
        "limits:",
        'fields: { amount: { name: "addUp(values)" } }\nlimits:',
      );
    },
    file: "exercise.yaml",
    line: 8,
    params: { field: "amount", name: "addUp(values)" },
  },
  {
    code: "column-name",
    by: "a column under a name that no student knows",
    breakIt: returnRow("amount"),
    file: "exercise.yaml",
    line: 8,
    params: { field: "total", name: "amount" },
  },
  {
    code: "columns-differ",
    by: "names for more columns than rows have",
    breakIt: returnRow("total, values"),
    file: "exercise.yaml",
    line: 8,
    params: { field: "total", count: 2, case: "three values" },
  },
  {
    code: "columns-unused",
    by: "columns of a field that no output has",
    breakIt: (file) =>
      edit(file("exercise.yaml"), "limits:", "fields: { total: { row: [values] } }\nlimits:"),
    file: "exercise.yaml",
    line: 8,
    params: { field: "total" },
  },
  {
    code: "given-unused",
    by: "a description of something that the driver does not pass",
    breakIt: (file) =>
      edit(
        file("exercise.yaml"),
        "limits:",
        "given: { story: { zh-CN: 故事, en: the story } }\nlimits:",
      ),
    file: "exercise.yaml",
    line: 8,
    params: { name: "story" },
  },
  {
    code: "field-forgotten",
    by: "a field that no stored output has",
    file: "data/sample/shown.json",
    line: 2,
    params: { field: "values" },
    breakIt: returnField("total", ", values: input.length"),
  },
  {
    code: "script-missing",
    by: "a script that is not there",
    breakIt: (file) => edit(data(file), '"script":"by hand"', '"script":"oracle/none.py"'),
    file: "data/sample/shown.json",
    line: 1,
    params: { script: "oracle/none.py" },
  },
  {
    code: "case-shown",
    by: "a hidden case that is a visible one",
    breakIt: (file) =>
      edit(hidden(file), '"input":[7],"expected":7', '"input":[1,2,3],"expected":6'),
    file: "data/secret/hidden.json",
    line: 4,
    params: { name: "one", other: "three values" },
  },
  {
    code: "case-repeated",
    by: "a case that is asked twice",
    breakIt: (file) =>
      edit(data(file), '"input":[0.5,0.25],"expected":0.75', '"input":[1,2,3],"expected":6'),
    file: "data/sample/shown.json",
    line: 4,
    params: { name: "fractions" },
  },
  {
    code: "fresh-repeated",
    by: "a generator that knows two inputs",
    breakIt: (file) =>
      edit(file("generator.ts"), /fc\.array\(.*\}\)\.map/, "fc.constantFrom([-1, 2], [3, 4]).map"),
    file: "generator.ts",
    params: { count: 10, distinct: 2 },
  },
  {
    code: "fresh-same-as",
    by: "two groups of the same fresh cases",
    breakIt: (file) =>
      edit(
        file("exercise.yaml"),
        "  - { id: hidden",
        "  - { id: more, title: { zh-CN: 更多, en: More }, points: 1, generate: { cases: 5, " +
          "visible: true } }\n" +
          "  - { id: hidden",
      ),
    file: "exercise.yaml",
    params: { group: "more", other: "fresh", shared: 5 },
  },
  {
    code: "group-passes-zeros",
    by: "a group whose every answer is zero",
    breakIt: sums([-1, 1], [2, -2], [3, -3]),
    file: "exercise.yaml",
    line: 13,
    params: { group: "hidden", count: 3 },
  },
  {
    code: "group-passes-constant",
    by: "a group whose answers are all the same",
    breakIt: sums([3, 4], [7], [10, -3]),
    file: "exercise.yaml",
    line: 13,
    params: { group: "hidden" },
  },
  {
    code: "group-passes-empty",
    by: "a checker that takes no numbers for an answer",
    breakIt: hiddenChecker("output.length === 0"),
    file: "exercise.yaml",
    params: { group: "hidden" },
  },
  {
    code: "group-passes-input",
    by: "a checker that takes the question for an answer",
    breakIt: hiddenChecker("output.length === input.length"),
    file: "exercise.yaml",
    params: { group: "hidden" },
  },
  {
    code: "group-refuses-nothing",
    by: "a group in which every mistake passes",
    file: "exercise.yaml",
    line: 14,
    params: { group: "odd" },
    breakIt: (file) => {
      edit(
        file("exercise.yaml"),
        "misconceptions:",
        "  - { id: odd, title: { zh-CN: 奇怪的, en: Odd }, points: 1, data: secret/odd.json }\nmisconceptions:",
      );
      const [head, ...cases] = readFileSync(hidden(file), "utf8").split("\n");
      writeFileSync(
        file("data", "secret", "odd.json"),
        [head, cases[2]!.replace('[7],"expected":7', '[11,12,13],"expected":36'), "]}\n"].join(
          "\n",
        ),
      );
      for (const name of readdirSync(file("submissions", "wrong_answer")))
        edit(file("submissions", "wrong_answer", name), "=> ", "=> values[0] === 11 ? 36 : ");
    },
  },
  {
    code: "edge-not-asked",
    by: "a class that no group asks for",
    breakIt: (file) =>
      edit(file("exercise.yaml"), "edges: [negative, several]", "edges: [negative]"),
    file: "validator.ts",
    line: 8,
    params: { edge: "several" },
  },
  {
    code: "edge-not-stored",
    by: "a class without a case, and no fresh ones",
    file: "validator.ts",
    line: 10,
    params: { edge: "long" },
    breakIt: (file) => {
      edit(file("exercise.yaml"), /^ {2}- \{ id: fresh.*\n/m, "");
      edit(file("validator.ts"), "\n};", "\n  long: (values) => values.length > 15,\n};");
    },
  },
  {
    code: "validator-accepts",
    by: "a validator that only looks for a list",
    breakIt: (file) => edit(file("validator.ts"), " || !input.every(Number.isFinite)", ""),
    file: "validator.ts",
    line: 2,
  },
  {
    code: "limits-order",
    by: "one case that may take longer than all",
    breakIt: (file) => edit(file("exercise.yaml"), "cpuTimeMs: 200,", "cpuTimeMs: 700,"),
    file: "exercise.yaml",
    line: 8,
  },
  {
    code: "tolerance-hides",
    by: "a tolerance as large as the number",
    file: "data/secret/hidden.json",
    line: 4,
    params: { name: "one" },
    breakIt: (file) => {
      edit(hidden(file), '"expected":7,', '"expected":7,"tolerance":{"rtol":0,"atol":10},');
      edit(hidden(file), '"provenance"', '"tolerance_rule":"one is a guess","provenance"');
    },
  },
  {
    code: "tolerance-unexplained",
    by: "a wider tolerance without a reason",
    breakIt: (file) =>
      edit(hidden(file), '"expected":7,', '"expected":7,"tolerance":{"rtol":1e-6},'),
    file: "data/secret/hidden.json",
    line: 4,
    params: { name: "one" },
  },
  {
    code: "starter-passes",
    by: "a starter that knows one hidden case",
    breakIt: (file) =>
      edit(file("starter.ts"), "return NaN;", "return values.length === 1 ? values[0]! : NaN;"),
    file: "starter.ts",
    params: { group: "hidden" },
  },
  {
    code: "starter-broken",
    by: "a starter that throws",
    breakIt: (file) => edit(file("starter.ts"), "return NaN;", 'throw new Error("to do");'),
    file: "starter.ts",
  },
  {
    code: "too-few-accepted",
    by: "a single accepted example",
    breakIt: (file) => rmSync(file("submissions", "accepted", "loop.ts")),
    file: "submissions/accepted",
  },
  {
    code: "too-few-wrong",
    by: "four wrong examples",
    breakIt: (file) => rmSync(file("submissions", "wrong_answer", "rounds.ts")),
    file: "submissions/wrong_answer",
  },
  {
    code: "example-verdict",
    by: "a right example among the wrong ones",
    breakIt: addExample("wrong_answer", "right.ts", total("return sum;")),
    file: "submissions/wrong_answer/right.ts",
  },
  {
    code: "example-group",
    by: "another verdict in one group",
    breakIt: (file) =>
      writeFileSync(
        file("submissions.yaml"),
        "wrong_answer/rounds.ts: { groups: { hidden: run-time-error } }\n",
      ),
    file: "submissions/wrong_answer/rounds.ts",
    params: { group: "hidden", verdict: "wrong-answer", wanted: "run-time-error" },
  },
  {
    code: "misconception-not-recognised",
    by: "a second example that shows something else",
    breakIt: (file) =>
      writeFileSync(
        file("submissions.yaml"),
        "wrong_answer/rounds.ts: { misconception: skips-the-first }\n",
      ),
    file: "submissions/wrong_answer/rounds.ts",
    params: { id: "skips-the-first", recognised: "-" },
  },
  {
    code: "no-stored-cases",
    by: "fresh cases only",
    file: "exercise.yaml",
    breakIt: (file) => {
      rmSync(file("data"), { recursive: true });
      edit(file("exercise.yaml"), /^ {2}- \{ id: (shown|hidden).*\n/gm, "");
      // Wrong in hidden fractions only.
      edit(file("submissions", "wrong_answer", "rounds.ts"), "Math.round", "1 + Math.round");
    },
  },
  {
    code: "reference-fails",
    by: "a stored output that is wrong",
    breakIt: (file) =>
      edit(file("data", "secret", "hidden.json"), '"expected":-3', '"expected":-4'),
    file: "data/secret/hidden.json",
    line: 2,
  },
  {
    code: "example-verdict",
    by: "an accepted example that throws",
    breakIt: addExample(
      "accepted",
      "throws.ts",
      total('if (values[0] === 1000000) throw new Error("alone");\n  return sum;'),
    ),
    file: "submissions/accepted/throws.ts",
    line: 4,
    params: { cause: "hidden, large: Error: alone" },
  },
  {
    code: "example-verdict",
    by: "an accepted example that does not compile",
    breakIt: addExample(
      "accepted",
      "broken.js",
      "// Broken.\nexport const total = (values) => {\n  return values.reduce((a, b) => a + b, 0;\n};\n",
    ),
    file: "submissions/accepted/broken.js",
    line: 3,
  },
  {
    code: "definition-empty",
    by: "a definition that says nothing",
    breakIt: (file) => edit(data(file), /"definition":"[^"]*"/, '"definition":{}'),
    file: "data/sample/shown.json",
  },
  {
    code: "library-unnamed",
    by: "another version than the file's",
    breakIt: (file) =>
      edit(data(file), /("oracle":\{"library":"python","version":")[^"]*/, "$12.7"),
    file: "data/sample/shown.json",
    line: 2,
  },
  {
    code: "second-missing",
    by: "no second output",
    breakIt: (file) =>
      edit(
        file("exercise.yaml"),
        "data: sample/shown.json",
        "data: sample/shown.json, secondOracle: numpy",
      ),
    file: "data/sample/shown.json",
    times: 3,
  },
  {
    code: "second-same",
    by: "one library twice",
    breakIt: (file) =>
      edit(
        data(file),
        /"expected":6,"oracle":(\{[^}]*\})/,
        '"expected":6,"oracle":$1,"second":{"expected":6,"oracle":$1}',
      ),
    file: "data/sample/shown.json",
  },
  {
    code: "second-disagrees",
    by: "two libraries of two opinions",
    file: "data/sample/shown.json",
    params: { name: "three values", library: "numpy", detail: "6 ≠ 7" },
    breakIt: (file) => (
      edit(
        data(file),
        '"expected":6,',
        '"expected":6,"second":{"expected":7,"oracle":{"library":"numpy","version":"1.24"}},',
      ),
      edit(data(file), '"libraries":{', '"libraries":{"numpy":"1.24",')
    ),
  },
  {
    code: "wrong-output-accepted",
    by: "a wrong output within the tolerance",
    breakIt: (file) =>
      edit(data(file), '"expected":6,', '"expected":6,"wrong":[7,6.000000000001],'),
    file: "data/sample/shown.json",
    params: { name: "three values", number: 2 },
  },
  {
    code: "wrong-output-accepted",
    by: "a checker that lies",
    file: "data/sample/shown.json",
    times: 1,
    breakIt: (file) => (
      edit(data(file), '"expected":6,', '"expected":6,"wrong":[7],'),
      writeFileSync(
        file("checker.ts"),
        "export default (_input: unknown, output: number, expected: number) => (output === " +
          "expected + 1 ? { accepted: true } : undefined);\n",
      )
    ),
  },
  {
    code: "no-validator",
    by: "fresh inputs that nothing looks at",
    breakIt: (file) => (
      rmSync(file("validator.ts")),
      edit(file("exercise.yaml"), ", edges: [negative, several]", "")
    ),
    file: "validator.ts",
  },
  {
    code: "input-invalid",
    by: "a stored input out of range",
    breakIt: (file) =>
      edit(
        file("validator.ts"),
        "return input",
        'if (input.includes(0.25)) return "no quarters";\n  return input',
      ),
    file: "data/sample/shown.json",
    line: 4,
  },
  {
    code: "input-invalid",
    by: "a fresh input out of range",
    breakIt: (file) => edit(file("generator.ts"), "maxLength: 8", "minLength: 21, maxLength: 30"),
    file: "generator.ts",
  },
  {
    code: "edge-unknown",
    by: "a class that is not defined",
    breakIt: (file) => edit(file("exercise.yaml"), "several]", "several, ghost]"),
    file: "exercise.yaml",
    line: 12,
    params: { edge: "ghost" },
  },
  {
    code: "edge-not-reached",
    by: "a class that never comes",
    breakIt: (file) => edit(file("validator.ts"), "values.length > 1", "values.length > 8"),
    file: "generator.ts",
  },
  {
    code: "shrinks-to-invalid",
    mutants: true,
    by: "smaller inputs that were not thought of",
    breakIt: (file) =>
      edit(
        file("validator.ts"),
        "return input",
        'if (input.length > 0 && input.every((value) => value === 0)) return "only zeros";\n  return input',
      ),
    file: "generator.ts",
  },
  {
    code: "tolerance-tight",
    by: "a sound solution near the tolerance",
    breakIt: addExample("accepted", "loses-digits.ts", total("return sum * (1 + 6e-13);")),
    file: "submissions/accepted/loses-digits.ts",
  },
  {
    code: "tolerance-tight",
    by: "a sound solution not far from it",
    severity: "warning",
    breakIt: addExample("accepted", "loses-digits.ts", total("return sum * (1 + 3e-13);")),
    file: "submissions/accepted/loses-digits.ts",
  },
  {
    code: "tolerance-loose",
    by: "a wrong solution near the tolerance",
    breakIt: addExample("wrong_answer", "nearly.ts", total("return sum * (1 + 1.6e-12);")),
    file: "submissions/wrong_answer/nearly.ts",
  },
  {
    code: "tolerance-loose",
    by: "a wrong solution not far from it",
    severity: "warning",
    breakIt: addExample("wrong_answer", "nearly.ts", total("return sum * (1 + 6e-12);")),
    file: "submissions/wrong_answer/nearly.ts",
  },
  {
    code: "time-tight",
    by: "an accepted example that takes most of its time",
    file: "submissions/accepted/loop.ts",
    params: { percent: 50 },
    alter: (report) => ({ ...report, usage: { ...report.usage!, cpuTimeMs: 300 } }),
  },
  {
    code: "memory-tight",
    mutants: true,
    by: "an accepted example that takes most of its memory",
    file: "submissions/accepted/hoards.ts",
    breakIt: (file) => {
      edit(
        file("exercise.yaml"),
        "cpuTimeMs: 200, totalCpuTimeMs: 600, memoryMiB: 32",
        "cpuTimeMs: 2000, totalCpuTimeMs: 9000, memoryMiB: 96",
      );
      const hoard =
        "const hoard: number[][] = [];\n" +
        "  if (values.length === 3 && values[0] === 1) for (let i = 0; i < 700_000; " +
        "i++) hoard.push([i, i, i]);\n" +
        "  return hoard.length === 5 ? 0 : sum;";
      addExample("accepted", "hoards.ts", total(hoard))(file);
    },
  },
  {
    code: "limit-not-exceeded",
    by: "a time-limit example that ends",
    mutants: true,
    breakIt: addExample("time_limit_exceeded", "ends.ts", total("return sum;")),
    file: "submissions/time_limit_exceeded/ends.ts",
  },
  {
    code: "mutation-score",
    by: "code that no test comes to",
    mutants: true,
    breakIt: (file) =>
      edit(
        file("reference.ts"),
        "let sum = 0;",
        "let sum = 0;\n  if (values.length > 15 && values.length < 19) sum += 5;",
      ),
    file: "reference.ts",
  },
  {
    code: "waiver-unused",
    by: "a waiver for a mutant that is noticed",
    mutants: true,
    file: "mutants.yaml",
    breakIt: (file) =>
      writeFileSync(
        file("mutants.yaml"),
        '- { at: "let sum = 0;", from: "0", to: "1", reason: "It is said that nobody can notice this." }\n',
      ),
  },
  {
    code: "not-reproducible",
    mutants: true,
    by: "an example that is graded in two ways",
    file: "submissions/accepted/loop.ts",
    params: { path: ".receipt.seed" },
    alter: (report, run) => ({ ...report, receipt: { ...report.receipt, seed: run } }),
  },
  {
    code: "depends-on-order",
    mutants: true,
    by: "an example that counts its calls",
    breakIt: addExample(
      "accepted",
      "counts.ts",
      `let calls = 0;\n${total("console.log(calls++);\n  return sum;")}`,
    ),
    file: "submissions/accepted/counts.ts",
  },
  {
    code: "judge-error",
    by: "a driver that does not load",
    breakIt: (file) =>
      writeFileSync(file("driver.ts"), 'throw new Error("no luck");\nexport default () => 0;\n'),
    file: "driver.ts",
  },
];

/** Never occurs alone, since such an example is not accepted either. See check.test.ts. */
/** The export total is no language model. */
function addWriting(file: Path): void {
  mkdirSync(file("assets"));
  writeFileSync(file("assets", "story.txt"), "one two three\ntwo three one\nthree one two\n");
  const texts = "[{ title: { zh-CN: 故事, en: Story }, file: story.txt }]";
  edit(file("exercise.yaml"), "level: 1", `level: 1\nwriting: { train: total, texts: ${texts} }`);
}

const NEVER_ALONE: FindingCode[] = ["misconception-in-accepted"];

describe("only this check finds", () => {
  test.each(BROKEN.map((broken) => [`${broken.code}: ${broken.by}`, broken] as const))(
    "%s",
    async (
      _,
      { code, breakIt, alter, file, times = 1, line, params, severity = "error", mutants = false },
    ) => {
      const pack = copyTiny();
      const path: Path = (...parts) => join(pack, "sum", ...parts);
      breakIt?.(path);
      let runs = 0;
      const altered: Grader = {
        ...grader,
        grade: async (request) => {
          const report = await grader.grade(request);
          return alter !== undefined && request.fileName === "loop.ts"
            ? alter(report, runs++)
            : report;
        },
      };
      const { problems } = await checkExercise(altered, findPacks(pack).packs[0]!, "sum", {
        mutants,
      });
      expect(problems.map((problem: CheckProblem) => problem.code)).toEqual(
        Array.from({ length: times }, () => code),
      );
      const found = problems.find((problem) => problem.file === `tiny/sum/${file}`);
      expect(found).toMatchObject({
        code,
        severity,
        ...(line === undefined ? {} : { line }),
        ...(params === undefined ? {} : { params }),
      });
    },
  );

  test("with a copy for every code", () => {
    const source = readFileSync(join(ROOT, "grader", "check", "finding.ts"), "utf8");
    const codes = [
      .../export type FindingCode =([^;]+);/.exec(source)![1]!.matchAll(/"([a-z-]+)"/g),
    ].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(30);
    expect([...new Set([...BROKEN.map(({ code }) => code), ...NEVER_ALONE])].sort()).toEqual(
      codes.sort(),
    );
  });
});

test("a copy of nothing broken has nothing to find", async () => {
  const pack = copyTiny();
  expect(
    (await checkExercise(grader, findPacks(pack).packs[0]!, "sum", { mutants: true })).problems,
  ).toEqual([]);
});
