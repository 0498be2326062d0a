import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript-js";
import { describe, expect, test } from "vitest";
import { DEMO_ASSIGNMENTS, makeSeededRandom } from "../../src/demo/plan.ts";
import { restyle } from "../../src/demo/restyle.ts";
import { ROOT } from "../support/packs.ts";

const PACK = join(ROOT, "exercises/llm-primer");
const examples = readdirSync(PACK, { recursive: true, encoding: "utf8" })
  .filter(
    (path) =>
      DEMO_ASSIGNMENTS.some(({ exercise }) => path.startsWith(`${exercise}/`)) &&
      /submissions\/(?:accepted|wrong_answer)\/[^/]+\.[tj]s$/.test(path),
  )
  .map((path) => [path, readFileSync(join(PACK, path), "utf8")] as const);

/**
 * How many errors a parser reports: the parsed file contains them, but its public type does not say
 * so.
 */
const complaints = (path: string, text: string) =>
  (
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest) as unknown as {
      parseDiagnostics: unknown[];
    }
  ).parseDiagnostics.length;

const write = (source: string, fileName: string, seed: number) =>
  restyle(source, fileName, makeSeededRandom(seed));

test("every example of the demo's exercises in three styles parses, is the same for the same seed, and differs between seeds", () => {
  expect(examples.length).toBeGreaterThan(100);
  const broken: string[] = [];
  for (const [path, source] of examples) {
    const texts = [1, 2, 3].map((seed) => write(source, path, seed));
    expect(write(source, path, 1)).toBe(texts[0]);
    expect(new Set(texts).size, path).toBe(3);
    for (const text of texts) if (complaints(path, text) > 0) broken.push(path);
  }
  expect(broken).toEqual([]);
});

describe("the result of a program stays the same", () => {
  const run = (source: string, given: unknown[]) =>
    JSON.parse(
      runInNewContext(`${source}; JSON.stringify(f(...${JSON.stringify(given)}))`) as string,
    ) as unknown;
  test.each([
    [
      "the order of evaluation",
      "const log = []; const say = (x) => { log.push(x); return x; }; " +
        "function f() { const sum = say(1) * say(2) + say(3); " +
        "return [sum, say(4) < say(5) ? say(6) : say(7), log.join()]; }",
      [],
    ],
    [
      "loops, and how they end early",
      "function f(n) { let total = 0; for (let i = 0; i < n; i++) { if (i % 2 === 0) continue; " +
        "total += i; } for (let k = n; k > 0; k--) { total -= k / 2; " +
        "} for (const x of [n, 2]) { if (x === 2) return total; total *= x; } return 0; }",
      [7],
    ],
    [
      "expressions that are evaluated only if needed",
      "function f(a) { const b = a?.list ?? [1]; " +
        "return a === null || a.size > 3 ? b.map((x) => x + 1).reverse() : b; }",
      [null],
    ],
    [
      "names that are in use",
      "function f(step, result) { const part = step * result + Math.abs(step - result) * 2; " +
        "return part - (step + result) * (part - 1); }",
      [3, 8],
    ],
    [
      "destructured parameters",
      "const f = (list) => list.map(({ a, b: [c] }) => ({ c, sum: a + c })).filter(({ sum }) => sum > 2);",
      [
        [
          { a: 1, b: [1] },
          { a: 2, b: [3] },
        ],
      ],
    ],
  ])("%s", (_name, source, given) => {
    const expected = run(source, given);
    for (let seed = 0; seed < 60; seed += 1) {
      const text = write(source, "a.js", seed);
      expect(run(text, given), text).toEqual(expected);
    }
  });
});
