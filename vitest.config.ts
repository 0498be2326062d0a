import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

const ALL = ["test/**/*.test.ts"];
/**
 * Pages and rules, asked in the process of the test: they start nothing that could be left over,
 * and loading the site anew for each file was most of their time.
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
      // Every file in a process of its own: what looks at processes, ports or the environment must
      // find nothing of another file's.
      { extends: true, test: { name: "alone", include: ALL, exclude: SHARING } },
      // One file after another in the same process. Such a file puts back what it changes of the
      // process (environment, clock), and uses no command-host.ts.
      { extends: true, test: { name: "sharing", include: SHARING, isolate: false } },
    ],
    setupFiles: ["./test/support/divided-limits.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    pool: "forks",
    // Every file starts slots of its own, each with processes that want a core.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes: the machine may be busy, and no test is about how
    // soon.
    expect: { poll: { timeout: 30_000 } },
    env: { LC_ALL: "C", NO_COLOR: "1" },
  },
});
