// Builds the program that renders statements.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildProgram, forNode, type WalledProgram } from "../walls/parent/build-program.ts";

const here = dirname(fileURLToPath(import.meta.url));

export function buildStatementProgram(): WalledProgram {
  const folder = buildProgram("statement", [here], {
    "slot.mjs": { ...forNode, entryPoints: [join(here, "statement-program.ts")] },
  });
  return { folder, addon: undefined };
}
