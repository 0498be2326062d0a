// Exercises whose programs or data promise more than they contain: a valid one of
// test/fixtures/packs-that-lie, broken in one place. Each kind once passed the check, and each is
// broken here a second time, in another exercise and in another way. The findings in each are a
// golden file.

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkExercise, type CheckProblem } from "../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import { findPacks } from "../../grader/doors/packs.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { describe, describePlace } from "../../src/reports/describe-check.ts";
import type { GeneratedFiles } from "./generators.ts";
import { edit, ROOT } from "./packs.ts";

export const LYING_PROGRAMS_REPORT = "test/golden/packs-that-lie.programs.md";
const SOUND = join(ROOT, "test", "fixtures", "packs-that-lie", "sound");

type Path = (...path: string[]) => string;
type StoredCase = {
  name: string;
  input: Record<string, unknown>;
  expected: unknown;
  tolerance?: object;
  wrong?: unknown;
};

export interface Lie {
  kind: string;
  how: string;
  exercise: "count-ngrams" | "k-means-step";
  breakIt: (file: Path) => void;
  /** What must be found, each at least once, and nothing else. */
  codes: CheckProblem["code"][];
}

const K_MEANS = "k-means-step";
const NGRAMS = "count-ngrams";

/** Changes the stored cases of a data file, and writes it again with one line for each part. */
const cases = (
  file: Path,
  name: "sample/text" | "secret/edges",
  change: (all: StoredCase[]) => StoredCase[],
) => {
  const path = file("data", `${name}.json`);
  const data = JSON.parse(readFileSync(path, "utf8")) as { cases: StoredCase[] };
  writeFileSync(path, `${JSON.stringify({ ...data, cases: change(data.cases) }, null, 1)}\n`);
};
const ngram = (
  like: StoredCase,
  name: string,
  tokens: string[],
  n: number,
  expected: number,
): StoredCase => ({ ...like, name, input: { tokens, n }, expected });
const both = (file: Path, change: (all: StoredCase[]) => StoredCase[]) => {
  cases(file, "sample/text", change);
  cases(file, "secret/edges", change);
};
const yaml = (file: Path) => file("exercise.yaml");
const odd = '  const wrong: number = "text";\n  void wrong;\n';

export const LIES: Lie[] = [
  {
    kind: "a public driver holds hidden cases",
    how: "a table of inputs and outputs",
    exercise: NGRAMS,
    codes: ["driver-secret"],
    breakIt: (file) =>
      edit(
        file("driver.ts"),
        "export default",
        'export const hidden = [[[], 1, 0], [["ab", "c", "a", "bc"], 2, 3]];\nexport default',
      ),
  },
  {
    kind: "a public driver holds hidden cases",
    how: "an output, as an object inside a function",
    exercise: K_MEANS,
    codes: ["driver-secret"],
    breakIt: (file) =>
      edit(
        file("driver.ts"),
        "  const {",
        "  const known = { labels: [0, 0], centroids: [[0.5, 0.5], [9, 9]], inertia: 2 };\n  void known;\n  const {",
      ),
  },
  {
    kind: "a public driver holds the solution",
    how: "it computes a part by itself",
    exercise: K_MEANS,
    codes: ["driver-answer"],
    breakIt: (file) =>
      edit(
        file("driver.ts"),
        "  const {",
        "  const sums = input.centroids.map(() => new Array<number>(1).fill(0));\n" +
          "  const counts = [1], width = 1, point = [0], nearest = 0;\n" +
          "  for (let j = 0; j < width; j++) sums[nearest]![j]! += point[j]!;\n" +
          "  void counts;\n" +
          "  const {",
      ),
  },
  {
    kind: "a script that is not there",
    how: "provenance.script",
    exercise: NGRAMS,
    codes: ["script-missing"],
    breakIt: (file) =>
      edit(file("data", "sample", "text.json"), "oracle/count-ngrams.py", "oracle/never.py"),
  },
  {
    kind: "a script that is not there",
    how: "provenance.command",
    exercise: K_MEANS,
    codes: ["script-missing"],
    breakIt: (file) =>
      edit(
        file("data", "secret", "edges.json"),
        "python3 oracle/kmeans.py",
        "python3 -O scripts/steps.py --all",
      ),
  },
  {
    kind: "identical examples",
    how: "a copy",
    exercise: NGRAMS,
    codes: ["example-identical"],
    breakIt: (file) => {
      cpSync(
        file("submissions", "accepted", "compares-all.ts"),
        file("submissions", "accepted", "compares-all-again.ts"),
      );
      rmSync(file("submissions", "accepted", "python-like.js"));
    },
  },
  {
    kind: "identical examples",
    how: "a wrong one with other names, spaces and comments",
    exercise: K_MEANS,
    codes: ["example-identical"],
    breakIt: (file) => {
      const source = readFileSync(file("submissions", "wrong_answer", "not-squared.ts"), "utf8");
      const renamed = source
        .replace("// Adds up distances that are not squared.", "// Something else.")
        .replaceAll("least", "smallest")
        .replaceAll("sums", "totals")
        .replaceAll("  ", " ");
      writeFileSync(file("submissions", "wrong_answer", "roots.ts"), renamed);
    },
  },
  {
    kind: "a forgotten field",
    how: "no stored output has it",
    exercise: K_MEANS,
    codes: ["field-forgotten"],
    breakIt: (file) =>
      both(file, (all) =>
        all.map((one) => ({
          ...one,
          expected: Object.fromEntries(
            Object.entries(one.expected as object).filter(([key]) => key !== "centroids"),
          ),
        })),
      ),
  },
  {
    kind: "a forgotten field",
    how: "the driver returns more than the data hold",
    exercise: NGRAMS,
    codes: ["field-forgotten"],
    breakIt: (file) => {
      edit(file("driver.ts"), "): number {", ") {");
      edit(
        file("driver.ts"),
        /return (submission.*);/,
        "return { tokens: $1, n: { n: input.tokens.length - input.n + 1 } };",
      );
      both(file, (all) =>
        all.map((one) => ({ ...one, expected: { tokens: one.expected }, wrong: [] })),
      );
    },
  },
  {
    kind: "one case may take longer than all",
    how: "twice as long",
    exercise: NGRAMS,
    codes: ["limits-order"],
    breakIt: (file) => edit(yaml(file), "cpuTimeMs: 200,", "cpuTimeMs: 2000,"),
  },
  {
    kind: "one case may take longer than all",
    how: "a millisecond longer",
    exercise: K_MEANS,
    codes: ["limits-order"],
    breakIt: (file) =>
      edit(
        yaml(file),
        "cpuTimeMs: 200, totalCpuTimeMs: 1000",
        "cpuTimeMs: 401, totalCpuTimeMs: 400",
      ),
  },
  {
    kind: "edges that no one asks for",
    how: "no group names any",
    exercise: NGRAMS,
    codes: ["edge-not-asked"],
    breakIt: (file) => edit(yaml(file), ", edges: [too-short, repeated]", ""),
  },
  {
    kind: "edges that no one asks for",
    how: "one more class in the validator",
    exercise: K_MEANS,
    codes: ["edge-not-asked"],
    breakIt: (file) =>
      edit(
        file("validator.ts"),
        "  tie:",
        '  "one-point": ({ points }) => points.length === 1,\n  tie:',
      ),
  },
  {
    kind: "a validator that accepts anything",
    how: "it looks at nothing",
    exercise: NGRAMS,
    codes: ["validator-accepts"],
    breakIt: (file) =>
      writeFileSync(
        file("validator.ts"),
        `// nothing\nexport default function validate(): string | undefined {\n  return undefined;\n}\n${readFileSync(
          file("validator.ts"),
          "utf8",
        )
          .replace(/^export default[\s\S]*?\n}\n/m, "")
          .replace(/^\/\*\*.*\n/m, "")}`,
      ),
  },
  {
    kind: "a validator that accepts anything",
    how: "it looks at lengths alone",
    exercise: K_MEANS,
    codes: ["validator-accepts"],
    breakIt: (file) => edit(file("validator.ts"), " && p.every(Number.isFinite)", ""),
  },
  {
    kind: "a tolerance for one case",
    how: "huge, and without a reason",
    exercise: K_MEANS,
    codes: ["tolerance-hides", "tolerance-unexplained", "group-passes-zeros"],
    breakIt: (file) =>
      cases(file, "secret/edges", (all) =>
        all.map((one) => ({ ...one, tolerance: { rtol: 0, atol: 1e9 } })),
      ),
  },
  {
    kind: "a tolerance for one case",
    how: "as large as the count, with a reason",
    exercise: NGRAMS,
    codes: ["tolerance-hides"],
    breakIt: (file) => {
      cases(file, "secret/edges", (all) =>
        all.map((one) =>
          one.name === "glued together" ? { ...one, tolerance: { rtol: 1, atol: 0 } } : one,
        ),
      );
      edit(
        file("data", "secret", "edges.json"),
        '"provenance"',
        '"tolerance_rule": "Words may be glued.",\n "provenance"',
      );
    },
  },
  {
    kind: "a tolerance for one case",
    how: "a little wider, without a reason",
    exercise: K_MEANS,
    codes: ["tolerance-unexplained"],
    breakIt: (file) =>
      cases(file, "sample/text", ([first, ...all]) => [
        { ...first!, tolerance: { fields: { inertia: { rtol: 1e-6, atol: 0 } } } },
        ...all,
      ]),
  },
  {
    kind: "hidden cases that are visible ones",
    how: "all of them",
    exercise: NGRAMS,
    codes: ["case-shown"],
    breakIt: (file) =>
      cpSync(file("data", "sample", "text.json"), file("data", "secret", "edges.json")),
  },
  {
    kind: "hidden cases that are visible ones",
    how: "one, with its keys in another order and another name",
    exercise: K_MEANS,
    codes: ["case-shown"],
    breakIt: (file) =>
      cases(file, "secret/edges", (all) => [
        ...all,
        {
          ...all[0]!,
          name: "once more",
          input: { centroids: [[1], [9]], points: [[0], [2], [10]] },
          expected: { labels: [0, 0, 1], centroids: [[1], [10]], inertia: 3 },
        },
      ]),
  },
  {
    kind: "hidden cases that are visible ones",
    how: "two hidden groups of fresh cases from one seed",
    exercise: K_MEANS,
    codes: ["fresh-same-as"],
    breakIt: (file) =>
      edit(
        yaml(file),
        "  - { id: edges",
        "  - { id: more, title: { zh-CN: 更多, en: More }, points: 1, generate: { cases: 9 } }\n  - { id: edges",
      ),
  },
  {
    kind: "hidden cases that are visible ones",
    how: "a generator of one input",
    exercise: NGRAMS,
    codes: ["fresh-repeated"],
    breakIt: (file) =>
      edit(
        file("generator.ts"),
        /export default[\s\S]*$/,
        'export default fc.constantFrom({ tokens: ["a", "a", "a"], n: 1 }, { tokens: [], n: 1 ' +
          "}).map((input) => ({ input }));\n" +
          "void token;\n",
      ),
  },
  {
    kind: "a group that needs no thought",
    how: "zero passes",
    exercise: NGRAMS,
    codes: ["group-passes-zeros"],
    breakIt: (file) =>
      cases(file, "secret/edges", ([first]) => [
        first!,
        ngram(first!, "two of three", ["a", "b"], 3, 0),
        ngram(first!, "none", [], 4, 0),
      ]),
  },
  {
    kind: "a group that needs no thought",
    how: "zeros of the right shape pass",
    exercise: K_MEANS,
    codes: ["example-not-first", "group-passes-zeros", "misconception-not-recognised"],
    breakIt: (file) =>
      cases(file, "sample/text", ([first]) => [
        {
          ...first!,
          name: "at home",
          input: {
            points: [
              [0, 0],
              [0, 0],
            ],
            centroids: [[0, 0]],
          },
          expected: { labels: [0, 0], centroids: [[0, 0]], inertia: 0 },
        },
        {
          ...first!,
          name: "alone",
          input: { points: [[0]], centroids: [[0], [0]] },
          expected: { labels: [0], centroids: [[0], [0]], inertia: 0 },
        },
      ]),
  },
  {
    kind: "a group that needs no thought",
    how: "the same answer each time passes",
    exercise: NGRAMS,
    codes: ["group-passes-constant"],
    breakIt: (file) =>
      edit(
        file("data", "sample", "text.json"),
        '["x", "y", "x", "z"], "n": 1}, "expected": 3',
        '["x", "y", "x"], "n": 1}, "expected": 2',
      ),
  },
  {
    kind: "type errors",
    how: "in the reference",
    exercise: NGRAMS,
    codes: ["type-error"],
    breakIt: (file) => edit(file("reference.ts"), "  const seen", `${odd}  const seen`),
  },
  {
    kind: "type errors",
    how: "in the reference: it returns another type than the manifest says",
    exercise: NGRAMS,
    codes: ["type-contract"],
    breakIt: (file) => edit(file("reference.ts"), "): number {", "): unknown {"),
  },
  {
    kind: "type errors",
    how: "in the driver",
    exercise: NGRAMS,
    codes: ["type-error"],
    breakIt: (file) => edit(file("driver.ts"), "  return", `${odd}  return`),
  },
  {
    kind: "type errors",
    how: "in the driver: a field that a submission does not return",
    exercise: K_MEANS,
    codes: ["type-error"],
    breakIt: (file) => edit(file("driver.ts"), "inertia }", "inertia, distance: _ }"),
  },
  {
    kind: "type errors",
    how: "in an accepted example",
    exercise: NGRAMS,
    codes: ["type-error"],
    breakIt: (file) =>
      edit(
        file("submissions", "accepted", "compares-all.ts"),
        "let count = 0;",
        "let count: string = 0;",
      ),
  },
  {
    kind: "type errors",
    how: "in another accepted example: an argument too many",
    exercise: K_MEANS,
    codes: ["type-error"],
    breakIt: (file) =>
      edit(
        file("submissions", "accepted", "running-mean.ts"),
        "export function step(points: number[][], centroids: number[][]",
        "const half = (n: number) => n / 2;\n" +
          "half(1, 2);\n" +
          "export function step(points: number[][], centroids: number[][]",
      ),
  },
  {
    kind: "type errors",
    how: "in the generator",
    exercise: K_MEANS,
    codes: ["type-error"],
    breakIt: (file) =>
      edit(
        file("generator.ts"),
        "const quarter",
        'const few: number = "few";\nvoid few;\nconst quarter',
      ),
  },
  {
    kind: "type errors",
    how: "in the validator: a class that is no answer to yes or no",
    exercise: NGRAMS,
    codes: ["type-contract"],
    breakIt: (file) => (
      edit(
        file("validator.ts"),
        "edges: Record<string, (input: Input) => boolean> = {",
        "edges = {",
      ),
      edit(
        file("validator.ts"),
        '"too-short": ({ tokens, n }) => tokens.length < n',
        '"too-short": ({ tokens, n }: Input) => Math.max(0, n - tokens.length)',
      ),
      edit(
        file("validator.ts"),
        "repeated: ({ tokens, n }) =>",
        "repeated: ({ tokens, n }: Input) =>",
      )
    ),
  },
  {
    kind: "type errors",
    how: "in a checker: a note in one language",
    exercise: K_MEANS,
    codes: ["type-contract"],
    breakIt: (file) =>
      writeFileSync(
        file("checker.ts"),
        "export default (input: { points: number[][] }) => (input.points.length > 1000 ? { " +
          'accepted: true, note: { en: "Long." } } : undefined);\n',
      ),
  },
];

export async function renderLyingPrograms(): Promise<GeneratedFiles> {
  const grader = createGrader({ submissions: { size: 1, spares: 1 } });
  try {
    return { [LYING_PROGRAMS_REPORT]: renderLies(await checkLies(grader)) };
  } finally {
    await grader.close();
  }
}

/** The findings in each, in the order of `LIES`. */
export async function checkLies(grader: Grader, lies: Lie[] = LIES): Promise<CheckProblem[][]> {
  const found: CheckProblem[][] = [];
  for (const { exercise, breakIt } of lies)
    found.push(await checkBroken(grader, exercise, breakIt));
  return found;
}

export async function checkBroken(
  grader: Grader,
  exercise: Lie["exercise"],
  breakIt: Lie["breakIt"],
): Promise<CheckProblem[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-lie-"));
  try {
    const pack = join(folder, "lie");
    cpSync(SOUND, pack, { recursive: true });
    edit(join(pack, "pack.yaml"), /^id: .*$/m, "id: lie");
    edit(join(pack, "pack.yaml"), /^exercises: .*$/m, `exercises: [${exercise}]`);
    for (const other of [NGRAMS, K_MEANS])
      if (other !== exercise) renameSync(join(pack, other), join(folder, other));
    breakIt((...path) => join(pack, exercise, ...path));
    return (await checkExercise(grader, findPacks(pack).packs[0]!, exercise)).problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function renderLies(found: CheckProblem[][]): string {
  const [en, zh] = [makeTranslator("en"), makeTranslator("zh-CN")];
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = LIES.flatMap(({ kind, how }, i) =>
    found[i]!.filter(({ severity }) => severity === "error").map((problem) => {
      const words = [describe(en, problem), describe(zh, problem)];
      const cells = [`${kind}: ${how}`, problem.code, describePlace(problem), ...words];
      return `| ${cells.map(cell).join(" | ")} |`;
    }),
  );
  return `# What check finds in exercises whose programs or data promise more than they hold

Written by \`npm run regenerate\`. Each is an exercise of test/fixtures/packs-that-lie/sound, \
broken in one place (test/support/lying-programs.ts).

| what is wrong | code | where | in English | in Chinese |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
