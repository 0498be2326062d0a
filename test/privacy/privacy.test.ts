// A user's data: complete to take along, and deleted so that nothing in the database identifies the
// user, while the sums stay.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { makeFeed } from "../../src/calendar/feeds.ts";
import { noticeSettings } from "../../src/db/notice-schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { assignments, users } from "../../src/db/schema.ts";
import { hintViews } from "../../src/db/hint-schema.ts";
import { extensions, overrides, scores } from "../../src/db/teaching-schema.ts";
import { addComment } from "../../src/comments/queries.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { selectQuestions } from "../../src/questions/select-questions.ts";
import { askQuestion, replyToQuestion } from "../../src/questions/write-question.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";
import { PASSWORD } from "../support/quiet-site.ts";
import { addCertificate } from "../support/add-certificate.ts";
import { makeTextFigure } from "../support/make-report.ts";

let site: TeachingSite;
let ada: Person;
let ben: Person;
let adasAttempt: string;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  ben = await site.enrol("ben");
  const { db } = site.services;
  await ada.post("/exercises/tiny/sum/submissions", { source: "waiting-secret" });
  db.$client.exec("delete from jobs");
  adasAttempt = site.attempt(ada, 4, {
    source: "ada-secret-source",
    report: { figures: [makeTextFigure("ada-secret-figure")] },
  });
  site.attempt(ada, 8, { source: "ada-secret-better" });
  site.attempt(ben, 10, { source: "bens own" });
  db.insert(extensions)
    .values({
      assignmentId: site.assignment,
      userId: ada.userId,
      dueAt: null,
      extraAttempts: 1,
      reason: "ada-secret-illness",
      createdAt: new Date(),
      createdBy: site.instructor.userId,
    })
    .run();
  for (const { userId } of [ada, ben])
    db.insert(hintViews)
      .values({
        userId,
        packId: "tiny",
        exerciseId: "sum",
        exportName: "total",
        step: "nudge",
        assignmentId: site.assignment,
        openedAt: new Date(1_770_000_000_000),
      })
      .run();
  for (const [{ userId }, name] of [
    [ada, "ada-secret-name"],
    [ben, "bens own name"],
  ] as const)
    addCertificate(db, userId, { name });
  addComment(db, {
    actorId: site.assistant.userId,
    courseId: site.course,
    assignmentId: site.assignment,
    userId: ada.userId,
    submissionId: null,
    line: null,
    text: "ada-secret-comment",
  });
  const ofBen = site.attempt(ben, 2);
  ask(ada, adasAttempt, "ada-secret-question");
  ask(ben, ofBen, "bens question");
  for (const [submissionId, text] of [
    [adasAttempt, "ada-secret-answer"],
    [ofBen, "an answer to ben"],
  ] as const)
    replyToQuestion(db, {
      courseId: site.course,
      submissionId,
      questionId: selectQuestions(db, submissionId)[0]!.id,
      actorId: site.assistant.userId,
      text,
    });
  makeFeed(db, ada.userId);
  db.insert(noticeSettings)
    .values({
      userId: ada.userId,
      deliveries: {},
      dailyHour: 18,
      refusedAddress: "ada-secret@example.org",
      refusedCode: "550",
      refusedAt: new Date(),
    })
    .run();
});
afterEach(() => site.close());

function ask({ userId }: Person, id: string, text: string): void {
  askQuestion(site.services.db, {
    submission: { id, userId },
    assignmentId: site.assignment,
    place: "line 1",
    title: null,
    actorId: userId,
    text,
  });
}

const allText = () => {
  const { $client } = site.services.db;
  const tables = $client
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    )
    .pluck()
    .all();
  return tables
    .map((table) => JSON.stringify($client.prepare(`select * from "${table}"`).all()))
    .join("\n");
};
const pointsOf = ({ userId }: Person) =>
  site.services.db.select().from(scores).where(eq(scores.userId, userId)).get()?.points;

describe("the download of a user's data", () => {
  test("is complete, contains only the user's own, and leaves an entry in the log", async () => {
    const answer = await ada.get("/settings/data");
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const data = (await answer.json()) as {
      account: object;
      submissions: { source: string }[];
      scores: object[];
      extensions: object[];
      comments: object[];
      events: object[];
    };
    expect(data).toMatchObject({
      account: { id: ada.userId, username: "ada" },
      scores: [{ points: 80, of: 100 }],
      extensions: [{ reason: "ada-secret-illness" }],
      comments: [{ text: "ada-secret-comment" }],
      certificates: [
        { name: "ada-secret-name", pack: "tiny", version: "1.0.0", finishedOn: "2026-11-30" },
      ],
      questionMessages: [
        { submission: adasAttempt, place: "line 1", isMine: true, text: "ada-secret-question" },
        { submission: adasAttempt, place: "line 1", isMine: false, text: "ada-secret-answer" },
      ],
      notices: [{ kind: "comment" }, { kind: "answer" }],
      noticeSettings: [{ dailyHour: 18, refusedAddress: "ada-secret@example.org" }],
      noticeMails: [{ schedule: "daily" }, { schedule: "soon" }],
      calendar: [{ usedAt: null }],
      hintViews: [
        {
          pack: "tiny",
          exercise: "sum",
          function: "total",
          step: "nudge",
          assignment: site.assignment,
          openedAt: "2026-02-02T02:40:00.000Z",
        },
      ],
    });
    expect(data.submissions.map(({ source }) => source)).toEqual([
      "waiting-secret",
      "ada-secret-source",
      "ada-secret-better",
    ]);
    expect(JSON.stringify(data)).not.toMatch(/bens own|bens question|answer to ben/);
    const ofAssistant = (await (await site.assistant.get("/settings/data")).json()) as object;
    expect(ofAssistant).toMatchObject({
      questionMessages: [
        { isMine: true, text: "ada-secret-answer" },
        { isMine: true, text: "an answer to ben" },
      ],
    });
    expect(
      (
        (await (await ada.get("/settings/data")).json()) as { events: { action: string }[] }
      ).events.map(({ action }) => action),
    ).toContain("person.export");
  });

  test("does not contain what a running exam hides", async () => {
    site.services.db.update(assignments).set({ isExam: true }).run();
    const data = (await (await ada.get("/settings/data")).json()) as { scores: object[] };
    expect(data.scores).toEqual([]);
  });
});

describe("deleting a user", () => {
  test("requires the right password", async () => {
    expect((await ada.post("/settings/delete", { confirmation: "" })).status).toBe(422);
    expect((await ada.post("/settings/delete", { confirmation: "wrong" })).status).toBe(422);
    expect(
      site.services.db.select().from(users).where(eq(users.id, ada.userId)).get(),
    ).toMatchObject({ username: "ada" });
  });

  test("takes one's own name, shown on the page, from an account without a password", async () => {
    const { db } = site.services;
    db.delete(accounts).where(eq(accounts.userId, ada.userId)).run();
    db.update(users).set({ name: "Adèle  L" }).where(eq(users.id, ada.userId)).run();
    expect(await (await ada.get("/settings/delete")).text()).toContain(
      "Type “Adèle  L” to confirm",
    );
    expect((await ada.post("/settings/delete", { confirmation: "Adele L" })).status).toBe(422);
    // Some keyboards send the accent as a character of its own.
    const typed = ` ${"Adèle".normalize("NFD")}  L `;
    expect((await ada.post("/settings/delete", { confirmation: typed })).status).toBe(303);
  });

  test("leaves the points, and nothing that identifies the user", async () => {
    expect(allText()).toContain("ada-secret");
    const answer = await ada.post("/settings/delete", { confirmation: PASSWORD });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in?done=deleted"]);
    const text = allText();
    expect(text).not.toContain("ada-secret");
    expect(text).not.toContain("waiting-secret");
    expect(text).not.toMatch(/\bada\b/i);
    expect(text).toContain("bens own");
    expect(text).toContain("bens own name");
    expect(text).toContain("bens question");
    expect(pointsOf(ada)).toBe(80);
    expect(pointsOf(ben)).toBe(100);
    expect(site.services.db.select({ userId: hintViews.userId }).from(hintViews).all()).toEqual([
      { userId: ben.userId },
    ]);
    expect((await ada.get("/settings")).status).toBe(401);
  });

  test("of staff leaves their answers to others, without their name", async () => {
    const { db } = site.services;
    await site.assistant.post("/settings/delete", { confirmation: PASSWORD });
    const { id } = db
      .select()
      .from(submissions)
      .where(eq(submissions.userId, ben.userId))
      .all()
      .at(-1)!;
    const html = await (await ben.get(`/submissions/${id}`)).text();
    expect(html).toContain("an answer to ben");
    expect(html).toContain(`#${site.assistant.userId.slice(0, 6)}`);
    expect(html).not.toContain("Name of assistant");
  });

  test("the points stay when the scores are recomputed, also by other tests than before", async () => {
    await ada.post("/settings/delete", { confirmation: PASSWORD });
    site.services.db.$client.exec("update gradings set score = 0");
    site.services.db.transaction(() => recomputeScores(site.services.db, site.assignment));
    expect([pointsOf(ada), pointsOf(ben)]).toEqual([80, 0]);
    expect(site.services.db.select().from(overrides).all()).toMatchObject([
      { userId: ada.userId, points: 80, reason: "" },
    ]);
  });

  test("the only owner of a course hands it over first", async () => {
    const answer = await site.instructor.post("/settings/delete", { confirmation: PASSWORD });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("the only owner of a course");
  });

  test("the site owner deletes a user by typing the name", async () => {
    const owner = await site.signUp("owner", { siteRole: "owner" });
    expect(
      (await owner.post(`/manage/people/${ben.userId}/delete`, { confirmation: "ben" })).status,
    ).toBe(422);
    expect(
      (await owner.post(`/manage/people/${ben.userId}/delete`, { confirmation: "Name of ben" }))
        .status,
    ).toBe(303);
    expect(allText()).not.toContain("Name of ben");
    expect(pointsOf(ben)).toBe(100);
  });
});
