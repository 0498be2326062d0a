// What counts as type syntax, and what plain JavaScript is no longer told.

import ts from "typescript-js";
import { afterAll, describe, expect, test } from "vitest";
import { hasTypeSyntax } from "../../../grader/type-check/find-type-syntax.ts";
import { TypeChecker } from "../../../grader/type-check/type-checker.ts";

const checker = new TypeChecker();
afterAll(() => checker.close());
const check = async (source: string) =>
  (await checker.check({ source, fileName: "submission.ts", language: "en" })).map(
    ({ code }) => code,
  );
const isTyped = (source: string) =>
  hasTypeSyntax(ts, ts.createSourceFile("a.ts", source, ts.ScriptTarget.ESNext, true));

describe("type syntax", () => {
  test.each([
    "let a: number = 1;",
    "function f(a): void {}",
    "const f = (a: string) => a;",
    "function f<T>(a) {}",
    "f<number>(1);",
    "new Map<string, number>();",
    "class A extends B<number> {}",
    "class A implements B {}",
    "class A { private a = 1; }",
    "class A { readonly a = 1; }",
    "class A { constructor(public a) {} }",
    "class A { a?; }",
    "class A { a!; }",
    "class A { f?() {} }",
    "class A { [key: string]: number }",
    "abstract class A {}",
    "class B extends A { override f() {} }",
    "function f(a?) {}",
    "function f(a); function f(a) {}",
    "interface A {}",
    "type A = B;",
    "enum A { B }",
    "declare const a;",
    "namespace A { f(); }",
    "const a = b as c;",
    "const a = b satisfies C;",
    "const a = b!;",
    "const a = <B>c;",
    'import type { A } from "a";',
    'import { type A } from "a";',
    "export { type A };",
    "export type { A };",
    "try { f(); } catch (error: unknown) {}",
  ])("%s", (source) => {
    expect(isTyped(source)).toBe(true);
    expect(
      isTyped(
        `const before = [1];\nexport function g(b) { ${"{".repeat(50)} f(); ${"}".repeat(50)} }\n${source}`,
      ),
    ).toBe(true);
  });
});

describe("plain JavaScript", () => {
  test.each([
    "",
    "export function total(values) { return values.reduce((sum, value) => sum + value, 0); }",
    "class A extends B { #a = 1; static b = null; get c() { return this.#a ?? undefined; } }",
    "class A extends mix(B, C) {}",
    "const { a = 1, ...rest } = b; for (const [c, d] of rest) void d?.e(c ? 1 : 2);",
    "label: while (a < b && c > d) { continue label; }",
    "/** @param {number[]} values @returns {number} */ export function f(values) { return values[0]; }",
    'import a, { b as c } from "d"; export * from "e"; export { c as default };',
    "const async = async function* () { yield* await this; }; var type = 1, as = 2, of = type;",
    "const text = `${a}` + /b/.test(c) + typeof d + new.target;",
  ])("%s", (source) => expect(isTyped(source)).toBe(false));

  test("of any depth", () => {
    const chain = `a${" + a".repeat(20_000)}`;
    expect(isTyped(`const b = ${chain};`)).toBe(false);
  });
});

describe("the errors of a text", () => {
  const PLAIN =
    "export function count(words) {\n  const found = {};\n" +
    "  words.forEach((word) => { found[word] = 1; });\n  return found;\n}\n";

  test("without types do not ask for types", async () => {
    expect(await check(PLAIN)).toEqual([]);
  });

  test("without types still contain the others", async () => {
    expect(await check(`${PLAIN}count(1, 2);\n"a".b;\nmissing;\n`)).toEqual([2554, 2339, 2304]);
  });

  test("with any type ask for the rest", async () => {
    expect(await check(`const one: number = 1;\n${PLAIN}`)).toEqual([7006, 7006, 7053]);
    expect(await check(PLAIN.replace("(words)", "(words: string[])"))).toEqual([7053]);
  });
});
