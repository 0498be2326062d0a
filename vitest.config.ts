import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

const ALL = ["test/**/*.test.ts"];
/**
 * Pages and rules, requested in the process of the test: they start nothing that could be left
 * over, and loading the site again for each file was most of their time.
 */
const SHARING = [
  "api",
  "audit",
  "auth",
  "comments",
  "courses",
  "gradebook",
  "http",
  "i18n",
  "manage",
  "membership",
  "privacy",
  "regrades",
  "rules",
  "scoring",
  "settings",
  "statistics",
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      // Each file in its own process: tests that look at processes, ports or the environment must
      // not see those of another file.
      { extends: true, test: { name: "alone", include: ALL, exclude: SHARING } },
      // One file after another in the same process. Such a file restores what it changes of the
      // process (environment, clock), and does not use command-host.ts.
      { extends: true, test: { name: "sharing", include: SHARING, isolate: false } },
    ],
    setupFiles: ["./test/support/divided-limits.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    pool: "forks",
    // Every file starts its own slots, each with processes that want a core.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Events take as long as they take: the machine may be busy, and no test is about how soon they
    // happen.
    expect: { poll: { timeout: 30_000 } },
    env: { LC_ALL: "C", NO_COLOR: "1" },
  },
});
