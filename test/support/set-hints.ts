// Hints for the exercise tiny/sum of a test's site, as if its pack had them.

import { parseYaml } from "../../grader/pack/parse.ts";
import { hintsFile } from "../../grader/pack/schema.ts";
import type { Db } from "../../src/db/open.ts";
import { exercises } from "../../src/db/pack-schema.ts";
import { TINY_HINTS } from "./hints-file.ts";

export function setHints(db: Db): void {
  const parsed = parseYaml(TINY_HINTS, "hints.yaml", hintsFile);
  if (!parsed.ok) throw new Error("the hints for tests cannot be read");
  db.update(exercises).set({ hints: parsed.value }).run();
}
