import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    setupFiles: ["./test/support/divided-limits.ts"],
    pool: "forks",
    // Every file starts slots of its own, each with processes that want a core.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes: the machine may be busy, and no test is about how soon.
    expect: { poll: { timeout: 30_000 } },
    env: { LC_ALL: "C", NO_COLOR: "1" },
  },
});
