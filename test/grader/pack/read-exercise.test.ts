// Reads packs and exercises from a folder. Everything that is wrong is reported at once, each
// problem with its file.

import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findPacks, PackError, type Problem, readExercise } from "../../../grader/doors/packs.ts";
import { MAX_FILE_BYTES } from "../../../grader/pack/files.ts";
import { resolveTolerance } from "../../../grader/pack/cases.ts";
import type { ExerciseManifest } from "../../../grader/pack/schema.ts";
import { copyTiny, edit, load, temporaryFolder, TINY } from "../../support/packs.ts";

const brief = (problems: Problem[]) =>
  problems.map(({ code, file, key }) => `${code} ${file}${key === "" ? "" : ` ${key}`}`).sort();

/** The problems of a copy of the valid exercise after `breakIt`. */
async function problemsAfter(
  breakIt: (file: (...path: string[]) => string) => void,
): Promise<string[]> {
  const pack = copyTiny();
  breakIt((...path) => join(pack, "sum", ...path));
  const { exercise, problems } = await readExercise(findPacks(pack).packs[0]!, "sum");
  expect(exercise === undefined).toBe(problems.length > 0);
  return brief(problems).map((line) => line.replace("tiny/sum/", ""));
}

/** The problems of a pack's own files after `breakIt`. */
function packProblemsAfter(breakIt: (pack: string) => void): string[] {
  const pack = copyTiny();
  breakIt(pack);
  return brief(findPacks(pack).problems);
}

function writeMany(folder: string, write: (path: string) => void): void {
  mkdirSync(folder);
  for (let i = 1000; i < 3100; i++) write(join(folder, String(i)));
}

test("a valid exercise is read completely", async () => {
  const exercise = await load(TINY, "sum");
  expect(
    exercise.groups.map(({ manifest, visible, cases }) => [manifest.id, visible, cases.length]),
  ).toEqual([
    ["shown", true, 3],
    ["fresh", true, 0],
    ["hidden", false, 3],
  ]);
  expect(exercise.groups[0]!.cases[0]).toMatchObject({
    name: "three values",
    inputText: "[1,2,3]",
    input: [1, 2, 3],
    expected: 6,
    tolerance: { rtol: 1e-12, atol: 1e-12, fields: {} },
  });
  expect(Object.keys(exercise.modules).sort()).toEqual(["generator", "reference", "validator"]);
  expect(
    exercise.misconceptions.map(({ id, example }) => [id, example.folder, example.fileName]),
  ).toEqual([["skips-the-first", "wrong_answer", "skips-the-first.ts"]]);
  expect(exercise.examples).toHaveLength(7);
  expect(exercise.hash).toMatch(/^[0-9a-f]{64}$/);
});

describe("an exercise's files", () => {
  test.each<[string, (file: (...path: string[]) => string) => void, string[]]>([
    [
      "a missing language",
      (file) => rmSync(file("statement.zh-CN.md")),
      ["missing-language statement.zh-CN.md"],
    ],
    ["a missing starter", (file) => rmSync(file("starter.ts")), ["missing-file starter.ts"]],
    ["a missing reference", (file) => rmSync(file("reference.ts")), ["missing-file reference.ts"]],
    ["a missing generator", (file) => rmSync(file("generator.ts")), ["missing-file generator.ts"]],
    ["a missing manifest", (file) => rmSync(file("exercise.yaml")), ["missing-file exercise.yaml"]],
    [
      "a missing data file",
      (file) => rmSync(file("data/secret/hidden.json")),
      ["missing-data exercise.yaml groups[2].data"],
    ],
    ["a stray file", (file) => writeFileSync(file("notes.ts"), ""), ["stray-file notes.ts"]],
    [
      "a data file without a group",
      (file) => cpSync(file("data/sample/shown.json"), file("data/sample/more.json")),
      ["stray-file data/sample/more.json"],
    ],
    [
      "an example in a folder of another name",
      (file) => cpSync(file("starter.ts"), file("submissions/wrong/a.ts")),
      ["stray-file submissions/wrong/a.ts"],
    ],
    [
      "a figure that is not SVG",
      (file) => cpSync(file("starter.ts"), file("figures/a.html")),
      ["stray-file figures/a.html"],
    ],
    [
      "a link to a file inside",
      (file) => symlinkSync("starter.ts", file("submissions/accepted/linked.ts")),
      ["link submissions/accepted/linked.ts"],
    ],
    [
      "a link in place of a file",
      (file) => (rmSync(file("starter.ts")), symlinkSync("/etc/passwd", file("starter.ts"))),
      ["link starter.ts"],
    ],
    [
      "a link to a folder outside",
      (file) => symlinkSync("/etc", file("figures")),
      ["link figures"],
    ],
    ["a broken link", (file) => symlinkSync("nowhere", file("figures")), ["link figures"]],
    [
      "a pipe in place of a file",
      (file) => (rmSync(file("starter.ts")), void execFileSync("mkfifo", [file("starter.ts")])),
      ["stray-file starter.ts"],
    ],
    [
      "a file that is too large",
      (file) => writeFileSync(file("starter.ts"), "/".repeat(MAX_FILE_BYTES + 1)),
      ["too-large starter.ts"],
    ],
    [
      "a data file that is too large",
      (file) => edit(file("data/sample/shown.json"), /^/, " ".repeat(MAX_FILE_BYTES)),
      ["too-large data/sample/shown.json"],
    ],
    [
      "a statement that is not UTF-8",
      (file) => writeFileSync(file("statement.en.md"), Buffer.from([0x66, 0xff, 0xfe])),
      ["not-utf8 statement.en.md"],
    ],
    [
      "data that are not UTF-8",
      (file) => writeFileSync(file("data/sample/shown.json"), Buffer.from([0x22, 0xc3, 0x22])),
      ["not-utf8 data/sample/shown.json"],
    ],
    [
      "endless folders",
      (file) => mkdirSync(file("a/b/c/d/e/f/g"), { recursive: true }),
      ["too-many-files a/b/c/d/e/f/g"],
    ],
    [
      "more files than a pack needs",
      (file) => writeMany(file("figures"), (path) => writeFileSync(`${path}.svg`, "")),
      ["too-many-files figures/2993.svg"],
    ],
    [
      "more folders than a pack needs",
      (file) => writeMany(file("figures"), (path) => mkdirSync(path)),
      ["too-many-files figures/2993"],
    ],
  ])("%s is reported", async (_name, breakIt, told) => {
    expect(await problemsAfter(breakIt)).toEqual(told);
  });
});

describe("an exercise's manifest", () => {
  test.each<[string, string | RegExp, string, string[]]>([
    [
      "an id that is not the folder's name",
      "id: sum",
      "id: product",
      ["id-is-not-folder exercise.yaml id"],
    ],
    ["two groups of one name", "id: fresh", "id: shown", ["duplicate exercise.yaml groups[1].id"]],
    [
      "a need of a later group",
      "points: 2,",
      "points: 2, needs: [hidden],",
      ["unknown-group exercise.yaml groups[0].needs"],
    ],
    [
      "a need of itself",
      "points: 2,",
      "points: 2, needs: [shown],",
      ["unknown-group exercise.yaml groups[0].needs"],
    ],
    [
      "an unknown recommended exercise",
      "level: 1",
      "level: 1\nrecommended: [product]",
      ["recommended-nothing exercise.yaml recommended[0]"],
    ],
    [
      "the old name of recommended",
      "level: 1",
      "level: 1\nneeds: [sum]",
      ["renamed-key exercise.yaml needs"],
    ],
    [
      "an unknown misconception example",
      "shown_by: skips",
      "shown_by: jumps",
      ["unknown-misconception-example exercise.yaml misconceptions[0].shown_by"],
    ],
  ])("with %s is reported", async (_name, what, by, told) => {
    expect(await problemsAfter((file) => edit(file("exercise.yaml"), what, by))).toEqual(told);
  });

  test("may need an earlier group", async () => {
    expect(
      await problemsAfter((file) =>
        edit(file("exercise.yaml"), "points: 5,", "points: 5, needs: [shown, fresh],"),
      ),
    ).toEqual([]);
  });

  test("two cases of the same name are reported", async () => {
    expect(
      await problemsAfter((file) =>
        edit(file("data/sample/shown.json"), '"name":"empty"', '"name":"fractions"'),
      ),
    ).toEqual(["duplicate-case data/sample/shown.json cases[2].name"]);
  });

  test.each([
    ["an unknown mark of a special number", '{"$n":"nan"}'],
    ["an unknown mark", '[{"$y":1}]'],
    ["endless lists", "[".repeat(100) + "]".repeat(100)],
  ])("a stored value with %s is reported", async (_name, json) => {
    for (const [key, what] of [
      ["input", "[]"],
      ["expected", "0"],
    ] as const) {
      expect(
        await problemsAfter((file) =>
          edit(file("data/sample/shown.json"), `"${key}":${what}`, `"${key}":${json}`),
        ),
      ).toEqual([`wrong-value data/sample/shown.json cases[1].${key}`]);
    }
  });

  test("a stored value may be one that JSON cannot express", async () => {
    const pack = copyTiny();
    edit(join(pack, "sum", "data/sample/shown.json"), '"expected":0', '"expected":{"$n":"NaN"}');
    expect((await load(pack, "sum")).groups[0]!.cases[1]!.expected).toBe(NaN);
  });

  test("everything that is wrong is reported at once, in the manifest and in the files", async () => {
    const problems = await problemsAfter((file) => {
      edit(file("exercise.yaml"), "id: sum", "id: product");
      edit(file("exercise.yaml"), "id: fresh", "id: shown");
      edit(file("exercise.yaml"), "shown_by: skips", "shown_by: jumps");
      edit(file("reference.ts"), "let sum = 0;", "let sum = ;");
      edit(file("data/sample/shown.json"), '"name":"empty",', "");
      rmSync(file("data/secret/hidden.json"));
      rmSync(file("statement.en.md"));
      writeFileSync(file("notes.txt"), "");
    });
    expect(problems).toEqual([
      "bundle reference.ts",
      "duplicate exercise.yaml groups[1].id",
      "id-is-not-folder exercise.yaml id",
      "missing-data exercise.yaml groups[2].data",
      "missing-key data/sample/shown.json cases[1].name",
      "missing-language statement.en.md",
      "stray-file notes.txt",
      "unknown-misconception-example exercise.yaml misconceptions[0].shown_by",
    ]);
  });

  test("that cannot be read does not hide problems of other files", async () => {
    const problems = await problemsAfter((file) => {
      edit(file("exercise.yaml"), "level: 1", "level: [");
      rmSync(file("statement.en.md"));
      rmSync(file("starter.ts"));
    });
    expect(new Set(problems.map((line) => line.split(" ")[0]))).toEqual(
      new Set(["yaml-syntax", "missing-language", "missing-file"]),
    );
  });

  test("loading throws one error with all problems", async () => {
    const pack = copyTiny();
    rmSync(join(pack, "sum", "starter.ts"));
    rmSync(join(pack, "sum", "statement.en.md"));
    const error = await load(pack, "sum").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PackError);
    expect(brief((error as PackError).problems)).toEqual([
      "missing-file tiny/sum/starter.ts",
      "missing-language tiny/sum/statement.en.md",
    ]);
  });
});

describe("a pack's own files", () => {
  test("that are valid have no problems", () => {
    expect(packProblemsAfter((pack) => writeFileSync(join(pack, "README.md"), ""))).toEqual([]);
  });

  test.each<[string, (pack: string) => void, string[]]>([
    [
      "a folder that is not listed",
      (pack) => cpSync(join(pack, "sum"), join(pack, "product"), { recursive: true }),
      ["unlisted-exercise tiny/product"],
    ],
    [
      "a listed folder that does not exist",
      (pack) => edit(join(pack, "pack.yaml"), "[sum]", "[sum, product]"),
      ["unknown-exercise tiny/pack.yaml exercises"],
    ],
    [
      "an exercise listed twice",
      (pack) => edit(join(pack, "pack.yaml"), "[sum]", "[sum, sum]"),
      ["duplicate tiny/pack.yaml exercises", "duplicate tiny/pack.yaml exercises"],
    ],
    [
      "a stray file",
      (pack) => writeFileSync(join(pack, "tsconfig.json"), "{}"),
      ["stray-file tiny/tsconfig.json"],
    ],
    ["a link", (pack) => symlinkSync("/etc", join(pack, "oracle")), ["link tiny/oracle"]],
    [
      "an exercise that is a link",
      (pack) => (
        renameSync(join(pack, "sum"), join(pack, "..", "sum")),
        symlinkSync("../sum", join(pack, "sum"))
      ),
      ["link tiny/sum", "unknown-exercise tiny/pack.yaml exercises"],
    ],
    [
      "a manifest that is a link",
      (pack) => (
        renameSync(join(pack, "pack.yaml"), join(pack, "..", "pack.yaml")),
        symlinkSync("../pack.yaml", join(pack, "pack.yaml"))
      ),
      ["link tiny/pack.yaml"],
    ],
    [
      "another id than the folder's name",
      (pack) => edit(join(pack, "pack.yaml"), "id: tiny", "id: small"),
      ["id-is-not-folder tiny/pack.yaml id"],
    ],
    [
      "an exercise outside of it",
      (pack) => edit(join(pack, "pack.yaml"), "[sum]", "[sum, ../sum]"),
      ["wrong-value tiny/pack.yaml exercises[1]"],
    ],
  ])("with %s are reported", (_name, breakIt, told) => {
    expect(packProblemsAfter(breakIt)).toEqual(told);
  });

  test("are found in a folder of packs, and a folder without any is refused", () => {
    const folder = temporaryFolder();
    expect(() => findPacks(folder)).toThrow(PackError);
    for (const name of ["b", "a"]) cpSync(TINY, join(folder, name), { recursive: true });
    mkdirSync(join(folder, "c"));
    expect(findPacks(folder).packs.map((pack) => pack.folder)).toEqual([
      join(folder, "a"),
      join(folder, "b"),
    ]);
    expect(() => findPacks(join(folder, "nowhere"))).toThrow("not-found");
    expect(() => findPacks(join(folder, "a", "pack.yaml"))).toThrow("not-a-folder");
  });
});

describe("the hash of an exercise", () => {
  const hashAfter = async (change: (exercise: string) => void): Promise<string> => {
    const pack = copyTiny();
    change(join(pack, "sum"));
    return (await load(pack, "sum")).hash;
  };

  test("does not depend on where the pack is or when its files were written", async () => {
    const { hash } = await load(TINY, "sum");
    expect(await hashAfter(() => undefined)).toBe(hash);
    expect(await hashAfter((exercise) => utimesSync(join(exercise, "starter.ts"), 1, 1))).toBe(
      hash,
    );
    expect(
      await hashAfter((exercise) => edit(join(exercise, "..", "pack.yaml"), "1.0.0", "1.0.1")),
    ).toBe(hash);
  });

  test("changes with any file's content or name", async () => {
    const hashes = await Promise.all([
      hashAfter(() => undefined),
      hashAfter((exercise) => edit(join(exercise, "starter.ts"), /$/, "\n")),
      hashAfter((exercise) => edit(join(exercise, "statement.en.md"), /$/, " ")),
      hashAfter((exercise) =>
        edit(join(exercise, "data/secret/hidden.json"), '"expected":7', '"expected": 7'),
      ),
      hashAfter((exercise) => edit(join(exercise, "submissions/accepted/loop.ts"), /$/, " ")),
      hashAfter((exercise) =>
        renameSync(
          join(exercise, "submissions/accepted/loop.ts"),
          join(exercise, "submissions/accepted/loops.ts"),
        ),
      ),
      hashAfter((exercise) =>
        cpSync(join(exercise, "statement.en.md"), join(exercise, "figures/a.svg")),
      ),
      hashAfter((exercise) =>
        cpSync(join(exercise, "statement.en.md"), join(exercise, "figures/b.svg")),
      ),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

test("the strongest tolerance wins: the case's field, the case's, the file's field, the file's, the manifest's", () => {
  const manifest = { tolerance: { rtol: 1, atol: 2 } } as ExerciseManifest;
  const field = { rtol: 30, atol: 40 };
  expect(resolveTolerance(undefined, {}, manifest)).toEqual({ rtol: 1, atol: 2, fields: {} });
  expect(
    resolveTolerance(undefined, { tolerance: { atol: 3, fields: { a: field } } }, manifest),
  ).toEqual({ rtol: 1, atol: 3, fields: { a: field } });
  expect(
    resolveTolerance({ rtol: 5 }, { tolerance: { atol: 3, fields: { a: field } } }, manifest),
  ).toEqual({ rtol: 5, atol: 3, fields: {} });
  expect(
    resolveTolerance(
      { fields: { b: field } },
      { tolerance: { fields: { a: field, b: { rtol: 0, atol: 0 } } } },
      manifest,
    ).fields,
  ).toEqual({ a: field, b: field });
});
