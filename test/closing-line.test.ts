// The end of a test run: the ten slowest files, then one line with the result, which CI searches
// for.

import { join } from "node:path";
import type { TestModule, TestState } from "vitest/node";
import { expect, test } from "vitest";
import { describeRun } from "./support/closing-line-reporter.ts";
import { ROOT } from "./support/packs.ts";

/** A test file as vitest reports it, as far as the reporter reads it. */
function moduleOf(
  path: string,
  seconds: number,
  states: TestState[],
  state: "passed" | "failed" = "passed",
): TestModule {
  const tests = states.map((each) => ({ result: () => ({ state: each }) }));
  const diagnostic = { setupDuration: 0, collectDuration: 250, duration: seconds * 1000 - 250 };
  return {
    moduleId: join(ROOT, "test", path),
    state: () => state,
    children: { allTests: () => tests.values() },
    diagnostic: () => diagnostic,
  } as unknown as TestModule;
}

const linesOf = (modules: TestModule[], unhandledErrors = 0) =>
  describeRun(modules, unhandledErrors).trimEnd().split("\n");

test("names the ten slowest files, the slowest first, loading included", () => {
  const lines = linesOf(
    [3, 12, 1, 10, 5, 8, 7, 11, 2, 9, 4, 6].map((seconds) =>
      moduleOf(`room/file-${seconds}.test.ts`, seconds, ["passed"]),
    ),
  );
  const files = lines.filter((line) => line.includes(".test.ts"));
  expect(files).toEqual(
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map(
      (seconds) => `${seconds.toFixed(1).padStart(7)}  test/room/file-${seconds}.test.ts`,
    ),
  );
});

test("ends with the line of results, whatever is above it", () => {
  const modules = [
    moduleOf("a.test.ts", 1, ["passed", "failed", "skipped"], "failed"),
    moduleOf("b.test.ts", 2, ["passed", "passed"]),
  ];
  expect(linesOf(modules).at(-1)).toBe("3 passed, 1 failed, 1 skipped");
  expect(linesOf([]).at(-1)).toBe("0 passed, 0 failed, 0 skipped");
});

test("counts a file that does not load, and an error outside of every test, as failed", () => {
  expect(linesOf([moduleOf("a.test.ts", 1, [], "failed")]).at(-1)).toBe(
    "0 passed, 1 failed, 0 skipped",
  );
  expect(linesOf([moduleOf("a.test.ts", 1, ["passed"])], 2).at(-1)).toBe(
    "1 passed, 2 failed, 0 skipped",
  );
});
