// The examples for operators in docs/deploying/, with the ports and paths of a test in the place of
// an operator's.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./packs.ts";

export const DEPLOYING = join(ROOT, "docs", "deploying");

/** `values`: by the text that each replaces everywhere. Throws if one does not occur. */
export function fillInExample(name: string, values: Record<string, string>): string {
  return Object.entries(values).reduce(
    (text, [found, value]) => {
      if (!text.includes(found)) throw new Error(`${name} does not contain ${found}`);
      return text.replaceAll(found, value);
    },
    readFileSync(join(DEPLOYING, name), "utf8"),
  );
}
