// Databases of earlier versions (test/fixtures/databases, one for each migration) are opened by this
// one. Then all rows are as in test/golden/databases, the schema is that of a new database, scores
// are what they would be if they were computed again, and the site shows and grades the submissions.

import { createHmac } from "node:crypto";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { eq, inArray, like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { REPORT_VERSION } from "../../grader/doors/reports.ts";
import { DATABASE_FILE, type Db, openDatabase } from "../../src/db/open.ts";
import { assignments } from "../../src/db/schema.ts";
import { readServerSecret } from "../../src/db/server-secret.ts";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { explainScore } from "../../src/scoring/explain-score.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import {
  literal,
  loadDatabaseText,
  readColumns,
  readRows,
  readSchema,
} from "../support/database-text.ts";
import {
  listMigrations,
  OLD_DATABASES,
  readOldDatabase,
  writeOldDatabase,
} from "../support/old-database.ts";
import { renderOldDatabases } from "../support/old-databases-text.ts";
import { ROOT, temporaryFolder } from "../support/packs.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { startSite } from "../support/site.ts";
import type { Visitor } from "../support/visitor.ts";

const MIGRATIONS = listMigrations();
const NEWEST = MIGRATIONS.at(-1)!;
/** From this one on there are assignments. */
const TEACHING = "0001_teaching";

/** The data folder of that time: its database, and the exercises that it stored. */
function makeOldFolder(migration: string): string {
  const folder = temporaryFolder();
  writeOldDatabase(join(folder, DATABASE_FILE), readOldDatabase(migration));
  cpSync(join(ROOT, OLD_DATABASES, "packs"), join(folder, "packs"), { recursive: true });
  return folder;
}

function openUpgraded(migration: string): Db {
  return openDatabase(join(makeOldFolder(migration), DATABASE_FILE));
}

describe("the databases", () => {
  test("are one for each migration", () => {
    for (const migration of MIGRATIONS)
      expect(
        existsSync(join(ROOT, OLD_DATABASES, `${migration}.sql`)),
        `No database of ${migration} in ${OLD_DATABASES}. Run "npm run regenerate", then add rows ` +
          "that use what is new (CONTRIBUTING.md, A new migration).",
      ).toBe(true);
  });

  test("and the result of upgrading them is what npm run regenerate writes", () => {
    for (const [path, text] of Object.entries(renderOldDatabases()))
      expect(readFileSync(join(ROOT, path), "utf8"), `Run "npm run regenerate": ${path}`).toBe(
        text,
      );
  });

  test("have a value that is not the default in every column of the newest", () => {
    const client = new BetterSqlite(":memory:");
    loadDatabaseText(client, readOldDatabase(NEWEST));
    const unused = readSchema(client)
      .filter(({ type, name }) => type === "table" && name !== "__drizzle_migrations")
      .flatMap(({ name }) => {
        const rows = readRows(client, name);
        return readColumns(client, name)
          .filter((column) =>
            rows.every((row) => isDefault(row[column.name] ?? null, column.default)),
          )
          .map((column) => `${name}.${column.name}`);
      })
      .filter((column) => !EMPTIED.test(column));
    expect(
      unused,
      `Add rows that use these columns to ${OLD_DATABASES}/${NEWEST}.sql, then run "npm run regenerate".`,
    ).toEqual([]);
  });
});

/** Migration 0007 empties them, and the product no longer fills them. */
const EMPTIED = /^verifications\.|^accounts\.(?:access|refresh|id)_token/;

function isDefault(value: string | number | null, defaultSql: string | null): boolean {
  return value === null || literal(value) === defaultSql?.replace(/^false$/, "0");
}

test("0012: the figure of a report becomes the only one of its list", () => {
  const db = openUpgraded("0011_hints");
  const reports = db.select().from(gradings).all();
  expect(reports.find(({ id }) => id === "g-ann-7")!.report.figures).toEqual([
    {
      kind: "text",
      title: { "zh-CN": "一句话", en: "A line" },
      text: "I saw 3",
      of: null,
      differs: false,
      notFinite: 0,
      thinnedFrom: null,
    },
  ]);
  for (const { report } of reports) {
    expect(report).not.toHaveProperty("figure");
    expect(report.version).toBe(REPORT_VERSION);
  }
  db.$client.close();
});

describe.each(MIGRATIONS)("a database of %s", (migration) => {
  test("passes SQLite's checks and has the schema of a new one", () => {
    const { $client } = openUpgraded(migration);
    expect($client.pragma("foreign_key_check")).toEqual([]);
    expect($client.pragma("integrity_check", { simple: true })).toBe("ok");
    const fresh = openDatabase(":memory:").$client;
    expect(sortSchema($client)).toEqual(sortSchema(fresh));
    fresh.close();
    $client.close();
  });

  test("has the scores that recomputing them gives", () => {
    const db = openUpgraded(migration);
    const before = db.select().from(scores).all();
    db.transaction(() => {
      for (const { id } of db.select().from(assignments).all()) recomputeScores(db, id);
    });
    expect(db.select().from(scores).all()).toEqual(before);
    expect(before.length > 0).toBe(migration >= TEACHING);
    db.$client.close();
  });

  test("becomes a site: sessions, tokens and passwords work, and reports are shown", async () => {
    const site = await openOldSite(migration);
    const ann = site.visit();
    ann.cookies.set("gradus.session_token", signToken(site.services.db, "anns".repeat(8)));
    const t = makeTranslator("en");
    for (const [i, verdict] of VERDICTS_OF_ANN.entries()) {
      const score = verdict === "accepted" ? "10" : "0";
      expect(await readText(ann, `/submissions/ann-${i + 1}`)).toContain(
        `${t(`verdict.${verdict}`)} ${t("report.points", { score, maxScore: "10" })}`,
      );
    }
    const answer = await site.visit().get("/api/v1/me", {
      authorization: "Bearer gradus_made-up-token-of-ann",
    });
    expect(await answer.json()).toMatchObject({ name: "Ann Lee" });
    const ivan = site.visit();
    await ivan.post("/sign-in", { login: "ivan", password: PASSWORD });
    expect(ivan.isSignedIn).toBe(true);
    site.close();
  });
});

test.each(MIGRATIONS.filter((migration) => migration >= TEACHING))(
  "the scores of a database of %s are shown to student and staff",
  async (migration) => {
    const site = await openOldSite(migration);
    const ann = site.visit();
    await ann.post("/sign-in", { login: "ann", password: PASSWORD });
    expect(await readText(ann, "/submissions/hw-late-ann-2")).toContain("Sum: 90 of 100");
    const ivan = site.visit();
    await ivan.post("/sign-in", { login: "ivan", password: PASSWORD });
    const answer = await ivan.get("/courses/ml/gradebook/data.json");
    const { students, assignments, points } = (await answer.json()) as Gradebook;
    const column = points[assignments.findIndex(({ id }) => id === "hw-regraded")]!;
    expect(Object.fromEntries(students.ids.map((id, i) => [id, column[i]]))).toMatchObject({
      ann: 100,
      bob: 100,
      cho: 53.3,
      dan: 100,
      eve: null,
    });
    site.close();
  },
);

/** Of the attempts ann-1, ann-2 and so on. */
const VERDICTS_OF_ANN = [
  "wrong-answer",
  "time-limit-exceeded",
  "memory-limit-exceeded",
  "output-limit-exceeded",
  "run-time-error",
  "compile-error",
  "accepted",
  "judge-error",
] as const;

interface Gradebook {
  students: { ids: string[] };
  assignments: { id: string }[];
  /** By assignment, then by student. */
  points: (number | null)[][];
}

/** The site in that data folder, without slots. */
function openOldSite(migration: string): Promise<QuietSite> {
  const dataFolder = makeOldFolder(migration);
  return openAuthSite({ dataFolder }, {}, undefined, join(dataFolder, DATABASE_FILE));
}

/** The text of a page, without tags. */
async function readText(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.get(path);
  expect(answer.status, path).toBe(200);
  return (await answer.text()).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

function sortSchema(client: BetterSqlite.Database): ReturnType<typeof readSchema> {
  return readSchema(client).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The cookie of a session, as the browser got it at sign-in. */
function signToken(db: Db, token: string): string {
  const signature = createHmac("sha256", readServerSecret(db)).update(token).digest("base64");
  return encodeURIComponent(`${token}.${signature}`);
}

test.each(["0000_begin", NEWEST])(
  "jobs that waited in a database of %s are graded, under the tests of that time",
  async (migration) => {
    const site = await startSite({ dataFolder: makeOldFolder(migration) });
    const { db } = site.services;
    // The guest has not been here for months, so the site deletes them soon after its start, with
    // their submission, which may be graded by then or not.
    const waiting = ["bob-1", "hw-late-dan-2", "exam-2-bob-1"];
    const there = db
      .select({ id: submissions.id })
      .from(submissions)
      .where(inArray(submissions.id, waiting))
      .all();
    await expect.poll(() => db.select().from(jobs).all(), { timeout: 120_000 }).toEqual([]);
    expect(
      db
        .select({ verdict: gradings.verdict, score: gradings.score })
        .from(gradings)
        .where(inArray(gradings.submissionId, waiting))
        .all(),
    ).toEqual(there.map(() => ({ verdict: "accepted", score: 10 })));
    expect(there.length).toBe(migration === NEWEST ? 3 : 1);
    await site.close();
  },
  180_000,
);

describe("a migration of", () => {
  test("0003: the scores and rules from before keep their meaning, and practice is marked", () => {
    const db = openUpgraded("0002_gradebook_cells");
    const { rules } = db.select().from(assignments).where(eq(assignments.id, "hw-once")).get()!;
    expect(
      db
        .select()
        .from(scores)
        .where(eq(scores.assignmentId, "hw-once"))
        .all()
        .map(({ userId, detail }) => [
          userId,
          explainScore(detail, rules, makeTranslator("en"), "en"),
        ]),
    ).toEqual([
      [
        "ann",
        "45: the only attempt, 10% off (1 day late), 1 attempt beyond the limit does not count",
      ],
      ["bob", "70: set by your instructor: by hand"],
    ]);
    expect(rules).toMatchObject({ lateUntilMs: null, freeCompileErrors: false });
    expect(
      db
        .select({
          id: submissions.id,
          isPractice: submissions.isPractice,
          saidToCount: submissions.saidToCount,
        })
        .from(submissions)
        .where(inArray(submissions.id, ["ann-7", "hw-once-ann-1", "hw-once-ann-2"]))
        .orderBy(submissions.id)
        .all(),
    ).toEqual([
      { id: "ann-7", isPractice: true, saidToCount: false },
      { id: "hw-once-ann-1", isPractice: false, saidToCount: true },
      { id: "hw-once-ann-2", isPractice: false, saidToCount: true },
    ]);
    db.$client.close();
  });

  test("0008: a limit that a hidden group exceeded is no longer named, other verdicts are", () => {
    const db = openUpgraded("0007_hidden_secrets");
    expect(
      db
        .select({ id: gradings.submissionId, verdict: gradings.verdict })
        .from(gradings)
        .where(like(gradings.submissionId, "limit-%"))
        .orderBy(gradings.submissionId)
        .all(),
    ).toEqual([
      { id: "limit-hidden", verdict: "limit-exceeded" },
      { id: "limit-hidden-first", verdict: "limit-exceeded" },
      { id: "limit-none", verdict: "wrong-answer" },
      { id: "limit-visible-first", verdict: "memory-limit-exceeded" },
    ]);
    db.$client.close();
  });
});
