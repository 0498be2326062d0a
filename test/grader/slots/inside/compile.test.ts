// A submission's TypeScript as JavaScript: without types, on the same lines, without imports, and
// with errors at their place.

import { describe, expect, test } from "vitest";
import { compileSubmission } from "../../../../grader/slots/inside/compile.ts";
import { explainSyntax } from "../../../../grader/slots/inside/explain-syntax.ts";
import {
  CompileError,
  type SourceLanguage,
} from "../../../../grader/slots/inside/compile-error.ts";
import type { CompileProblem } from "../../../../grader/slots/protocol/compile-problem.ts";
import { hasWords } from "../../../../src/i18n/index.ts";

/** What a program exports; evaluated here only because the programs are this file's own. */
function run(source: string, language: SourceLanguage = "typescript"): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- the test's own code, compiled
  new Function("exports", compileSubmission(source, language))(exports);
  return exports;
}

function problemOf(source: string, language: SourceLanguage = "typescript"): CompileProblem {
  try {
    compileSubmission(source, language);
  } catch (error) {
    if (error instanceof CompileError) return error.problem;
    throw error;
  }
  throw new Error(`compiles: ${source}`);
}

describe("several names in one exported declaration", () => {
  test.each<[string, Record<string, unknown>]>([
    ["export const a = 1, b = a + 1;", { a: 1, b: 2 }],
    ["export let a = 1, b = [a, 2],\n  c = { a, b };", { a: 1, b: [1, 2], c: { a: 1, b: [1, 2] } }],
    ["export var a = 1, b;\nb = 3;", { a: 1, b: 3 }],
    [
      "export const { a, x: b } = { a: 1, x: 2 }, c = 3, [d, ...e] = [4, 5];",
      { a: 1, b: 2, c: 3, d: 4, e: [5] },
    ],
    [
      "export const a = ((x, y) => x + y)(1, 2), b = `${[1, 2].map((x) => x, 0)},`;",
      { a: 3, b: "1,2," },
    ],
    // A statement of its own, with a comma.
    ["let z = 0;\nexport const a = 1\nz = 2, z = 3\nexport const b = z", { a: 1, b: 3 }],
    ["export const a = 1;\nconst b = 2, c = 3;\nexport { c };", { a: 1, c: 3 }],
  ])("%s", (source, expected) => {
    expect({ ...run(source) }).toEqual(expected);
    expect({ ...run(source, "javascript") }).toEqual(expected);
    expect(compileSubmission(source, "typescript").split("\n").length).toBe(
      source.split("\n").length,
    );
  });

  test("with types that have commas", () => {
    const source =
      "export const a: Map<string, number> = new Map<string, number>([['x', 1]]), b: [number, number] = [1, 2];";
    expect({ ...run(source) }).toEqual({ a: new Map([["x", 1]]), b: [1, 2] });
  });
});

describe("types", () => {
  test.each<[string, string, unknown]>([
    ["an enum", "enum E { A, B = 5, C }\nexport const out = [E.A, E.C, E[5]];", [0, 6, "B"]],
    ["a const enum", "const enum E { A = 1 << 2, B = A * 2 }\nexport const out = E.B;", 8],
    ["an enum of texts", 'export enum E { A = "a" }\nexport const out: string = E.A;', "a"],
    [
      "generics",
      "function first<T, U extends T[]>(list: U): T { return list[0]!; }\n" +
        "const g = <T,>(x: T): T => x;\n" +
        "export const out = g<number>(first<number, number[]>([7]));",
      7,
    ],
    [
      "parameter properties and fields",
      "abstract class A<T> { private kept?: T; declare gone: number; " +
        "constructor(public x: T, readonly y = 2) {} }\n" +
        "class B extends A<number> {}\n" +
        "export const out = { ...new B(1) };",
      { kept: undefined, x: 1, y: 2 },
    ],
    [
      "assertions",
      "const x = (<number>(5 as unknown)) satisfies number;\nexport const out = x!;",
      5,
    ],
    [
      "interfaces, types and declarations",
      "interface P { x: number }\n" +
        "type Q = P & { y?: string };\n" +
        "declare const nowhere: Q;\n" +
        "declare module M { const a: number }\n" +
        "declare function f(): void;\n" +
        "export const out: Q = { x: 1 };",
      { x: 1 },
    ],
    [
      "overloads",
      "function f(x: string): string;\n" +
        "function f(x: number): number;\n" +
        "function f(x: unknown): unknown { return x; }\n" +
        "export const out = f(3);",
      3,
    ],
    [
      "imports of types alone",
      'import type { A } from "somewhere";\n' +
        'import type B from "./there";\n' +
        'export type { C } from "elsewhere";\n' +
        "export const out: A | B = 1;",
      1,
    ],
    [
      "names that are keywords elsewhere",
      "let type = 1, module = [2], namespace = 3, declare = 4;\n" +
        "module.push(namespace);\n" +
        "export const out = [type, ...module, declare, { import: 5 }.import];",
      [1, 2, 3, 4, 5],
    ],
  ])("%s mean what they mean in TypeScript", (_name, source, out) => {
    expect(run(source)["out"]).toEqual(out);
  });

  test("are not JavaScript, and JavaScript is not taken for types", () => {
    expect(run("export const out = [1, 2].map((x) => x < 2 > (1));", "javascript")["out"]).toEqual([
      false,
      false,
    ]);
    expect(problemOf("export const a: number = 1;", "javascript")).toMatchObject({
      code: "syntax",
      line: 1,
      column: 15,
    });
    expect(problemOf("enum E { A }", "javascript")).toMatchObject({
      code: "syntax",
      reason: "UnexpectedReservedWord",
      line: 1,
      column: 1,
    });
  });

  test("leave every line where its author wrote it", () => {
    const source =
      "#!/usr/bin/env node\n" +
      'import type { A } from "a";\n' +
      "\n" +
      "interface B {\n" +
      "  x: number;\n" +
      "}\n" +
      "enum C {\n" +
      "  D,\n" +
      "  E,\n" +
      "}\n" +
      "export function f<T>(\n" +
      "  x: T,\n" +
      "  y?: number,\n" +
      "): T {\n" +
      "  return x;\n" +
      "}\n" +
      "\n" +
      "type G =\n" +
      "  | 1\n" +
      "  | 2;\n" +
      "throw new Error(`line 21`);\n";
    const code = compileSubmission(source, "typescript");
    expect(code.split("\n")).toHaveLength(source.split("\n").length);
    expect(code.split("\n")[20]).toContain("line 21");
    const windows = source.replaceAll("\n", "\r\n");
    expect(compileSubmission(windows, "typescript").split("\n")).toHaveLength(
      windows.split("\n").length,
    );
  });

  test("may come after a byte order mark, a hashbang, or both", () => {
    for (const head of ["\uFEFF", "#!/usr/bin/env node\n", "\uFEFF#!/usr/bin/env node\n"])
      expect(run(`${head}export const out: number = 1;`)["out"]).toBe(1);
  });

  test("exported by default, by list and by another name are exports", () => {
    expect(
      run(
        "const a = 1;\nexport { a, a as b };\nexport default function () { return 2; }\nexport let c = 3;\nc = 4;",
      ),
    ).toMatchObject({ a: 1, b: 1, c: 4, default: expect.any(Function) as unknown });
  });
});

describe("every way out of the file is refused at its place", () => {
  test.each<[string, string, number, number, string]>([
    ["an import", 'const a = 1;\nimport x from "fs";', 2, 1, "fs"],
    ["an import by name", '  import { a } from "./x";', 1, 3, "./x"],
    ["an import over several lines", '\nimport {\n  a,\n  b,\n} from "./x";', 2, 1, "./x"],
    ["an import for its effect", 'import "left-pad";', 1, 1, "left-pad"],
    ["an import by assignment", 'import x = require("fs");', 1, 1, "fs"],
    ["a dynamic import", 'const x = 1;\nconst y = () => import("fs");', 2, 17, "fs"],
    ["a dynamic import of an unknown expression", "const y = import(name);", 1, 11, ""],
    ["import.meta", "const a = 1;\nexport const u = [import.meta.url];", 2, 19, "import.meta"],
    ["a re-export of all", '\n\nexport * from "x";', 3, 1, "x"],
    ["a re-export under a name", 'export * as n from "x";', 1, 1, "x"],
    ["a re-export by name", 'export { a,\n b as c } from "x";', 1, 1, "x"],
    ["an import after a byte order mark", '\uFEFFimport x from "fs";', 1, 1, "fs"],
  ])("%s", (_name, source, line, column, detail) => {
    const text = source.replace("\uFEFF", "").split("\n")[line - 1]!;
    expect(problemOf(source)).toEqual({
      code: "import",
      reason: "",
      line,
      column,
      text,
      detail,
      names: [],
      exported: [],
    });
  });

  test.each<[string, number, number]>([
    ["namespace A { export const b = 1; }", 1, 1],
    ["const x = 1;\nexport namespace A.B { const c = 1; }", 2, 8],
    ["module A { export const b = 1; }", 1, 1],
  ])("%j, whose body would be lost", (source, line, column) => {
    expect(problemOf(source)).toMatchObject({
      code: "namespace",
      line,
      column,
      text: source.split("\n")[line - 1],
    });
  });

  test("in JavaScript too", () => {
    expect(problemOf('import x from "fs";', "javascript")).toMatchObject({
      code: "import",
      line: 1,
      column: 1,
    });
  });

  test("but not code that only looks like it", () => {
    const source =
      '// import x from "y"\n' +
      'const s = "import(x) from `y`"; const t = /import x/;\n' +
      "const o = { import: { meta: 1 } };\n" +
      "export const out = [s.length, o.import.meta, o?.import.meta, t.source.length];";
    expect(run(source)["out"]).toEqual([18, 1, 1, 8]);
  });
});

describe("syntax errors are reported with line, column and the line itself", () => {
  test.each<[string, string, number, number, string]>([
    [
      "a bracket that is not closed",
      "export function total(v) {\n  return v.reduce((a, b) => a + b, 0;\n}",
      2,
      37,
      "UnexpectedToken",
    ],
    ["a loop's bracket", "for (let i = 0; i < 3; i++ {\n}", 1, 28, "UnexpectedToken"],
    ["a list that is not closed", "let a = [1, 2, 3;", 1, 17, "UnexpectedToken"],
    [
      "a function that is not closed",
      "export const f = () => {\n  return 1;\n",
      3,
      1,
      "UnexpectedToken",
    ],
    ["an extra brace", "if (1) {\n} else {\n}}", 3, 2, "UnexpectedToken"],
    ["a missing comma", "const y = {\n  a: 1\n  b: 2\n};", 3, 3, "UnexpectedToken"],
    ["a missing operand", "export const a = 1 +;", 1, 21, "UnexpectedToken"],
    ["a string over the end of its line", 'const s = "abc;\n', 1, 11, "UnterminatedString"],
    [
      "a template that is not closed",
      "const a = 1;\nconst s = `abc;\n",
      2,
      12,
      "UnterminatedTemplate",
    ],
    ["a comment that is not closed", "let a;\n/* abc\n", 2, 1, "UnterminatedComment"],
    ["a misspelt keyword", "\nfuction f() {}", 2, 8, "MissingSemicolon"],
    ["a keyword as a name", "const class = 5;", 1, 7, "UnexpectedKeyword"],
    ["a semicolon of another script", "const x = 3；", 1, 12, "InvalidOrUnexpectedToken"],
    [
      "a line ending of Windows before it",
      "const a = 1;\r\nlet b = ;\r\n",
      2,
      9,
      "UnexpectedToken",
    ],
    [
      "a hashbang and a byte order mark before it",
      "\uFEFF#!/x\nlet b = ;",
      2,
      9,
      "UnexpectedToken",
    ],
  ])("%s", (_name, source, line, column, reason) => {
    const { text, detail, ...place } = problemOf(source);
    expect(place).toEqual({ code: "syntax", reason, line, column, names: [], exported: [] });
    expect(text).toBe(source.replace("\uFEFF", "").split(/\r?\n/)[line - 1]);
    expect(detail).not.toBe("");
    expect(detail).not.toMatch(/\(\d+:\d+\)$/);
    expect(hasWords(`syntax.${reason}`)).toBe(true);
  });

  test.each<[string, string, number, number, string]>([
    ["a name declared twice", "let a = 1;\nlet a = 2;", 2, 5, "VarRedeclaration"],
    ["a return outside of a function", "\n  return 5;", 2, 3, "IllegalReturn"],
    ["a break outside of a loop", "break;", 1, 1, "IllegalBreakContinue"],
    ["an export of an unknown name", "export { nothing };", 1, 10, "ModuleExportUndefined"],
    ["quotation marks of another script", "let s = “hello”;", 1, 9, "InvalidOrUnexpectedToken"],
    ["a constant without a value", "const a;", 1, 8, "DeclarationMissingInitializer"],
    [
      "await in a function that is not async",
      "function f() { await g(); }",
      1,
      16,
      "UnexpectedReservedWord",
    ],
    ["a number on the left", "const x = 2;\n1 = x;", 2, 1, "InvalidLhs"],
    ["two parameters of one name", "function f(a, a) {}", 1, 15, "ParamDupe"],
  ])(
    "also an error that only shows when it is loaded: %s",
    (_name, source, line, column, reason) => {
      expect(explainSyntax(source, "typescript", "what V8 said")).toMatchObject({
        code: "syntax",
        reason,
        line,
        column,
        text: source.split("\n")[line - 1],
      });
      expect(hasWords(`syntax.${reason}`)).toBe(true);
    },
  );

  test("await outside of every function has a place too", () => {
    const source =
      "async function f(): Promise<void> { await 1; }\nconst g = async () => await f();\n  await g();\n";
    const said = "await is only valid in async functions and the top level bodies of modules";
    expect(explainSyntax(source, "typescript", said)).toMatchObject({
      code: "top-level-await",
      line: 3,
      column: 3,
      text: "  await g();",
    });
    expect(explainSyntax("for await (const x of y) {}", "typescript", said)).toMatchObject({
      code: "top-level-await",
      line: 1,
      column: 1,
    });
  });

  test.each<[string, number, number]>([
    ["console.log(await f());\nasync function f() {}", 1, 13],
    ["const text = `${await f()}`;", 1, 17],
    ["const xs = [\n  1,\n  await f(),\n];", 3, 3],
    ["export default { a: await f() };", 1, 21],
    ["class A { static { } }\nif (await f()) { }", 2, 5],
  ])("also in an expression, where V8 takes it for a name: %s", (source, line, column) => {
    expect(explainSyntax(source, "typescript", "missing ) after argument list")).toMatchObject({
      code: "top-level-await",
      line,
      column,
      text: source.split("\n")[line - 1],
    });
  });

  test("an error that the parser cannot explain is reported with the compiler's own message", () => {
    expect(explainSyntax("const a = 1;", "typescript", "x".repeat(1000))).toEqual({
      code: "syntax",
      reason: "",
      line: 0,
      column: 0,
      text: "",
      detail: "x".repeat(300),
      names: [],
      exported: [],
    });
  });

  test("a text nested beyond what a parser can follow is too complex", () => {
    expect(problemOf(`export const a = ${"(".repeat(100_000)}1${")".repeat(100_000)};`).code).toBe(
      "too-complex",
    );
  });

  test("a very long line is cut", () => {
    expect(problemOf(`const a = "${"x".repeat(10_000)};`).text).toHaveLength(300);
  });
});

describe("text that is neither TypeScript nor JavaScript is recognized", () => {
  const ANY = { code: expect.any(String), line: expect.any(Number) };
  /** As run-program.ts does: V8 may still refuse a program that compiles here. */
  const told = (source: string, language: SourceLanguage = "typescript"): CompileProblem => {
    try {
      compileSubmission(source, language);
    } catch (error) {
      if (error instanceof CompileError) return error.problem;
      throw error;
    }
    return explainSyntax(source, language, "Invalid or unexpected token");
  };

  test.each<[string, string, string, number]>([
    ["a code block of a chat", "```ts\nexport const a = 1;\n```\n", "markdown-fence", 1],
    [
      "one with another fence, for Windows",
      "\r\n~~~javascript\r\nexport const a = 1;\r\n~~~\r\n",
      "markdown-fence",
      2,
    ],
    [
      "prose around a code block",
      "Here it is:\n\n```\nexport const a = 1;\n```",
      "markdown-fence",
      3,
    ],
    ["a fence that was left at the end", "export const a = 1;\n```\n", "markdown-fence", 2],
    ["a decorator", "function d(c: unknown) {}\n@d class A {}", "decorator", 2],
    ["a decorator of a method", "class A { @d m() {} }", "decorator", 1],
    ["JSX", "const a = 1;\nconst b = <p className='x'>{a}</p>;", "jsx", 2],
    ["JSX without a name", "const b = <>text</>;", "jsx", 1],
  ])("%s", (_name, source, code, line) => {
    expect(told(source)).toMatchObject({
      ...ANY,
      code,
      line,
      text: source.split(/\r?\n/)[line - 1],
    });
    expect(told(source.replace(": unknown", ""), "javascript")).toMatchObject({ code, line });
  });

  test.each<[string, string, number]>([
    ["Python", "def total(values):\n    return sum(values)\n", 1],
    ["Python", "import numpy as np\nfrom math import sqrt\nx = np.zeros(3)", 1],
    ["Python", "values = [1, 2]\nfor v in values:\n    print(v)", 2],
    ["Python", "class A(B):\n    pass", 1],
    ["Java", "import java.util.List;\npublic class Solution { }", 1],
    [
      "Java",
      "class A {\n  public static void main(String[] args) { System.out.println(1); }\n}",
      2,
    ],
    ["C#", "using System;\nclass A { }", 1],
    ["C/C++", "#include <vector>\nint main() { return 0; }", 1],
    ["C/C++", "double total(double *values, int n) {\n  return 0;\n}", 1],
    ["Go", "package main\nfunc total(values []float64) float64 { return 0 }", 1],
    ["Rust", "fn total(values: &[f64]) -> f64 { values.iter().sum() }", 1],
    ["R", "total <- function(values) {\n  sum(values[1:2])\n}", 1],
    ["Jupyter Notebook", '{\n "cells": []\n}', 1],
    ["HTML", "<!DOCTYPE html>\n<p>x</p>", 1],
  ])("%s: %j", (detail, source, line) => {
    expect(told(source)).toMatchObject({ ...ANY, code: "other-language", detail, line });
  });

  test("a correct program that looks like one of these compiles, and a wrong one is not taken for another", () => {
    const right = [
      "// def total(values):\nexport const out = 1;",
      "const s = `\ndef total(values):\n`;\nexport const out = 1;",
      "class A<T> { private x: T | undefined; public static make() { return new A(); } }\n" +
        "export const out = A.make() instanceof A ? 1 : 0;",
      "const f = (a: number, b: number) => a < b && b > (a) ? 1 : 0;\nexport const out = f(1, 2);",
      "const doc = 'import numpy as np';\nexport const out = doc ? 1 : 0;",
    ];
    for (const source of right) expect(run(source)["out"]).toBe(1);
    expect(
      told("export function total(values: number[]) {\n  return values.length +;\n}").code,
    ).toBe("syntax");
    expect(told("for (const x of xs {\n}\nconst y = a < b;").code).toBe("syntax");
    expect(told("switch (a) { case 1:\n  break;\n  default\n}").code).toBe("syntax");
  });

  test("very long lines made to slow the detection are still answered", () => {
    for (const piece of [
      " ",
      "for a in ",
      "if ",
      "class A(",
      "int f(",
      "``` ",
      "import a, ",
      "public static ",
      "(",
      "\t",
    ]) {
      expect(told(`${piece.repeat(20_000)} @`).code).toBeDefined();
    }
  });
});
