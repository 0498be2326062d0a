// Every roster and gradebook that once caused an error: the result for each is in
// test/golden/tables.md.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/packs.ts";
import { renderTablesReport, TABLES_REPORT } from "../support/tables-report.ts";

test("the result for each file is the one in the golden file; npm run regenerate writes it", async () => {
  expect((await renderTablesReport())[TABLES_REPORT]).toBe(
    readFileSync(join(ROOT, TABLES_REPORT), "utf8"),
  );
});
