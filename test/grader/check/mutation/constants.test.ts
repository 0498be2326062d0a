import { runInThisContext, Script } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutateConstants } from "../../../../grader/check/mutation/constants.ts";
import { switchOn } from "../../../../grader/check/mutation/mutant.ts";

const changes = (source: string) =>
  mutateConstants(source).mutants.map(({ from, to }) => `${from} → ${to}`);

/** The value of `result` after running the text with one mutant on, or none. */
function run(source: string, key?: string): unknown {
  const { source: text } = mutateConstants(source);
  return resultOf(`${switchOn(key === undefined ? undefined : { key })}${text}`);
}

function resultOf(text: string): unknown {
  return runInThisContext(`(() => { ${text}\nreturn result; })()`);
}

describe("numeric constants", () => {
  test("become one more, one less, doubled, zero and negated", () => {
    expect(changes("const result = 7;")).toEqual(["7 → 8", "7 → 6", "7 → 14", "7 → 0", "7 → -7"]);
    expect(changes("const result = 1e-8;")).toEqual([
      "1e-8 → 1.00000001",
      "1e-8 → -0.99999999",
      "1e-8 → 2e-8",
      "1e-8 → 0",
      "1e-8 → -1e-8",
    ]);
    expect(changes("const result = 10n;")).toEqual([
      "10n → 11n",
      "10n → 9n",
      "10n → 20n",
      "10n → 0n",
      "10n → -10n",
    ]);
  });

  test("each change once: twice one is one and one, and twice nothing is nothing", () => {
    expect(changes("const result = 1;")).toEqual(["1 → 2", "1 → 0", "1 → -1"]);
    expect(changes("const result = 0;")).toEqual(["0 → 1", "0 → -1"]);
  });

  test.each([
    ["types", "type A = 1 | 2; let x: 3; function f(a: 4): 5 { return f(a); }"],
    ["names of properties", "const a = { 1: true };"],
    ["texts and comments", 'const a = "7"; // 8'],
  ])("that are %s are left alone", (_, source) => {
    expect(changes(source)).toEqual([]);
  });

  test("have the line and column of the original", () => {
    expect(mutateConstants("const a = [\n  2,\n];").mutants[0]).toEqual({
      program: "constants",
      key: "0",
      line: 2,
      column: 3,
      from: "2",
      to: "3",
    });
  });
});

describe("swapped indices", () => {
  test("are those of a[i][j], as something read or assigned to", () => {
    expect(changes("x = a[i][j]! + b[k]![l + m];")).toEqual([
      "a[i][j] → a[j][i]",
      "b[k]![l + m] → b[l + m]![k]",
    ]);
    expect(changes("x = a[i] + b.c[d] + a[i][i];")).toEqual([]);
  });

  test("change both reads and assignments", () => {
    const source = "const result = [[1, 2], [3, 4]]; let i = 0, j = 1; result[i][j] += 10;";
    const { mutants } = mutateConstants(source);
    const swap = mutants.find(({ from }) => from === "result[i][j]")!;
    expect(run(source)).toEqual([
      [1, 12],
      [3, 4],
    ]);
    expect(run(source, swap.key)).toEqual([
      [1, 2],
      [13, 4],
    ]);
  });
});

describe("the text with all its mutants", () => {
  const SOURCE =
    "let result = 0; for (let i = 1; i < 5; i++) { const row = [[i, 2], [3 * i, 4]]; " +
    "result += row[0][1] * 10 - row[i % 2][0] / 8; }";

  test("does the same as before with all mutants off", () => {
    expect(run(SOURCE)).toBe(resultOf(SOURCE));
  });

  test("does what the changed text would do with one on", () => {
    const lines = SOURCE;
    for (const { key, column, from, to } of mutateConstants(SOURCE).mutants) {
      const value = to.startsWith("-") ? `(${to})` : to;
      const changed = lines.slice(0, column - 1) + value + lines.slice(column - 1 + from.length);
      let wanted: unknown;
      try {
        wanted = resultOf(
          `let turns = 0; ${changed.replace("{ const", "{ if (turns++ > 50) throw new Error('stop'); const")}`,
        );
      } catch {
        continue;
      }
      expect(run(SOURCE, key), `${from} → ${to}`).toEqual(wanted);
    }
  });

  test("parses again, whatever expression it was", () => {
    const expression = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom("1", "0.5", "a[0][1]", "2n", "x"),
        fc
          .tuple(tie("node"), fc.constantFrom("+", "*", "-", "<", "&&"), tie("node"))
          .map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(tie("node"), tie("node")).map(([i, j]) => `m[${i}][${j}]`),
        tie("node").map((inner) => `f(${inner}, [${inner}, 3])`),
      ),
    })).node;
    fc.assert(
      fc.property(expression, (text) => {
        const { source } = mutateConstants(`const result = () => ${text};`);
        expect(() => new Script(source)).not.toThrow();
      }),
    );
  });
});
