// Formatting without a browser: the text, the cursor, code that does not parse.

import { describe, expect, test } from "vitest";
import { formatCode } from "../../src/islands/editor/format-code.ts";

/** `|` marks the cursor. */
async function format(marked: string): Promise<string> {
  const cursor = marked.indexOf("|");
  const outcome = await formatCode(marked.replace("|", ""), cursor);
  if (outcome.kind !== "formatted") throw new Error(JSON.stringify(outcome));
  return `${outcome.text.slice(0, outcome.cursor)}|${outcome.text.slice(outcome.cursor)}`;
}

describe("the cursor stays at the same place in the code", () => {
  test.each([
    ["const   a=1 ;const b = a|+2", "const a = 1;\nconst b = a| + 2;\n"],
    ["function f( x:number ){return| x}", "function f(x: number) {\n  return| x;\n}\n"],
    ["|", "|"],
    ["const a = '𝛼😀'  +|b", 'const a = "𝛼😀" + |b;\n'],
  ])("%j", async (before, after) => expect(await format(before)).toBe(after));
});

test("lines are at most 80 columns", async () => {
  const outcome = await formatCode(`f(${Array(40).fill("aaaa").join(",")})`, 0);
  const lines = outcome.kind === "formatted" ? outcome.text.split("\n") : [];
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const wide = `f(${"a".repeat(75)});\n`;
  expect(await formatCode(wide, 0)).toMatchObject({ text: wide });
});

test.each([
  "enum Kind {\n  A,\n  B,\n}\n",
  "const a = <number>b;\n",
  "export const f = <T,>(x: T): x is T & string => x satisfies unknown as never;\n",
  "abstract class A {\n  constructor(private readonly n: number) {}\n}\n",
  "const a = b! < c;\n",
])("TypeScript is understood: %j", async (source) => {
  expect(await formatCode(source, 0)).toMatchObject({ kind: "formatted", text: source });
});

test.each([
  ["export function f( {\n", 1],
  ["const a = 1;\n\nconst b = ;\n", 3],
  ["const a = 1;\nconst a = 2;\n}\n", 3],
])("code that does not parse names its line: %j", async (source, line) => {
  const outcome = await formatCode(source, 0);
  expect(outcome.kind).toBe("not-parsed");
  // The parser notices an unfinished line at its end, or in the next.
  const found = outcome.kind === "not-parsed" ? outcome.line! : 0;
  expect([line, line + 1]).toContain(found);
});
