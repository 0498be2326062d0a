// Submissions for tests, as files in a folder that is removed after the test.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./packs.ts";

export const SUM_RIGHT =
  "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);\n";
export const SUM_WRONG = "export const total = (values: number[]): number => values.length;\n";
export const SUM_LOOPS =
  "export function total(values: number[]): number { for (;;) values.length = 0; }\n";

/** The path of a new file with this content. */
export function writeSubmission(content: string | Uint8Array, name = "submission.ts"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}
