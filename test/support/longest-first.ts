// The order of test files: those that take longest come first, so that none of them runs alone at
// the end, with a core idle beside it.

import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ROOT = join(import.meta.dirname, "..", "..");

/** As the reporter names them at the end of a run: each takes ten seconds or more of a core. */
const LONGEST = [
  "hostile/hostile",
  "grading/killed",
  "e2e/accounts",
  "grader/type-check/types-process",
  "e2e/editor",
  "e2e/pages",
  "grader/public-bundle/public-bundle",
  "cli/grade",
  "cli/check/bad-packs",
  "grader/grade",
  "cli/remote/at-home",
  "grader/similarity/similarity-comparer",
  "operations/ending",
  "e2e/course-pages",
  "e2e/course-people",
  "e2e/first-visit",
  "e2e/gradebook",
  "e2e/teaching",
  "similarity/routes",
  "access",
  "grader/statement/statement-renderer",
  "cli/grade-output",
  "cli/bin",
  "grader/check/check",
  "grader/check/only-this-check",
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
