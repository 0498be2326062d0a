// The order of test files: those that take longest come first, so that none of them runs alone at
// the end, with a core idle beside it.

import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Those that took 15 seconds or more, the longest first. Some of them mostly wait: then another
 * file uses the core.
 */
const LONGEST = [
  "hostile/hostile",
  "workers/checks",
  "workers/process-faults",
  "exercises/shown-calls",
  "exercises/recognition",
  "workers/processes",
  "web-processes/processes",
  "e2e/editor",
  "e2e/editor-assist",
  "operations/proxies",
  "e2e/lti-frames",
  "workers/garbage",
  "cli/demo",
  "e2e/pages",
  "e2e/accounts",
  "e2e/try-it",
  "grading/killed",
  "grader/check/only-this-check",
  "grader/statement/statement-renderer",
  "workers/faults",
  "grader/type-check/types-process",
  "cli/check/bad-packs",
  "operations/units",
  "operations/started-by",
  "e2e/below-a-path",
  "cli/replay/hundred-reports",
  "e2e/editor-comforts",
  "operations/read-only-install",
  "operations/ending",
  "cli/grade",
  "access",
  "e2e/after-passing",
  "grader/grade",
  "cli/grade-interrupted",
  "grader/type-check/assist-code",
  "e2e/questions",
  "e2e/start-page",
  "grader/public-bundle/public-bundle",
  "cli/remote/at-home",
  "e2e/first-visit",
  "cli/watch",
  "e2e/knobs",
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(
        relative(ROOT, moduleId)
          .replaceAll("\\", "/")
          .replace(/^test\/|\.test\.ts$/g, ""),
      );
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
