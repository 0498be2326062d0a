// gradus demo: an empty site gets a course whose scores come from examples that were really graded;
// a site with users in it is not changed.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createGrader } from "../../grader/index.ts";
import { DEMO_STUDENTS } from "../../src/demo/students.ts";
import { selectCompared, selectSources } from "../../src/similarity/select-compared.ts";
import { ROOT } from "../support/packs.ts";
import { type Run, runGradus } from "../support/run-gradus.ts";

const folder = mkdtempSync(join(tmpdir(), "gradus-demo-"));
let first: Run;
beforeAll(async () => {
  first = await runGradus(["demo"], { env: { GRADUS_DATA: folder } });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("prints the account to sign in with, and the pages to open", () => {
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(
    /60 students and \d{3} submissions of [5-9]\d{2} different programs/,
  );
  expect(first.stdout).toContain(`Run GRADUS_DATA=${folder} npm start`);
  expect(first.stdout).toMatch(/Username teacher, password [0-9a-z]{16}/);
  expect(first.stdout).toMatch(/http:\/\/localhost:3000\/courses\/\w{16}\/gradebook/);
});

describe("the database afterwards", () => {
  test("every verdict is the one of the example's kind, and every score follows from the attempts", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      const verdicts = db.$client
        .prepare<[], { verdict: string; n: number }>(
          "select verdict, count(*) as n from gradings group by verdict",
        )
        .all();
      expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(["accepted", "wrong-answer"]);
      const rows = () =>
        db.$client.prepare("select * from scores order by assignment_id, user_id").all();
      const before = rows();
      expect(before.length).toBeGreaterThan(300);
      for (const id of db.$client.prepare<[], string>("select id from assignments").pluck().all())
        expect(db.transaction(() => recomputeScores(db, id))).toEqual([]);
      expect(rows()).toEqual(before);
    } finally {
      db.$client.close();
    }
  });

  test("some students have opened hints, in order, after a wrong attempt", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      const steps = db.$client
        .prepare<[], { step: string; n: number }>(
          "select step, count(*) as n from hint_views group by step order by n desc",
        )
        .all();
      expect(steps.map(({ step }) => step)).toEqual(["nudge", "idea", "formula"]);
    } finally {
      db.$client.close();
    }
  });

  test("the teacher has completed the pack, and has a certificate", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      expect(
        db.$client
          .prepare(
            `select u.username, c.pack_id as pack, c.exercises from certificates as c
             join users as u on u.id = c.user_id`,
          )
          .all(),
      ).toEqual([{ username: "teacher", pack: "llm-primer", exercises: expect.any(Number) }]);
      expect(
        db.$client
          .prepare(
            `select count(distinct s.exercise_id) = (select exercises from certificates) as complete
             from submissions as s join users as u on u.id = s.user_id where u.username = 'teacher'`,
          )
          .pluck()
          .get(),
      ).toBe(1);
    } finally {
      db.$client.close();
    }
  });

  test("students and staff have notices of everything that makes one in a course", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      const kinds = db.$client
        .prepare<[], string>("select distinct kind from notices order by kind")
        .pluck()
        .all();
      expect(kinds).toEqual(["answer", "comment", "extension", "question", "score"]);
    } finally {
      db.$client.close();
    }
  });

  test("some questions wait for an answer, one is answered, and one is done", () => {
    const db = openDatabase(join(folder, "gradus.db"));
    try {
      const found = db.$client
        .prepare<[], { id: string; state: string; messages: number }>(
          `select submission_id as id, place like 'case %' as isTest,
             case when done_at is not null then 'done'
               when waiting_since is null then 'answered' else 'waiting' end as state,
             (select count(*) from question_messages where question_id = questions.id) as messages
           from questions order by state, messages, isTest`,
        )
        .all();
      expect(found).toMatchObject([
        { isTest: 1, state: "answered", messages: 2 },
        { isTest: 1, state: "done", messages: 3 },
        { isTest: 0, state: "waiting", messages: 1 },
        { isTest: 1, state: "waiting", messages: 1 },
      ]);
      expect(new Set(found.map(({ id }) => id)).size).toBe(4);
    } finally {
      db.$client.close();
    }
  });

  test("its students' programs differ, and a comparison ranks the two who copied first", async () => {
    const db = openDatabase(join(folder, "gradus.db"));
    const grader = createGrader();
    try {
      const [, , assignment] = db.$client
        .prepare<[], { id: string; exercise: string }>(
          "select id, exercise_id as exercise from assignments order by position",
        )
        .all();
      const compared = selectCompared(db, assignment!.id);
      const sources = selectSources(
        db,
        compared.map(({ submissionId }) => submissionId),
      );
      const starter = readFileSync(
        join(ROOT, "exercises/llm-primer", assignment!.exercise, "starter.ts"),
        "utf8",
      );
      const comparison = await grader.compareTexts({
        texts: compared.map(({ submissionId }) => sources.get(submissionId)!),
        given: [starter],
      });
      const pairs = comparison.ok ? comparison.result.pairs : [];
      const names = pairs.slice(0, 1).flatMap(({ a, b }) => [compared[a]!.name, compared[b]!.name]);
      expect(names.toSorted()).toEqual(
        [DEMO_STUDENTS[26]!.name, DEMO_STUDENTS[32]!.name].toSorted(),
      );
      expect(pairs[0]!.similarity).toBe(1);
      // Of 1770 pairs of sixty students. With the pack's own examples over four hundred would be
      // alike, many of them word for word.
      expect(pairs.length).toBeLessThan(150);
      expect(pairs[1]!.similarity).toBeLessThan(0.6);
    } finally {
      await grader.close();
      db.$client.close();
    }
  });

  test("a second demo in the same place is refused with a message, and changes nothing", async () => {
    const again = await runGradus(["demo", "--lang", "zh-CN"], { env: { GRADUS_DATA: folder } });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("示例课程只能创建在空网站上");
  });
});
