// Ends a run with the slowest files, and one line with the result: "N passed, N failed, N skipped".

import { join, relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const ROOT = join(import.meta.dirname, "..", "..");

const SLOWEST = 10;

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    process.stdout.write(describeRun(modules, unhandledErrors.length));
  }
}

export function describeRun(modules: readonly TestModule[], unhandledErrors: number): string {
  let passed = 0;
  let failed = unhandledErrors;
  let skipped = 0;
  for (const module of modules) {
    // A file that fails to load has no tests to count, but has failed.
    if (
      module.state() === "failed" &&
      [...module.children.allTests()].every((test) => test.result().state !== "failed")
    )
      failed += 1;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed += 1;
      else if (state === "failed") failed += 1;
      else skipped += 1;
    }
  }
  return `\n${describeSlowest(modules)}\n${passed} passed, ${failed} failed, ${skipped} skipped\n`;
}

function describeSlowest(modules: readonly TestModule[]): string {
  const took = modules.map((module) => ({
    path: relative(ROOT, module.moduleId).replaceAll("\\", "/"),
    seconds: secondsOf(module),
  }));
  const slowest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return [
    "The slowest files, in seconds:",
    ...slowest.map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${path}`),
    "",
  ].join("\n");
}

/** Loading the file counts: a developer waits for it too. */
function secondsOf(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return (collectDuration + setupDuration + duration) / 1000;
}
