// gradus demo: an empty site gets a course whose scores are those of really graded examples; a site with people in it gets nothing.

import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { recomputeScores } from "../../src/gradebook/recompute-scores.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { type Run, runGradus } from "../support/run-gradus.ts";

const folder = mkdtempSync(join(tmpdir(), "gradus-demo-"));
let first: Run;
beforeAll(async () => {
  first = await runGradus(["demo"], { env: { GRADUS_DATA: folder } });
}, 300_000);

test("says who to sign in as, and where to look", () => {
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/60 students and \d{3} submissions of \d{2,3} different programs/);
  expect(first.stdout).toContain(`Run GRADUS_DATA=${folder} npm start`);
  expect(first.stdout).toMatch(/User name teacher, password [0-9a-z]{16}/);
  expect(first.stdout).toMatch(/http:\/\/localhost:3000\/courses\/\w{16}\/gradebook/);
});

describe("what is in the database then", () => {
  test("every verdict is the one that the example's kind promises, and every score follows from the attempts", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      const verdicts = db.$client.prepare<[], { verdict: string; n: number }>("select verdict, count(*) as n from gradings group by verdict").all();
      expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(["accepted", "wrong-answer"]);
      const rows = () => db.$client.prepare("select * from scores order by assignment_id, user_id").all();
      const before = rows();
      expect(before.length).toBeGreaterThan(300);
      for (const id of db.$client.prepare<[], string>("select id from assignments").pluck().all()) expect(db.transaction(() => recomputeScores(db, id))).toEqual([]);
      expect(rows()).toEqual(before);
    } finally {
      db.$client.close();
    }
  });

  test("a second demo in the same place is refused in words, and changes nothing", async () => {
    const again = await runGradus(["demo", "--lang", "zh-CN"], { env: { GRADUS_DATA: folder } });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("示例课程只放进空的站点");
  });
});
