// The sandbox's console: the output of each method, under one budget, and independent of earlier
// calls.

import { describe, expect, test } from "vitest";
import { beginOutput, sandboxConsole as c } from "../../../grader/isolate/console.ts";
import { isOutputSpent, readPrinted } from "../../../grader/isolate/printed.ts";

function printed(work: () => void, bytes = 10_000): string {
  beginOutput(bytes);
  work();
  return readPrinted();
}

test.each<[string, () => void, string]>([
  ["log", () => c.log("a", 1, [2], { b: null }), "a 1 [2] { b: null }\n"],
  ["log of nothing", () => c.log(), "\n"],
  [
    "log of a Map, a Set, a Date, a pattern",
    () => c.log(new Map<unknown, unknown>([["a", [1]]]), new Set([1, 2]), new Date(0), /x/g),
    'Map(1) { "a" => [1] } Set(2) { 1, 2 } 1970-01-01T00:00:00.000Z /x/g\n',
  ],
  [
    "error, warn, info, debug, dirxml",
    () => [c.error(1), c.warn(2), c.info(3), c.debug(4), c.dirxml(5)],
    "1\n2\n3\n4\n5\n",
  ],
  [
    "placeholders",
    () =>
      c.log(
        "%s is %d, %i and %f%%: %o %j%c!",
        "x",
        "1.5",
        2.7,
        "3",
        { a: 1 },
        [1],
        "color: red",
        "more",
      ),
    "x is 1.5, 2 and 3%: { a: 1 } [1]! more\n",
  ],
  ["a placeholder without a value, and an unknown one", () => c.log("%s %s %x", "a"), "a %s %x\n"],
  ["a text with a percent sign alone", () => c.log("100%"), "100%\n"],
  ["dir", () => c.dir({ a: { b: 1 } }), "{ a: { b: 1 } }\n"],
  ["trace", () => c.trace("here", 1), "Trace: here 1\n"],
  [
    "assert",
    () => [c.assert(true, "no"), c.assert(false), c.assert(0, "x is %d", 5)],
    "Assertion failed\nAssertion failed: x is 5\n",
  ],
  [
    "count",
    () => [c.count(), c.count("a"), c.count(), c.countReset(), c.count()],
    "default: 1\na: 1\ndefault: 2\ndefault: 1\n",
  ],
  [
    "time: the clock stands still",
    () => [c.time("t"), c.timeLog("t", 1), c.timeEnd("t"), c.timeEnd("t")],
    "t: 0ms 1\nt: 0ms\nTimer 't' does not exist\n",
  ],
  [
    "group",
    () => [
      c.group("outer"),
      c.log("a\nb"),
      c.groupCollapsed(),
      c.log("c"),
      c.groupEnd(),
      c.groupEnd(),
      c.groupEnd(),
      c.log("d"),
    ],
    "outer\n  a\n  b\n    c\nd\n",
  ],
  [
    "table of objects",
    () => c.table([{ a: 1, b: "x" }, { b: "字" }]),
    "┌─────────┬───┬──────┐\n" +
      "│ (index) │ a │ b    │\n" +
      "├─────────┼───┼──────┤\n" +
      '│ 0       │ 1 │ "x"  │\n' +
      '│ 1       │   │ "字" │\n' +
      "└─────────┴───┴──────┘\n",
  ],
  [
    "table of rows, with the columns chosen",
    () => c.table({ x: [1, 2], y: [3, 4] }, ["1"]),
    "┌─────────┬───┐\n│ (index) │ 1 │\n├─────────┼───┤\n│ x       │ 2 │\n│ y       │ 4 │\n└─────────┴───┘\n",
  ],
  [
    "table of values",
    () => c.table(["a", 1]),
    "┌─────────┬────────┐\n" +
      "│ (index) │ Values │\n" +
      "├─────────┼────────┤\n" +
      '│ 0       │ "a"    │\n' +
      "│ 1       │ 1      │\n" +
      "└─────────┴────────┘\n",
  ],
  [
    "table of a value that is not a table",
    () => [c.table(5), c.table("text"), c.table({})],
    "5\ntext\n{}\n",
  ],
  ["calls that print nothing", () => [c.clear(), c.timeStamp(), c.profile(), c.profileEnd()], ""],
])("%s", (_name, work, text) => {
  expect(printed(work)).toBe(text);
});

describe("the budget", () => {
  test.each<[string, () => void]>([
    ["lines", () => c.log("x".repeat(50))],
    ["empty lines", () => c.log()],
    ["tables", () => c.table([{ a: 1 }])],
    ["counters", () => c.count()],
    ["timers", () => [c.time(), c.timeLog()]],
    ["groups", () => c.group("g")],
    ["indentation alone", () => [c.group(), c.log("\n".repeat(100))]],
    ["placeholders", () => c.log("%s", "x")],
  ])("ends %s", (_name, work) => {
    const text = printed(() => {
      for (let i = 0; i < 2000; i++) work();
    }, 1000);
    expect(isOutputSpent()).toBe(true);
    expect(text.length).toBeLessThan(6000);
  });

  test("is not spent by calls that print nothing", () => {
    printed(() => {
      for (let i = 0; i < 2000; i++) c.groupEnd();
    }, 10);
    expect(isOutputSpent()).toBe(false);
  });
});

test("a call begins without groups, counters and timers of the previous one", () => {
  printed(() => [c.group("left open"), c.count(), c.time()]);
  expect(printed(() => [c.count(), c.timeEnd()])).toBe(
    "default: 1\nTimer 'default' does not exist\n",
  );
});
