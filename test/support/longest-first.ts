// The order of test files: those that take longest come first, so that none of them runs alone at
// the end, with a core idle beside it.

import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ROOT = join(import.meta.dirname, "..", "..");

/** As the reporter names them at the end of a run: each takes ten seconds or more of a core. */
const LONGEST = [
  "hostile/hostile",
  "access",
  "grading/killed",
  "e2e/below-a-path",
  "cli/demo",
  "rules/policy-by-hand",
  "cli/check/bad-packs",
  "grader/grade",
  "grader/public-bundle/public-bundle",
  "grader/check/lying-programs",
  "cli/grade",
  "e2e/pages",
  "cli/remote/at-home",
  "grader/type-check/types-process",
  "grader/similarity/similarity-comparer",
  "operations/ending",
  "e2e/accounts",
  "e2e/editor",
  "e2e/course-pages",
  "e2e/teaching",
  "e2e/first-visit",
  "e2e/course-people",
  "e2e/gradebook",
  "similarity/routes",
  "grader/statement/statement-renderer",
  "cli/grade-output",
  "cli/bin",
  "grader/check/check",
  "grader/check/only-this-check",
  "submissions/exam-timing",
  "operations/starting",
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
