// Merging two accounts: no row mentions the old one afterwards, nothing is lost, and scores are
// equal to recomputed ones.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../src/db/id.ts";
import type { Db } from "../../../src/db/open.ts";
import { recomputeScores } from "../../../src/scoring/recompute-scores.ts";
import { mergeAccounts, MergeChangedError } from "../../../src/manage/merge/merge-accounts.ts";
import { planMerge } from "../../../src/manage/merge/plan-merge.ts";
import { addGrading } from "../../../src/scoring/add-grading.ts";
import { type CourseWorld, openCourseWorld } from "../../support/course-world.ts";
import { writePlatformRows } from "../../support/lti/write-platform-rows.ts";
import { reportOf } from "../../support/queue-database.ts";

let world: CourseWorld;
let db: Db;
let [from, into] = ["", ""];
let assignmentIds: string[];
const START = Date.parse("2026-09-01T08:00:00Z");

beforeAll(async () => {
  world = await openCourseWorld();
  ({ db } = world.site.services);
  [from, into] = [world.students[0].userId, world.students[1].userId];
  assignmentIds = [world.addAssignment(), world.addAssignment()];
});
afterAll(() => world.site.close());

/**
 * Changes in it are rolled back afterwards: creating users takes far longer than anything else
 * here.
 */
function undone(work: () => void): void {
  const undo = new Error("undone on purpose");
  try {
    db.transaction(() => {
      work();
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
}

const tables = () =>
  db.$client
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and " +
        "name not like '\\_\\_%' escape '\\'",
    )
    .pluck()
    .all();
const columnsOf = (table: string) =>
  db.$client
    .prepare<[], { name: string }>(`pragma table_info(${table})`)
    .all()
    .map(({ name }) => name);

/** "table.column" of every place in the database that contains the text, except the log. */
function placesOf(text: string): string[] {
  return tables()
    .filter((table) => table !== "audit_events")
    .flatMap((table) =>
      columnsOf(table)
        .filter(
          (column) =>
            db.$client
              .prepare(`select 1 from ${table} where instr(cast(${column} as text), ?) > 0 limit 1`)
              .get(text) !== undefined,
        )
        .map((column) => `${table}.${column}`),
    );
}

/**
 * A row in which every column that may contain a user's id contains this one: derived from the
 * schema, so that a new column is included.
 */
const PERSON_COLUMNS = /^(user_id|claimed_by|taken_by|created_by|accepted_by|linked_by|user_[ab])$/;

interface Sent {
  mine: boolean;
  assignment: 0 | 1 | null;
  minutes: number;
  share: number | null;
  isPractice: boolean;
}

function send({ mine, assignment, minutes, share, isPractice }: Sent, attempt: number): void {
  const id = newId();
  const at = new Date(START + minutes * 60_000);
  const { hash } = world.site.services.catalogue.find("tiny", "sum")!;
  db.$client
    .prepare(
      `insert into submissions (id, user_id, pack_id, exercise_id, version_hash, assignment_id,
        is_practice, attempt, file_name, source, submitted_at, form_key, via)
        values (?, ?, 'tiny', 'sum', ?, ?, ?, ?, 'a.ts', 'x', ?, ?, 'web')`,
    )
    .run(
      id,
      mine ? from : into,
      hash,
      assignment === null ? null : assignmentIds[assignment],
      assignment === null || isPractice ? 1 : 0,
      attempt,
      at.getTime(),
      `key ${assignment} ${attempt}`,
    );
  if (share === null)
    db.$client
      .prepare(
        `insert into jobs (submission_id, user_id, ticket)
          values (?, ?, (select coalesce(max(ticket), 0) + 1 from jobs))`,
      )
      .run(id, mine ? from : into);
  else
    addGrading(
      db,
      id,
      reportOf({
        verdict: share === 1 ? "accepted" : "wrong-answer",
        score: share * 10,
        maxScore: 10,
        receipt: { submission: "b".repeat(64), exercise: hash, engine: "0.0.0", seed: 1 },
      }),
      "",
      at,
    );
}

const merge = () =>
  mergeAccounts(db, world.owner.userId, {
    fromId: from,
    intoId: into,
    seen: planMerge(db, from, into)!.hash,
  });
const scoresNow = () =>
  db.$client.prepare("select * from scores order by assignment_id, user_id").all();
const numbers = () =>
  db.$client
    .prepare<[string], [string | null, number]>(
      "select assignment_id, attempt from submissions where user_id = ? order by assignment_id, submitted_at, attempt",
    )
    .raw()
    .all(into);

/** Data of every kind, for both. */
function fillAll(): void {
  const run = (query: string, ...params: unknown[]) => db.$client.prepare(query).run(...params);
  for (const [i, id] of [from, into].entries()) {
    const other = world.assistant.userId;
    send(
      { mine: id === from, assignment: 0, minutes: 10 * i, share: 0.5 + i / 2, isPractice: false },
      1,
    );
    send({ mine: id === from, assignment: null, minutes: 5 + i, share: 0.5, isPractice: true }, 1);
    run(
      `insert into extensions (assignment_id, user_id, due_at, extra_attempts, created_at,
        created_by) values (?, ?, ?, ?, 0, ?)`,
      assignmentIds[0],
      id,
      START + i * 1000,
      2 - i,
      id,
    );
    run(
      `insert into overrides (id, assignment_id, user_id, points, reason, created_at,
        created_by) values (?, ?, ?, ?, 'r', ?, ?)`,
      newId(),
      assignmentIds[1],
      id,
      3 + i,
      START - i,
      id,
    );
    const submission = db.$client
      .prepare<[string], string>(
        "select id from submissions where user_id = ? and assignment_id is not null",
      )
      .pluck()
      .get(id);
    run(
      `insert into allowances (id, submission_id, assignment_id, user_id, with_late_rule,
        reason, created_at, created_by) values (?, ?, ?, ?, 0, 'r', 0, ?)`,
      newId(),
      submission,
      assignmentIds[0],
      id,
      id,
    );
    run(
      `insert into questions (id, assignment_id, user_id, submission_id, place, created_at,
        done_at, done_by) values (?, ?, ?, ?, 'whole', 0, 1, ?)`,
      `question ${i}`,
      assignmentIds[0],
      id,
      submission,
      id,
    );
    run(
      `insert into question_messages (id, question_id, author_id, text, posted_at)
        values (?, ?, ?, 't', 0)`,
      newId(),
      `question ${i}`,
      id,
    );
    run(
      "insert into solution_views (assignment_id, user_id, first_at, last_at) values (?, ?, ?, ?)",
      assignmentIds[0],
      id,
      5 - i,
      10 - i,
    );
    for (const step of ["nudge", id === from ? "idea" : "formula"])
      run(
        `insert into hint_views (user_id, pack_id, exercise_id, export_name, step, opened_at)
          values (?, 'tiny', 'sum', 'total', ?, ?)`,
        id,
        step,
        5 + i,
      );
    for (const names of [
      [id, null, other],
      [null, id, id],
    ])
      run(
        `insert into roster_seats (id, course_id, name, username, email, claimed_by, taken_by,
          created_by, created_at) values (?, ?, '', ?, '', ?, ?, ?, 0)`,
        newId(),
        world.courseId,
        newId(),
        ...names,
      );
    run(
      "insert into first_link_mails (course_id, user_id, created_at, created_by) values (?, ?, 0, ?)",
      world.courseId,
      id,
      id,
    );
    run(
      "insert into comments (id, assignment_id, user_id, text, created_at, created_by) values (?, ?, ?, 'c', 0, ?)",
      newId(),
      assignmentIds[0],
      id,
      id,
    );
    run(
      `insert into drafts (user_id, pack_id, exercise_id, source, revision, saved_at)
        values (?, 'tiny', 'sum', ?, 1, 0)`,
      id,
      `draft of ${i}`,
    );
    run(
      "insert into drafts (user_id, pack_id, exercise_id, source, revision, saved_at) values (?, 'tiny', ?, 'x', 1, 0)",
      id,
      `only ${i}`,
    );
    run(
      `insert into own_tests (user_id, pack_id, exercise_id, id, test, added_at)
        values (?, 'tiny', 'sum', ?, '{}', 0)`,
      id,
      `own${i}`,
    );
    run(
      `insert into notices (id, user_id, kind, topic, about_id, detail, at, mail_as)
        values (?, ?, 'comment', 'both', ?, 'null', 0, 'soon')`,
      newId(),
      id,
      id,
    );
    run(
      `insert into notices (id, user_id, kind, topic, detail, at) values (?, ?, 'comment', ?, 'null', 0)`,
      newId(),
      id,
      `only ${i}`,
    );
    run(
      "insert into notice_mails (user_id, schedule, id, created_at, due_at) values (?, 'soon', ?, 0, 0)",
      id,
      newId(),
    );
    run("insert into notice_settings (user_id, deliveries, daily_hour) values (?, '{}', ?)", id, i);
    run("insert into calendar_feeds (user_id, hash, created_at) values (?, ?, 0)", id, `hash ${i}`);
    run(
      `insert into certificates (id, user_id, name, pack_id, pack_title, pack_version, exercises,
        finished_on, created_at) values (?, ?, 'n', 'tiny', '{}', '1.0.0', 1, '2026-11-30', 0)`,
      newId(40),
      id,
    );
    run(
      "insert into tokens (id, user_id, name, hash, created_at) values (?, ?, 'laptop', ?, 0)",
      newId(),
      id,
      newId(),
    );
    run(
      "insert into one_time_links (id, kind, hash, user_id, created_at, expires_at) values (?, 'reset', ?, ?, 0, 1)",
      newId(),
      newId(),
      id,
    );
    run(
      `insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
        values (?, 'i', ?, 1, 0, 0)`,
      newId(),
      JSON.stringify({ link: { userId: id } }),
    );
    run(
      `insert into accounts (id, account_id, provider_id, user_id, created_at, updated_at)
        values (?, ?, 'oidc', ?, 0, 0)`,
      newId(),
      `subject ${i}`,
      id,
    );
    run(
      `insert into identity_proofs (user_id, kind, value, how, proven_at)
        values (?, 'email', 'both@uni.example', 'mail', 0), (?, 'username', ?, 'roster', 0)`,
      id,
      id,
      `number ${i}`,
    );
    const [a, b] = [id, other].sort() as [string, string];
    run(
      `insert into similarity_dismissals (assignment_id, user_a, user_b, note, created_at,
        created_by) values (?, ?, ?, 'n', 0, ?)`,
      assignmentIds[0],
      a,
      b,
      id,
    );
  }
  const [a, b] = [from, into].sort() as [string, string];
  run(
    `insert into similarity_dismissals (assignment_id, user_a, user_b, note, created_at,
      created_by) values (?, ?, ?, 'n', 0, ?)`,
    assignmentIds[0],
    a,
    b,
    from,
  );
  run(
    "insert into similarity_runs (assignment_id, input_hash, computed_at, result) values (?, 'h', 0, ?)",
    assignmentIds[0],
    JSON.stringify({ compared: [{ userId: from }] }),
  );
  const { hash } = world.site.services.catalogue.find("tiny", "sum")!;
  run(
    `insert into regrades (id, assignment_id, from_hash, to_hash, created_at, created_by)
      values ('regrade', ?, ?, ?, 0, ?)`,
    assignmentIds[0],
    hash,
    hash,
    from,
  );
  for (const [i, id] of [from, into].entries())
    run(
      "insert into score_floors (regrade_id, assignment_id, user_id, points) values ('regrade', ?, ?, ?)",
      assignmentIds[0],
      id,
      4 - i,
    );
  const platform = { courseId: world.courseId, assignmentId: assignmentIds[0]! };
  writePlatformRows(db, { ...platform, userId: from, actorId: from });
  writePlatformRows(db, { ...platform, userId: into, subject: "other subject" });
  db.transaction(() => assignmentIds.forEach((id) => recomputeScores(db, id)));
}

describe("a merge", () => {
  test("connects the platform's ids of both with the remaining account", () =>
    undone(() => {
      fillAll();
      merge();
      const subjects = (table: string) =>
        db.$client
          .prepare(`select subject from ${table} where user_id = ?`)
          .pluck()
          .all(into) as string[];
      for (const table of ["lti_people", "lti_scores"])
        expect(subjects(table).toSorted()).toEqual(["other subject", "secret-subject"]);
      expect(
        db.$client
          .prepare("select count(*) from accounts where user_id = ? and provider_id like 'lti:%'")
          .pluck()
          .get(into),
      ).toBe(2);
    }));

  test("leaves no mention of the deleted account: every table that may mention a user had a row", () =>
    undone(() => {
      fillAll();
      // Every column that may contain a user's id must have contained this one, or the test would
      // prove nothing about it.
      const held = placesOf(from);
      const mayHold = tables().flatMap((table) =>
        columnsOf(table)
          .filter((column) => PERSON_COLUMNS.test(column) && table !== "audit_events")
          .map((column) => `${table}.${column}`),
      );
      expect(
        mayHold.filter((place) => !held.includes(place) && !/\.user_[ab]$/.test(place)),
      ).toEqual(["jobs.user_id"]);
      const submissions = db.$client
        .prepare<[], number>("select count(*) from submissions")
        .pluck()
        .get();
      merge();
      expect(placesOf(from)).toEqual([]);
      expect(db.$client.prepare<[], number>("select count(*) from submissions").pluck().get()).toBe(
        submissions,
      );
      expect(db.$client.pragma("foreign_key_check")).toEqual([]);
    }));

  test("keeps what is better for the student, the newest override, the draft of the remaining account, and both sign-in methods", () =>
    undone(() => {
      fillAll();
      merge();
      const one = (query: string) => db.$client.prepare(query).raw().all(into);
      expect(one("select due_at, extra_attempts from extensions where user_id = ?")).toEqual([
        [START + 1000, 2],
      ]);
      expect(one("select first_at, last_at from solution_views where user_id = ?")).toEqual([
        [4, 10],
      ]);
      expect(
        one("select step, opened_at from hint_views where user_id = ? order by opened_at, step"),
      ).toEqual([
        ["idea", 5],
        ["nudge", 5],
        ["formula", 6],
      ]);
      expect(one("select points from score_floors where user_id = ?")).toEqual([[4]]);
      expect(
        one(`select count(*) from questions as q
          join question_messages as m on m.question_id = q.id and m.author_id = q.user_id
          where q.user_id = ?`),
      ).toEqual([[2]]);
      expect(
        one("select topic from notices where user_id = ? and about_id is null order by topic"),
      ).toEqual([["only 0"], ["only 1"]]);
      // Each calendar program has one address; that of the remaining account works on.
      expect(one("select hash from calendar_feeds where user_id = ?")).toEqual([["hash 1"]]);
      expect(one("select count(*) from notice_mails where user_id = ?")).toEqual([[1]]);
      expect(one("select daily_hour from notice_settings where user_id = ?")).toEqual([[1]]);
      expect(one("select source from drafts where user_id = ? order by source")).toEqual([
        ["draft of 1"],
        ["x"],
        ["x"],
      ]);
      expect(
        one(
          "select provider_id, account_id = user_id from accounts where provider_id not like 'lti:%' and user_id = ? order by provider_id, account_id",
        ),
      ).toEqual([
        ["credential", 1],
        ["oidc", 0],
        ["oidc", 0],
      ]);
      // One created for an unused account would now open everything of the other account.
      expect(one("select id from one_time_links where user_id = ?")).toEqual([]);
      expect(one("select role, section from enrolments where user_id = ?")).toEqual([
        ["student", "Lab 2"],
      ]);
      expect(
        one("select points from overrides where user_id = ? order by created_at desc"),
      ).toEqual([[3], [4]]);
      expect(
        one(
          `select points from scores where user_id = ? and assignment_id = '${assignmentIds[1]}'`,
        ),
      ).toEqual([[3]]);
      expect(numbers()).toEqual(
        expect.arrayContaining([
          [null, 1],
          [null, 2],
          [assignmentIds[0], 1],
          [assignmentIds[0], 2],
        ]),
      );
    }));

  test("of random work numbers attempts by submission time, loses nothing, and gives the scores of a recomputation", () => {
    const sent = fc.record({
      mine: fc.boolean(),
      assignment: fc.constantFrom(0 as const, 1 as const, null),
      minutes: fc.integer({ min: 0, max: 60 }),
      share: fc.constantFrom(null, 0, 0.5, 1),
      isPractice: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 14 }), (all) => {
        undone(() => {
          const counts = new Map<string, number>();
          // Each account's attempts are in the order in which they were sent.
          for (const one of all.toSorted((a, b) => a.minutes - b.minutes)) {
            const key = `${one.mine} ${one.assignment}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
            send(one, counts.get(key)!);
          }
          for (const id of assignmentIds) recomputeScores(db, id);
          merge();
          expect(placesOf(from)).toEqual([]);
          expect(numbers()).toHaveLength(all.length);
          for (const group of Map.groupBy(numbers(), ([assignmentId]) => assignmentId).values())
            expect(group.map(([, attempt]) => attempt)).toEqual(group.map((_, i) => i + 1));
          const merged = scoresNow();
          db.$client.exec("delete from scores");
          for (const id of assignmentIds) recomputeScores(db, id);
          expect(merged).toEqual(scoresNow());
        });
      }),
      { numRuns: 15 },
    );
  });

  test("is refused completely if anything has changed since the preview, and for an account of a site owner", () =>
    undone(() => {
      fillAll();
      const { hash } = planMerge(db, from, into)!;
      send({ mine: true, assignment: 1, minutes: 50, share: 1, isPractice: false }, 1);
      const before = placesOf(from);
      expect(() =>
        mergeAccounts(db, world.owner.userId, { fromId: from, intoId: into, seen: hash }),
      ).toThrow(MergeChangedError);
      db.$client.prepare("update users set site_role = 'owner' where id = ?").run(from);
      expect(() => merge()).toThrow(MergeChangedError);
      expect(placesOf(from)).toEqual(before);
      expect(planMerge(db, from, from)).toBeUndefined();
      expect(planMerge(db, from, "nobody")).toBeUndefined();
    }));
});
