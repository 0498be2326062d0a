// What a student sees about types, from a real process behind its walls.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { TypeProblem } from "../../../grader/doors/type-errors.ts";
import { SlotPool } from "../../../grader/slots/parent/slot-pool.ts";
import { newJobId } from "../../../grader/slots/parent/job-runner.ts";
import { findStepLimits } from "../../../grader/slots/parent/time-rules.ts";
import { SANDBOX_GLOBALS } from "../../../grader/type-check/options.ts";
import { TypeChecker } from "../../../grader/type-check/type-checker.ts";
import { LLM_PRIMER } from "../../support/packs.ts";

const checker = new TypeChecker();
afterAll(() => checker.close());

const check = (source: string, fileName = "mine.ts", language: "en" | "zh-CN" = "en") =>
  checker.check({ source, fileName, language });
const places = (problems: TypeProblem[]) =>
  problems.map(
    ({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`,
  );
const codes = (problems: TypeProblem[]) => problems.map(({ code }) => code);

describe("a problem", () => {
  const WRONG = 'export function twice(n: number): number {\n  return "two";\n}\n';

  test("has its place, its number and its words", async () => {
    expect(await check(WRONG)).toEqual([
      {
        line: 2,
        column: 3,
        endLine: 2,
        endColumn: 9,
        code: 2322,
        severity: "error",
        message: "Type 'string' is not assignable to type 'number'.",
      },
    ]);
  });

  test("is in the reader's language, whatever the previous reader's was", async () => {
    const both = await Promise.all([
      check(WRONG, "a.ts", "zh-CN"),
      check(`${WRONG}//`, "a.ts", "en"),
      check(`${WRONG}//`, "a.ts", "zh-CN"),
    ]);
    expect(both.map(([problem]) => problem!.message)).toEqual([
      "不能将类型“string”分配给类型“number”。",
      "Type 'string' is not assignable to type 'number'.",
      "不能将类型“string”分配给类型“number”。",
    ]);
  });

  test.each([
    ["\n", "const a = 1;\nlet b: string = a;", "2:5-2:6"],
    ["\r\n", "const a = 1;\r\nlet b: string = a;", "2:5-2:6"],
    ["\r", "const a = 1;\rlet b: string = a;", "2:5-2:6"],
    [
      "a separator that editors do not count as a line's end",
      "const a = 1; /* \u2028 */ let b: string = a;",
      "1:26-1:27",
    ],
    ["columns of UTF-16", 'const a = "𝛼😀"; let b: number = a;', "1:23-1:24"],
    [
      "several lines",
      "const a: number = 1;\na.map(\n  [1,\n  2]);\nconst b: number = {\n  c: 1,\n}.d;",
      "2:3-2:6 7:3-7:4",
    ],
    ["the end of the text", "export const f = () => {", "1:25-1:25"],
  ])("is at the place where an editor would show it: %j", async (_, source, where) => {
    expect(places(await check(source)).join(" ")).toBe(where);
  });

  test("of several linked messages is one text", async () => {
    const [problem] = await check(
      "const a: { b: { c: number } } = { b: { c: 1 } };\nconst d: { b: { c: string } } = a;",
    );
    expect(problem!.message.split("\n")).toEqual([
      "Type '{ b: { c: number; }; }' is not assignable to type '{ b: { c: string; }; }'.",
      "  The types of 'b.c' are incompatible between these types.",
      "    Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test("with a very long message is cut short", async () => {
    const [problem] = await check(`const a: "${"😀".repeat(2000)}" = "b";`);
    expect(problem!.message.length).toBeLessThanOrEqual(500);
    expect(problem!.message).toMatch(/^Type '"b"' is not assignable to type '"😀/);
    expect(problem!.message.isWellFormed()).toBe(true);
  });

  test("gives no advice that cannot be followed here", async () => {
    const source =
      'document; require("fs"); $; process; describe; Bun; import fs from "fs"; export { fs };';
    const english = (await check(source)).map(({ message }) => message);
    const chinese = (await check(source, "a.ts", "zh-CN")).map(({ message }) => message);
    expect(english.slice(0, 6)).toEqual(
      ["document", "require", "$", "process", "describe", "Bun"].map(
        (name) => `Cannot find name '${name}'.`,
      ),
    );
    expect(chinese.slice(0, 6)).toEqual(
      ["document", "require", "$", "process", "describe", "Bun"].map(
        (name) => `找不到名称“${name}”。`,
      ),
    );
    expect([...english, ...chinese].join(" ")).not.toMatch(/npm|tsconfig|lib'|“lib”/);
  });

  test("is one of the first fifty", async () => {
    const problems = await check(
      "let a: string = 1;\n".replace("a", "a0") +
        Array.from({ length: 200 }, (_, i) => `let a${i + 1}: string = ${i};`).join("\n"),
    );
    expect(problems.map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test("of spelling and one of types are both reported", async () => {
    expect(codes(await check("let a: string = 1;\nlet b = (2;\n"))).toEqual([2322, 1005]);
  });
});

describe("not a problem:", () => {
  test.each([
    ["unused code", "function unused(parameter: number) { const a = 1; }"],
    ["an enum", "enum Kind { A, B }\nexport const f = (kind: Kind) => kind === Kind.A;"],
    [
      "a parameter property",
      "export class A { constructor(private readonly n: number) {} get m() { return this.n; } }",
    ],
    [
      "the methods of the console",
      'console.log(1); console.table([1]); console.dir({}); console.trace("a"); ' +
        'console.time("t"); console.group(); console.count("c"); console.assert(true, "no");',
    ],
    [
      "the other globals of the sandbox",
      "queueMicrotask(() => {}); " +
        "export const f = (xs: number[]): number[] => (performance.now() < 1 ? " +
        "structuredClone(xs) : xs);",
    ],
    [
      "language features from a year ago",
      "export const f = (xs: Set<number>) => [...xs.union(new Set([1])).values().map((x) => x + 1)].toSorted().at(-1);",
    ],
    [
      "a name that a global also has",
      'const name = "a"; const length = 1; const Math2 = Math; export {};\nconst event = name + length + Math2.PI;',
    ],
    ["a hashbang", "#!/usr/bin/env node\nexport const a = 1;"],
    ["a byte order mark", "\uFEFFexport const a = 1;"],
    ["nothing", ""],
  ])("%s", async (_, source) => {
    expect(await check(source)).toEqual([]);
  });

  test("the starters of the exercises, and accepted solutions", async () => {
    const files = globSync(
      join(
        LLM_PRIMER,
        "{count-parameters,fit-a-line,attention,small-network}/{starter.ts,submissions/accepted/*}",
      ),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const file of files)
      expect([file, await check(readFileSync(file, "utf8"), file)]).toEqual([file, []]);
  });
});

describe("JavaScript", () => {
  test("is only checked for being JavaScript", async () => {
    expect(
      await check(
        'export const f = (a) => a.b.c + document + "1" * 2; let x = 1; x = "a";',
        "mine.js",
      ),
    ).toEqual([]);
    expect(places(await check("export const f = (a => a;", "mine.js"))).toEqual(["1:25-1:26"]);
  });

  test("contains no types", async () => {
    const [problem] = await check("export const f = (a: number) => a;", "mine.mjs", "zh-CN");
    expect(problem).toMatchObject({
      code: 8010,
      line: 1,
      column: 22,
      message: "类型注释只能在 TypeScript 文件中使用。",
    });
  });
});

describe("one text after another", () => {
  test("share nothing: what one adds to a global type, the next does not see", async () => {
    expect(
      await check(
        "declare global { interface Array<T> { mine: T } var shared: number }\n" +
          "export const f = (xs: number[]) => xs.mine + shared;",
      ),
    ).toEqual([]);
    expect(codes(await check("export const f = (xs: number[]) => xs.mine + shared;"))).toEqual([
      2339, 2304,
    ]);
  });

  test("cannot read any file", async () => {
    const problems = await check(
      '/// <reference path="/etc/passwd" />\n' +
        '/// <reference types="node" />\n' +
        'import a from "/etc/passwd";\n' +
        'import b from "/library/lib.esnext.d.ts";\n' +
        "export { a, b };",
    );
    expect(codes(problems)).toEqual([6231, 2688, 2307, 2307]);
  });

  test("do not see values that the sandbox lacks", async () => {
    const names = [
      "SharedArrayBuffer",
      "Atomics",
      "WebAssembly",
      "setTimeout",
      "TextEncoder",
      "fetch",
      "process",
      "Buffer",
      "URL",
      "crypto",
      "window",
    ];
    for (const name of names) {
      const [problem, ...more] = await check(`export const x: unknown = ${name};`);
      expect([problem?.column, more.length], name).toEqual([27, 0]);
      expect(problem!.message).toMatch(
        /^Cannot find name '|only refers to a type, but is being used as a value here/,
      );
    }
    expect(codes(await check("export const now: unknown = Temporal.Now;"))).toEqual([2708]);
    expect(
      await check(
        "export const f = (x: ArrayBufferLike, d: Date): unknown => [x.byteLength, d.toTemporalInstant()];",
      ),
    ).toEqual([]);
  });

  test("see the values that the sandbox has", async () => {
    const pool = new SlotPool({ size: 1, spares: 0 });
    try {
      const limits = {
        ...findStepLimits(2000, 1),
        totalCpuTimeMs: 5000,
        memoryMiB: 32,
        outputBytes: 4096,
      };
      const source =
        "export const f = () => ({ console: Object.keys(console), performance: " +
        "Object.keys(performance), here: typeof structuredClone + typeof queueMicrotask });";
      const { batches } = await pool.run({
        type: "run",
        id: newJobId(),
        source,
        fileName: "a.js",
        language: "javascript",
        keep: false,
        driver: null,
        exports: ["f"],
        careful: false,
        batches: [{ isolate: 0, seed: 1, cases: ["1"] }],
        ...limits,
      });
      const outcome = batches.get(0)![0]!;
      const { v } = JSON.parse("text" in outcome ? outcome.text : "{}") as {
        v: { console: string[]; performance: string[]; here: string };
      };
      const declared = (name: string) =>
        [
          ...new RegExp(`interface ${name} \\{([^}]*)\\}`)
            .exec(SANDBOX_GLOBALS)![1]!
            .matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm),
        ].map(([, member]) => member);
      expect(v.console.length).toBeGreaterThan(20);
      expect(new Set(declared("Console"))).toEqual(new Set(v.console));
      expect(new Set(declared("Performance"))).toEqual(new Set(v.performance));
      expect(v.here).toBe("functionfunction");
    } finally {
      await pool.close();
    }
  });
});
