// Which modules a pack's code may import, and that no file around the pack changes what its code
// means.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundleModules } from "../../../grader/pack/bundle.ts";
import type { ModuleName } from "../../../grader/pack/module-names.ts";
import type { Problem } from "../../../grader/pack/problem.ts";
import { temporaryFolder } from "../../support/packs.ts";

const SECRET = "what-the-pack-must-not-see";
const PACKAGES = ["ml-matrix", "ml-regression"];

/** An exercise's folder with these files in it, beside a file outside of it. */
function writeExercise(files: Record<string, string>): string {
  const around = temporaryFolder();
  writeFileSync(join(around, "outside.json"), JSON.stringify({ secret: SECRET }));
  writeFileSync(join(around, "outside.ts"), `export default "${SECRET}";`);
  const folder = join(around, "exercise");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function bundle(
  folder: string,
  name: ModuleName = "reference",
  packages: string[] = PACKAGES,
): Promise<{ code: string | undefined; problems: Problem[] }> {
  const problems: Problem[] = [];
  const modules = await bundleModules(folder, [name], packages, "p/e/", problems);
  return { code: modules[name], problems };
}

/** The exports of a bundle. */
function run(code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  // oxlint-disable-next-line typescript/no-implied-eval -- the test's own code, bundled
  new Function("module", "exports", code)(module, module.exports);
  return module.exports;
}

describe("a reference", () => {
  test("may import a package that the manifest allows, and what that package needs", async () => {
    const folder = writeExercise({
      "reference.ts":
        'import { Matrix } from "ml-matrix";\nexport const rows = (n: number): number => Matrix.eye(n).rows;',
    });
    const { code, problems } = await bundle(folder);
    expect(problems).toEqual([]);
    expect((run(code!)["rows"] as (n: number) => number)(3)).toBe(3);
    expect(
      (
        await bundle(
          writeExercise({
            "reference.ts": 'export { SimpleLinearRegression } from "ml-regression";',
          }),
        )
      ).problems,
    ).toEqual([]);
  });

  test("may import the exercise's own files, and types from anywhere", async () => {
    const folder = writeExercise({
      "starter.ts": "export const one = 1;",
      "numbers.json": "[2, 3]",
      "reference.ts":
        'import type { Stats } from "node:fs";\n' +
        'import { one } from "./starter.ts";\n' +
        'import numbers from "./numbers.json";\n' +
        "export const all = [one, ...numbers];\n" +
        "export type S = Stats;",
    });
    const { code, problems } = await bundle(folder);
    expect(problems).toEqual([]);
    expect(run(code!)["all"]).toEqual([1, 2, 3]);
  });

  test.each<[string, string]>([
    ["node:fs", 'import fs from "node:fs"; export default fs;'],
    ["fs", 'import { readFileSync } from "fs"; export default readFileSync;'],
    ["fast-check", 'import fc from "fast-check"; export default fc;'],
    ["esbuild", 'export * from "esbuild";'],
    ["../outside.ts", 'import x from "../outside.ts"; export default x;'],
    ["../outside.json", 'export { default } from "../outside.json";'],
    ["./../../exercise/../outside.ts", 'import "./../../exercise/../outside.ts";'],
    ["/etc/passwd", 'import x from "/etc/passwd"; export default x;'],
    ["file:///etc/passwd", 'import x from "file:///etc/passwd"; export default x;'],
    ["data:text/javascript,1", 'import x from "data:text/javascript,1"; export default x;'],
    ["https://example.com/a.js", 'import x from "https://example.com/a.js"; export default x;'],
    ["#inside", 'import x from "#inside"; export default x;'],
    ["", 'import x from ""; export default x;'],
    [".", 'import x from "."; export default x;'],
    [
      "ml-regression/../../package.json",
      'import x from "ml-regression/../../package.json"; export default x;',
    ],
    [
      "ml-matrix/../esbuild/lib/main.js",
      'import x from "ml-matrix/../esbuild/lib/main.js"; export default x;',
    ],
  ])("must not import %j", async (name, source) => {
    const { code, problems } = await bundle(writeExercise({ "reference.ts": source }));
    expect(code).toBe(undefined);
    expect(problems).toEqual([
      {
        code: "import-not-allowed",
        file: "p/e/reference.ts",
        key: "",
        line: 0,
        params: { name, allowed: "ml-matrix, ml-regression" },
      },
    ]);
  });

  test.each([
    ["a require", 'export default require("ml-matrix");'],
    ["a require of a file", 'export default require("./reference.ts");'],
    [
      "a require with an escape in it",
      'export default (n: string) => r\\u0065quire("../" + n + ".json");',
    ],
    ["a require of a pattern", 'export default (n: string) => require("../" + n + ".json");'],
    [
      "a require of a module",
      'export default (n: string) => module["require"]("../" + n + ".json");',
    ],
    ["an import of another kind", 'import x = require("node:fs"); export default x;'],
    ["a dynamic import", 'export default import("./reference.ts");'],
    ["a dynamic import of a pattern", "export default (n: string) => import(`../${n}.json`);"],
    [
      "a dynamic import behind a comment",
      'export default (n: string) => import /* ( */ (/* ) */ "../out" + n + ".ts");',
    ],
    ["a dynamic import of an unknown expression", "export default (n: string) => import(n);"],
  ])("must not use %s", async (_name, source) => {
    const { code, problems } = await bundle(writeExercise({ "reference.ts": source }));
    expect(code ?? "").not.toContain(SECRET);
    expect(code).toBe(undefined);
    expect(problems).toEqual([
      expect.objectContaining({
        code: "import-not-allowed",
        file: "p/e/reference.ts",
        params: { name: "import(…), require(…)", allowed: "ml-matrix, ml-regression" },
      }),
    ]);
  });

  test("may mention forbidden syntax in texts and comments", async () => {
    const source =
      'export const say = (): string => "import (it) and require a list"; // import("x") require("y")';
    expect((await bundle(writeExercise({ "reference.ts": source }))).problems).toEqual([]);
  });

  test("must follow the rules in its other files too, whatever their names", async () => {
    const inner = {
      "reference.entry.ts": 'export { default } from "../outside.ts";',
      "reference.ts": 'export { default } from "./reference.entry.ts";',
    };
    const { code, problems } = await bundle(writeExercise(inner));
    expect(code).toBe(undefined);
    expect(problems).toEqual([
      expect.objectContaining({
        code: "import-not-allowed",
        file: "p/e/reference.entry.ts",
        params: expect.objectContaining({ name: "../outside.ts" }) as object,
      }),
    ]);
  });

  test.each<[string, string, Partial<Problem>]>([
    [
      "a package that is not installed",
      'import x from "not-installed";\nexport default x;',
      { line: 0, params: { detail: 'Could not resolve "not-installed"' } },
    ],
    ["a missing file", '\nimport x from "./gone.ts";\nexport default x;', { line: 2 }],
    [
      "a syntax error",
      "export const a = 1;\nexport const b = ;\n",
      { line: 2, params: { detail: 'Unexpected ";"' } },
    ],
    [
      "a name that is not exported",
      'import { b } from "./reference.ts";\nexport const a = b;',
      { line: 1 },
    ],
  ])("with %s has the error reported, with its file", async (_name, source, told) => {
    const { code, problems } = await bundle(
      writeExercise({ "reference.ts": source }),
      "reference",
      [...PACKAGES, "not-installed"],
    );
    expect(code).toBe(undefined);
    expect(problems).toEqual([
      expect.objectContaining({ code: "bundle", file: "p/e/reference.ts", ...told }),
    ]);
  });
});

describe("the other modules", () => {
  test.each<ModuleName>(["driver", "checker", "generator"])(
    "%s must not import the reference's packages",
    async (name) => {
      const { problems } = await bundle(
        writeExercise({ [`${name}.ts`]: 'import m from "ml-matrix";\nexport default m;' }),
        name,
      );
      expect(problems).toEqual([
        expect.objectContaining({ code: "import-not-allowed", file: `p/e/${name}.ts` }),
      ]);
      expect(problems[0]!.params["allowed"]).toBe(name === "generator" ? "fast-check" : "-");
    },
  );

  test("a generator may import fast-check, and the same seed gives the same cases", async () => {
    const folder = writeExercise({
      "generator.ts":
        'import fc from "fast-check";\nexport default fc.integer().map((input) => ({ input }));',
    });
    const { code, problems } = await bundle(folder, "generator");
    expect(problems).toEqual([]);
    const generate = run(code!)["generate"] as (seed: number, count: number) => unknown[];
    expect(generate(7, 5)).toHaveLength(5);
    expect(generate(7, 5)).toEqual(generate(7, 5));
    expect(generate(7, 5)).not.toEqual(generate(8, 5));
  });
});

test("a tsconfig.json or a package.json beside the code changes nothing", async () => {
  const source =
    'import { a } from "./starter.ts";\n' +
    "export class C { declare y: number; x; constructor() { this.x = a; } }\n" +
    "export const f = <T,>(v: T): T => v;";
  const files = { "reference.ts": source, "starter.ts": 'export let a = 1; "side effect";' };
  const plain = await bundle(writeExercise(files));
  const options = {
    compilerOptions: {
      useDefineForClassFields: false,
      target: "es5",
      alwaysStrict: true,
      jsx: "react",
      baseUrl: "..",
      paths: { "./starter.ts": ["../outside.ts"] },
    },
  };
  const odd = writeExercise({
    ...files,
    "tsconfig.json": JSON.stringify({ ...options, extends: "../outside.json" }),
    "package.json": JSON.stringify({
      sideEffects: false,
      browser: { "./starter.ts": "../outside.ts" },
      type: "commonjs",
    }),
  });
  const changed = await bundle(odd);
  const withoutNames = (code: string | undefined) => code?.replaceAll(/gradus-test-\w+/g, "");
  expect(changed.problems).toEqual([]);
  expect(withoutNames(changed.code)).toBe(withoutNames(plain.code));
});
