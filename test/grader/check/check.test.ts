// The check of a pack: the valid pack passes, and each way to break a copy is reported with its
// file.

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkExercise,
  type CheckProblem,
  type ExerciseCheck,
} from "../../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks } from "../../../grader/doors/packs.ts";
import { bytes, copyTiny, edit, load, TINY } from "../../support/packs.ts";

let grader: Grader;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1, spares: 1 } });
  await grader.open();
});
afterAll(() => grader.close());

async function check(pack: string, by: Grader = grader): Promise<ExerciseCheck> {
  return checkExercise(by, findPacks(pack).packs[0]!, "sum");
}

/** Checks a copy of the valid pack after `breakIt` has changed its only exercise. */
async function checkBroken(
  breakIt: (file: (...path: string[]) => string) => void,
): Promise<CheckProblem[]> {
  const pack = copyTiny();
  breakIt((...path) => join(pack, "sum", ...path));
  return (await check(pack)).problems;
}

const brief = (problems: CheckProblem[]) =>
  problems.map(({ code, file }) => `${code} ${file.replace("tiny/sum/", "")}`).sort();
const HINT = "hint: { zh-CN: 提示, en: A hint }";
const misconception = (id: string) =>
  `misconceptions:\n  - { id: ${id}, shown_by: ${id}.ts, ${HINT} }\n`;

test("a valid pack has no problems, and its contents are counted", async () => {
  const result = await check(TINY);
  expect(result).toMatchObject({
    pack: "tiny",
    id: "sum",
    problems: [],
    examples: { accepted: 2, other: 5 },
    cases: { stored: 6, generated: 10 },
  });
});

describe("files", () => {
  test("an unknown key in the manifest is named with its line", async () => {
    const problems = await checkBroken((file) =>
      edit(file("exercise.yaml"), "level: 1", "level: 1\nlevle: 2"),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        kind: "problem",
        code: "unknown-key",
        file: "tiny/sum/exercise.yaml",
        key: "levle",
        line: 5,
        params: { key: "levle" },
      }),
    ]);
  });

  test("a language that is missing is named", async () => {
    expect(brief(await checkBroken((file) => rmSync(file("statement.en.md"))))).toEqual([
      "missing-language statement.en.md",
    ]);
  });

  test("an unknown file is named", async () => {
    expect(brief(await checkBroken((file) => writeFileSync(file("notes.txt"), "")))).toEqual([
      "stray-file notes.txt",
    ]);
  });
});

describe("the starter", () => {
  test("must not pass a group", async () => {
    const problems = await checkBroken((file) => cpSync(file("reference.ts"), file("starter.ts")));
    expect(brief(problems)).toEqual([
      "starter-answer starter.ts",
      "starter-passes starter.ts",
      "starter-passes starter.ts",
      "starter-passes starter.ts",
      "starter-passes starter.ts",
    ]);
    expect(problems.flatMap(({ params }) => params["group"] ?? [])).toEqual([
      "-",
      "shown",
      "fresh",
      "hidden",
    ]);
  });

  test("must not earn a part of a group's points either", async () => {
    const problems = await checkBroken((file) =>
      edit(file("starter.ts"), "return NaN", "return values.length === 1 ? values[0]! : NaN"),
    );
    expect(problems).toEqual([
      expect.objectContaining({ code: "starter-passes", params: { group: "hidden" } }),
    ]);
  });

  test("must compile", async () => {
    const problems = await checkBroken((file) =>
      edit(file("starter.ts"), "return NaN;", "return NaN; }"),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        kind: "finding",
        code: "starter-broken",
        file: "tiny/sum/starter.ts",
        params: { group: "-", verdict: "compile-error" },
      }),
    );
    expect(brief(problems)).toEqual(["starter-broken starter.ts", "starter-type starter.ts"]);
  });

  test("must run", async () => {
    const problems = await checkBroken((file) =>
      edit(file("starter.ts"), "return NaN", "throw new Error('to do')"),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: "starter-broken",
        params: { group: "-", verdict: "run-time-error" },
      }),
    ]);
  });
});

describe("the reference", () => {
  test("that throws is named with its error, and is never blamed on the student", async () => {
    const pack = copyTiny();
    edit(
      join(pack, "sum", "reference.ts"),
      "let sum = 0;",
      "let sum = 0;\n  if (values.length > 3) throw new RangeError('too many');",
    );
    const { problems } = await check(pack);
    expect(brief(problems)).toEqual(["judge-error reference.ts"]);
    expect(problems[0]!.params["detail"]).toContain("RangeError: too many");

    const report = await grader.grade({
      exercise: await load(pack, "sum"),
      source: bytes("export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);"),
      fileName: "good.ts",
    });
    expect(report).toMatchObject({
      verdict: "judge-error",
      messages: [{ code: "judge.reference" }],
    });
  });

  test("that throws at a stored case is named with the case", async () => {
    const problems = await checkBroken((file) =>
      edit(
        file("reference.ts"),
        "let sum = 0;",
        "let sum = 0;\n  if (values.length === 3) throw new TypeError('three');",
      ),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "reference-fails",
        file: "tiny/sum/data/sample/shown.json",
        params: { group: "shown", name: "three values", why: "threw", detail: "TypeError: three" },
      }),
    );
  });

  test("that cannot be loaded is named once", async () => {
    const problems = await checkBroken((file) =>
      edit(
        file("reference.ts"),
        "export function",
        "throw new Error('at the top');\nexport function",
      ),
    );
    expect(brief(problems)).toEqual(["reference-fails reference.ts"]);
    expect(problems[0]!.params["detail"]).toBe("Error: at the top");
  });

  test("that does not export what the manifest asks for is named with the name", async () => {
    const problems = await checkBroken((file) =>
      edit(file("reference.ts"), "function total", "function sum"),
    );
    expect(brief(problems)).toEqual(["reference-fails reference.ts"]);
    expect(problems[0]!.params["detail"]).toContain("total");
  });

  test("and a stored output that disagree are named with both values", async () => {
    const problems = await checkBroken((file) =>
      edit(file("data", "secret", "hidden.json"), '"expected":-3', '"expected":-4'),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: "reference-fails",
        file: "tiny/sum/data/secret/hidden.json",
        params: { group: "hidden", name: "negative", detail: "-4 ≠ -3" },
      }),
    ]);
  });

  test("must not remember earlier calls", async () => {
    const problems = await checkBroken((file) => {
      edit(file("reference.ts"), /^/, "let calls = 0;\n");
      // More calls than there are stored cases, whose outputs would tell it at once.
      edit(
        file("reference.ts"),
        "return sum;",
        "calls += 1;\n  return calls > 6 ? sum + calls : sum;",
      );
    });
    expect(brief(problems)).toEqual(["reference-fails reference.ts"]);
    expect(problems[0]!.params["group"]).toBe("fresh");
  });
});

describe("examples", () => {
  test("in accepted/ must be accepted", async () => {
    const problems = await checkBroken((file) =>
      cpSync(file("submissions/wrong_answer/rounds.ts"), file("submissions/accepted/rounds.ts")),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: "example-verdict",
        file: "tiny/sum/submissions/accepted/rounds.ts",
        params: {
          verdict: "wrong-answer",
          wanted: "accepted",
          cause: "shown, fractions: 0.75 ≠ 1",
        },
      }),
    ]);
  });

  test("in wrong_answer/ must be wrong", async () => {
    const problems = await checkBroken((file) =>
      cpSync(file("submissions/accepted/loop.ts"), file("submissions/wrong_answer/loop.ts")),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: "example-verdict",
        file: "tiny/sum/submissions/wrong_answer/loop.ts",
        params: { verdict: "accepted", wanted: "wrong-answer", cause: "" },
      }),
    ]);
  });

  test("in the other folders must end as the folder says", async () => {
    const problems = await checkBroken((file) => {
      for (const folder of ["time_limit_exceeded", "run_time_error", "compile_error"])
        cpSync(file("submissions/accepted/loop.ts"), file("submissions", folder, "loop.ts"));
    });
    expect(problems.map(({ code, params }) => `${code} ${params["wanted"]}`).sort()).toEqual(
      ["compile-error", "run-time-error", "time-limit-exceeded"].map(
        (wanted) => `example-verdict ${wanted}`,
      ),
    );
  });

  test("must be enough", async () => {
    const problems = await checkBroken((file) => {
      rmSync(file("submissions/accepted/loop.ts"));
      rmSync(file("submissions/wrong_answer/rounds.ts"));
    });
    expect(brief(problems)).toEqual([
      "too-few-accepted submissions/accepted",
      "too-few-wrong submissions/wrong_answer",
    ]);
    expect(problems.map(({ params }) => params)).toEqual([
      { count: 1, wanted: 2 },
      { count: 4, wanted: 5 },
    ]);
  });

  test("of a misconception must not give the same outputs as an earlier one", async () => {
    const problems = await checkBroken((file) => {
      writeFileSync(
        file("submissions/wrong_answer/another-name.ts"),
        "export const total = (values: number[]): number => values.filter((_, i) => i > " +
          "0).reduce((a, b) => a + b, 0);\n",
      );
      edit(
        file("exercise.yaml"),
        "misconceptions:\n",
        `${misconception("rounds")}  - { id: another-name, shown_by: another-name.ts, ${HINT} }\n`,
      );
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: "misconception-not-recognised",
        file: "tiny/sum/submissions/wrong_answer/skips-the-first.ts",
        params: { id: "skips-the-first", recognised: "another-name" },
      }),
    ]);
  });

  test("of a misconception must fail in a visible group", async () => {
    const problems = await checkBroken((file) => {
      writeFileSync(
        file("submissions/wrong_answer/clips.ts"),
        "export const total = (v: number[]): number => Math.min(1e5, v.reduce((a, b) => a + b, 0));\n",
      );
      edit(file("exercise.yaml"), "misconceptions:\n", misconception("clips"));
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: "misconception-not-recognised",
        params: { id: "clips", recognised: "-" },
      }),
    ]);
  });

  test("that are accepted must not be taken for a misconception", async () => {
    const problems = await checkBroken((file) =>
      cpSync(
        file("submissions/wrong_answer/skips-the-first.ts"),
        file("submissions/accepted/from-one.ts"),
      ),
    );
    expect(brief(problems)).toEqual([
      "example-verdict submissions/accepted/from-one.ts",
      "misconception-in-accepted submissions/accepted/from-one.ts",
    ]);
  });
});

describe("the statements", () => {
  test("must not show a figure that is not there", async () => {
    const problems = await checkBroken((file) => {
      for (const language of ["zh-CN", "en"])
        edit(file(`statement.${language}.md`), /$/, "\n![plot](figures/plot.svg)\n");
    });
    expect(brief(problems)).toEqual([
      "missing-figure statement.en.md",
      "missing-figure statement.zh-CN.md",
    ]);
    expect(problems[0]!.params).toEqual({ name: "figures/plot.svg" });
  });

  test("must use every figure that is there", async () => {
    const problems = await checkBroken((file) =>
      cpSync(file("starter.ts"), file("figures/plot.svg")),
    );
    expect(brief(problems)).toEqual(["unused-figure figures/plot.svg"]);
  });

  test.each([
    ["headings", "\n## Again\n"],
    ["formulas", "\n$x + y$\n"],
    ["code", "\n```ts\n# no heading $a$\n- no item\n```\n"],
    ["items", "\n- one\n"],
  ])("must have the same %s in both languages", async (what, added) => {
    const problems = await checkBroken((file) => edit(file("statement.en.md"), /$/, added));
    expect(problems).toEqual([
      expect.objectContaining({
        code: "languages-differ",
        file: "tiny/sum/statement.en.md",
        params: expect.objectContaining({ what }) as object,
      }),
    ]);
    const both = await checkBroken((file) => {
      for (const language of ["zh-CN", "en"]) edit(file(`statement.${language}.md`), /$/, added);
    });
    expect(both).toEqual([]);
  });

  test("must not be empty", async () => {
    expect(
      brief(await checkBroken((file) => writeFileSync(file("statement.zh-CN.md"), " \n"))),
    ).toEqual(["statement-empty statement.zh-CN.md"]);
  });
});

describe("the generator", () => {
  test("that never ends is a judge error, in bounded time", async () => {
    const problems = await checkBroken((file) =>
      edit(
        file("generator.ts"),
        "({ input })",
        "{ for (;;) if (input.length > 99) return { input }; }",
      ),
    );
    expect(brief(problems)).toEqual(["judge-error generator.ts"]);
  });

  test.each([
    [
      "returns no input",
      "({ input })",
      "({ values: input })",
      { why: "no-input", detail: expect.stringContaining("values") as string },
      ["type-contract generator.ts"],
    ],
    [
      "throws",
      "({ input })",
      "{ throw new Error(`no luck ${input.length}`); }",
      { why: "threw", detail: expect.stringContaining("no luck") as string },
      [],
    ],
  ])("that %s is a judge error", async (_name, what, by, params, others) => {
    const problems = await checkBroken((file) => edit(file("generator.ts"), what, by));
    expect(brief(problems)).toEqual(["judge-error generator.ts", ...others]);
    expect(problems[0]!.params).toMatchObject(params);
  });
});

test("an exercise without a single stored case is named", async () => {
  const problems = await checkBroken((file) => {
    rmSync(file("data"), { recursive: true });
    edit(file("exercise.yaml"), /^ {2}- \{ id: (shown|hidden).*\n/gm, "");
  });
  expect(brief(problems)).toContain("no-stored-cases exercise.yaml");
});
