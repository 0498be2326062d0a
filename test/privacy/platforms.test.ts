// What is stored about a person of a learning platform: in the download, and deleted.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetGuestsDaily } from "../../src/auth/forget-guests.ts";
import {
  ltiContexts,
  ltiDeployments,
  ltiForgotten,
  ltiLineItems,
  ltiOpenings,
  ltiPeople,
  ltiPlatforms,
  ltiResourceLinks,
  ltiScores,
  ltiSendings,
  ltiUsed,
} from "../../src/db/lti-schema.ts";
import { assignments, courses } from "../../src/db/schema.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { prepareForgotten } from "../../src/lti/roster/forgotten.ts";
import { SENT, writePlatformRows } from "../support/lti/write-platform-rows.ts";
import { PASSWORD } from "../support/quiet-site.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let ada: Person;
let platformId: string;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  const { db } = site.services;
  const place = { courseId: site.course, assignmentId: site.assignment };
  ({ platformId } = writePlatformRows(db, { ...place, userId: ada.userId }));
  const ben = await site.enrol("ben");
  writePlatformRows(db, { ...place, userId: ben.userId, subject: "bens own" });
});
afterEach(() => site.close());

const download = async () => (await (await ada.get("/settings/data")).json()) as object;
const allText = () => {
  const { $client } = site.services.db;
  const tables = $client
    .prepare<[], string>("select name from sqlite_master where type = 'table'")
    .pluck()
    .all();
  return tables
    .map((table) => JSON.stringify($client.prepare(`select * from "${table}"`).all()))
    .join("\n");
};

describe("the download", () => {
  test("names the platform, its id for the person, their courses and each score", async () => {
    const platform = { platform: "Moodle of physics", platformCourse: "Machine learning" };
    const score = { ...platform, assignment: site.assignment };
    const data = await download();
    expect(data).toMatchObject({
      signIns: [
        { name: "Moodle of physics", provider: `lti:${platformId}`, subject: "secret-subject" },
      ],
      platformCourses: [{ ...platform, role: "student", sections: "secret-section" }],
      platformLaunches: [{ launch: { name: "secret-name", email: "secret@example.edu" } }],
      platformScores: [{ ...score, sent: SENT }],
      platformSendings: [{ ...score, score: SENT, outcome: "sent" }],
    });
    // Nobody else's.
    expect(JSON.stringify(data)).not.toContain("bens own");
  });

  test("does not contain scores of a running exam", async () => {
    site.services.db.update(assignments).set({ isExam: true }).run();
    expect(await download()).toMatchObject({ platformScores: [], platformSendings: [] });
  });
});

describe("deleting", () => {
  test("says what the platform keeps, to those whom one has sent", async () => {
    expect(await (await ada.get("/settings/delete")).text()).toContain("ask the platform");
    const other = await site.signUp("other");
    expect(await (await other.get("/settings/delete")).text()).not.toContain("ask the platform");
  });

  test("leaves nothing about the person but a digest", async () => {
    const { db } = site.services;
    expect(allText()).toContain("secret-");
    expect((await ada.post("/settings/delete", { confirmation: PASSWORD })).status).toBe(303);
    for (const table of [ltiPeople, ltiScores, ltiSendings] as const)
      expect(db.select().from(table).all()).toHaveLength(1);
    expect(allText()).not.toContain("secret-subject");
    expect(db.select().from(ltiOpenings).all()).toMatchObject([
      { launch: { subject: "bens own" } },
    ]);
    expect(prepareForgotten(db, platformId)("secret-subject")).toBe(true);
    expect(prepareForgotten(db, platformId)("bens own")).toBe(false);
  });
});

describe("with their course, platform or account", () => {
  test("a deleted course takes its contexts and everything of them", () => {
    const { db } = site.services;
    const empty = createCourse(db, "Empty", site.instructor.userId);
    db.update(ltiContexts).set({ courseId: empty }).run();
    db.delete(courses).where(eq(courses.id, empty)).run();
    expect(db.select().from(ltiContexts).all()).toEqual([]);
    for (const table of [
      ltiResourceLinks,
      ltiPeople,
      ltiLineItems,
      ltiScores,
      ltiSendings,
    ] as const)
      expect(db.select().from(table).all()).toEqual([]);
    expect(db.select().from(ltiPlatforms).all()).toHaveLength(2);
  });

  test("a deleted platform takes everything of it, and leaves the others", () => {
    const { db } = site.services;
    db.delete(ltiPlatforms).where(eq(ltiPlatforms.id, platformId)).run();
    for (const table of [
      ltiContexts,
      ltiDeployments,
      ltiForgotten,
      ltiOpenings,
      ltiResourceLinks,
      ltiPeople,
      ltiLineItems,
      ltiScores,
      ltiSendings,
    ] as const)
      expect(db.select().from(table).all()).toHaveLength(1);
  });

  test("a sign-in has the platform's name on the settings page", async () => {
    const text = await (await ada.get("/settings")).text();
    expect(text).toContain("<strong>Moodle of physics</strong>");
  });
});

test("launches that nobody has opened, and used states, are removed when they have expired", async () => {
  const { db, log } = site.services;
  const stop = forgetGuestsDaily(db, log, { pauseMs: 1 });
  await expect
    .poll(() => [db.select().from(ltiOpenings).all(), db.select().from(ltiUsed).all()])
    .toEqual([[], []]);
  stop();
});
