// What students see about files that work at home, and about files that would not work anywhere.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/packs.ts";
import { renderToldReport, TOLD_REPORT } from "../support/told-report.ts";

test("the golden file is what would be written now", async () => {
  expect((await renderToldReport())[TOLD_REPORT]).toBe(
    readFileSync(join(ROOT, TOLD_REPORT), "utf8"),
  );
});
