// The order of test files: those that take longest come first, so that none of them is left to run alone at the end, with a core idle beside it.

import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ROOT = join(import.meta.dirname, "..", "..");

/** Each takes half a minute or more. */
const LONGEST = [
  "hostile/hostile",
  "cli/grade",
  "e2e/accounts",
  "e2e/editor",
  "submissions/killed",
  "cli/check/check",
  "e2e/pages",
  "cli/export/gradescope",
  "cli/export/export",
  "grader/types/process",
  "grader/public/public-bundle",
  "cli/remote/submit",
  "cli/remote/at-home",
  "operations/ending",
  "operations/bad-days",
  "operations/starting",
  "e2e/first-visit",
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(relative(ROOT, moduleId).replaceAll("\\", "/").replace(/^test\/|\.test\.ts$/g, ""));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
