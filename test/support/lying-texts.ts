// The codes and messages for each kind of false text in a pack: a golden file, so that a change is
// visible in `git diff`. Each is the valid pack of test/fixtures/packs-that-lie with one change.
// only-this-check.test.ts breaks another pack in the same ways.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPromisedBounds } from "../../grader/check/promised-bounds.ts";
import { checkStarterLanguages } from "../../grader/check/starter-languages.ts";
import { checkTexts } from "../../grader/check/texts.ts";
import { checkWorkedExamples } from "../../grader/check/worked-examples.ts";
import {
  type CheckProblem,
  checkAcrossExercises,
  findRoadProblems,
} from "../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import { findPacks, LANGUAGES, readExercise } from "../../grader/doors/packs.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { describe, describePlace } from "../../src/reports/describe-check.ts";
import type { GeneratedFiles } from "./generators.ts";

export const LYING_TEXTS = "test/golden/packs-that-lie.texts.md";
const SOUND = fileURLToPath(new URL("../fixtures/packs-that-lie/sound", import.meta.url));

type Path = (...path: string[]) => string;

interface Lie {
  /** What is wrong with it. */
  name: string;
  breakIt: (file: Path) => void;
}

/** Throws if there was nothing to replace, so that no row of the table is about a valid pack. */
function change(path: string, what: string | RegExp, by: string): void {
  const before = readFileSync(path, "utf8");
  const after = before.replace(what, by);
  if (after === before) throw new Error(`${path} holds no ${what}`);
  writeFileSync(path, after);
}

const inBoth = (file: Path, what: string | RegExp, by: string) => {
  for (const language of LANGUAGES) change(file(`statement.${language}.md`), what, by);
};
const manifest = (file: Path, what: string | RegExp, by: string) =>
  change(file("exercise.yaml"), what, by);
const reference = (file: Path) => readFileSync(file("reference.ts"), "utf8");
const recommend = (path: string, id: string) =>
  change(path, /^(level: .*)$/m, `$1\nrecommended: [${id}]`);

export const LIES: Lie[] = [
  {
    name: "the statement names another function",
    breakIt: (file) => inBoth(file, /countNgrams/g, "countNGrams"),
  },
  {
    name: "the Chinese statement is a copy of the English one",
    breakIt: (file) => cpSync(file("statement.en.md"), file("statement.zh-CN.md")),
  },
  {
    name: "all points are hidden",
    breakIt: (file) => manifest(file, /points: [23], (?=data: sample|generate)/g, "points: 0, "),
  },
  { name: "no points at all", breakIt: (file) => manifest(file, /points: \d/g, "points: 0") },
  {
    name: "two exercises recommend each other",
    breakIt: (file) => {
      recommend(file("exercise.yaml"), "k-means-step");
      recommend(file("..", "k-means-step", "exercise.yaml"), "count-ngrams");
    },
  },
  {
    name: "an exercise recommends a later one, which is harder",
    breakIt: (file) => recommend(file("exercise.yaml"), "k-means-step"),
  },
  {
    name: "an exercise replaces one that is still there",
    breakIt: (file) => manifest(file, /^(level: .*)$/m, "$1\nreplaces: [k-means-step]"),
  },
  {
    name: "the Chinese starter has other code",
    breakIt: (file) => change(file("starter.zh-CN.ts"), "return NaN", "return 1 + NaN"),
  },
  {
    name: "the Chinese starter has a comment less",
    breakIt: (file) => change(file("starter.zh-CN.ts"), /\/\*\*.*\*\/\n/, ""),
  },
  {
    name: "a comment of the Chinese starter is in English",
    breakIt: (file) =>
      change(file("starter.zh-CN.ts"), /\/\*\*.*\*\//, "/** How many there are of them. */"),
  },
  {
    name: "a comment of the English starter is in Chinese",
    breakIt: (file) => change(file("starter.ts"), "Write your code here.", "在这里写代码"),
  },
  {
    name: "the starter's comments are in one language",
    breakIt: (file) => rmSync(file("starter.zh-CN.ts")),
  },
  {
    name: "a worked example is wrong",
    breakIt: (file) => inBoth(file, /\/\/ 2$/m, '// "a b" and "b a": 7'),
  },
  {
    name: "a figure holds a script",
    breakIt: (file) => {
      mkdirSync(file("figures"));
      const active =
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">\n' +
        "<script>alert(2)</script>\n" +
        '<image href="https://example.org/x.png"/>\n' +
        "</svg>\n";
      writeFileSync(file("figures", "p.svg"), active);
      inBoth(file, "## ", "![p](figures/p.svg)\n\n## ");
    },
  },
  {
    name: "the solution is in the statement",
    breakIt: (file) => inBoth(file, /$/, `\n\`\`\`ts\n${reference(file)}\`\`\`\n`),
  },
  {
    name: "a promise is wider than the tests",
    breakIt: (file) => inBoth(file, /^- `n`.*$/m, "- `n`: at most 最多 1000000"),
  },
  {
    name: "a hint holds the solution",
    breakIt: (file) => {
      const body = reference(file)
        .replace(/^[^{]*\{/, "")
        .replace(/\s+/g, " ")
        .replaceAll('"', "'");
      manifest(file, /en: This counts every.*$/m, `en: "${body}" }`);
    },
  },
  {
    name: "a number differs between the languages",
    breakIt: (file) => change(file("statement.zh-CN.md"), "至少为 1 的整数", "至少为 7 的整数"),
  },
  {
    name: "a formula differs between the languages",
    breakIt: (file) => change(file("statement.zh-CN.md"), "$T \\ge n$", "$T < n$"),
  },
  {
    name: "the statement shows another signature",
    breakIt: (file) =>
      inBoth(
        file,
        "(tokens: string[], n: number): number",
        "(n: number, tokens: string[]): string",
      ),
  },
  {
    name: "a library's version does not exist",
    breakIt: (file) => change(file("data", "sample", "text.json"), /3\.11\.7/g, "99.9"),
  },
  {
    name: "the statement holds invisible characters",
    breakIt: (file) => inBoth(file, "## ", "\u202eEVIL\u202c \u200b\n\n## "),
  },
  {
    name: "the statement has a title",
    breakIt: (file) => inBoth(file, /^/, "# Counting n-grams\n\n"),
  },
];

/** The problems found by reading, and the reference's answers where a text shows results. */
async function findLies(grader: Grader, { breakIt }: Lie): Promise<CheckProblem[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-test-"));
  try {
    cpSync(SOUND, join(folder, "sound"), { recursive: true });
    breakIt((...path) => join(folder, "sound", "count-ngrams", ...path));
    const { packs } = findPacks(folder);
    const { exercise, problems } = await readExercise(packs[0]!, "count-ngrams");
    const told = [...problems, ...checkAcrossExercises(packs), ...findRoadProblems(packs)].map(
      (one): CheckProblem => ({
        kind: "problem",
        severity: "error",
        ...one,
      }),
    );
    if (exercise === undefined) return told;
    const texts = [...(await checkTexts(exercise)), ...checkStarterLanguages(exercise)];
    const examples = await checkWorkedExamples(grader.programs, exercise);
    return [
      ...told,
      ...texts,
      ...examples,
      ...(await checkPromisedBounds(grader.programs, exercise)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function renderLyingTexts(): Promise<GeneratedFiles> {
  const grader = createGrader({ submissions: { size: 1, spares: 0 }, packs: { size: 1 } });
  await grader.open();
  try {
    const words = LANGUAGES.map((language) => makeTranslator(language));
    const rows: string[] = [];
    for (const lie of LIES) {
      const found = await findLies(grader, lie);
      const lines = found.map(
        (one) =>
          `| ${one.code} | ${describePlace(one).replace("sound/count-ngrams/", "")} | ` +
          `${words.map((t) => escape(describe(t, one))).join(" | ")} |\n`,
      );
      rows.push(
        `## ${lie.name}\n\n| code | place | zh-CN | en |\n|---|---|---|---|\n${lines.join("")}`,
      );
    }
    return {
      [LYING_TEXTS]:
        "# What check says of packs whose texts lie\n" +
        "\n" +
        `Written by \`npm run regenerate\`.\n` +
        "\n" +
        rows.join("\n"),
    };
  } finally {
    await grader.close();
  }
}

function escape(text: string): string {
  return text.replace(/[|<]/g, "\\$&");
}
