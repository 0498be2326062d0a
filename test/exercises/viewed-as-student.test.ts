// Staff who view a course as a student see an exercise as its students do; what they submit is
// practice, and they get no score.

import { afterAll, beforeAll, expect, test } from "vitest";
import { submissions } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let stranger: Person;
beforeAll(async () => {
  site = await openTeachingSite({ dueAtMs: Date.now() + 3_600_000 });
  stranger = await site.signUp("stranger");
});
afterAll(() => site.close());

const hasBanner = async (person: Person) =>
  (await (await person.get(`/exercises/tiny/sum?assignment=${site.assignment}`)).text()).includes(
    "work-banner",
  );

test("the banner is shown while viewing as a student, and only to people in the course", async () => {
  expect(await hasBanner(site.assistant)).toBe(false);
  await site.assistant.post(`/courses/${site.course}/view-as`, { as: "student" });
  expect(await hasBanner(site.assistant)).toBe(true);
  stranger.cookies.set("view-as-student", site.course);
  expect(await hasBanner(stranger)).toBe(false);
});

test("submissions meanwhile are practice", async () => {
  await submitByForm(site.assistant, "export const total = 1;");
  const { db } = site.services;
  expect(
    db
      .select({ assignmentId: submissions.assignmentId, userId: submissions.userId })
      .from(submissions)
      .all(),
  ).toEqual([{ assignmentId: null, userId: site.assistant.userId }]);
  expect(db.select().from(scores).all()).toEqual([]);
});
