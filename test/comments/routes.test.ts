// Comments on a submission: written by staff, visible to its author, changed only by their writer.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { desc } from "drizzle-orm";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { selectComments } from "../../src/comments/queries.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let ada: Person;
let submission: string;
beforeAll(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  submission = site.attempt(ada, 4, {
    source: "const a = 1;\nconst b = 2;\nexport const total = a + b;\n",
  });
});
afterAll(() => site.close());

const page = async (person: Person, query = "") =>
  (await person.get(`/submissions/${submission}${query}`)).text();

describe("a comment on a line", () => {
  test("is shown below its line for the author, with the writer's name; the log records that it was made, not its text", async () => {
    const answer = await site.assistant.post(`/submissions/${submission}/comments`, {
      line: "2",
      text: "  <b>Why</b> this?\r\nSay it. ",
    });
    expect(answer.status).toBe(303);
    const [comment] = selectComments(site.services.db, { submissionId: submission });
    expect(comment).toMatchObject({
      line: 2,
      text: "<b>Why</b> this?\nSay it.",
      author: "Name of assistant",
    });
    const html = await page(ada);
    expect(html).toContain("&lt;b&gt;Why&lt;/b&gt; this?");
    expect(html.indexOf('id="line-2"')).toBeLessThan(html.indexOf("&lt;b&gt;Why"));
    expect(html.indexOf("&lt;b&gt;Why")).toBeLessThan(html.indexOf('id="line-3"'));
    const event = site.services.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).get()!;
    expect(event).toMatchObject({
      action: "comment.add",
      actorId: site.assistant.userId,
      userId: ada.userId,
      courseId: site.course,
      after: { submission, line: 2 },
    });
    expect(JSON.stringify(event)).not.toContain("Why");
  });

  test("has a form below the line whose number staff clicked, and none for the author", async () => {
    expect(await page(site.assistant, "?comment=3")).toContain('id="comment-form"');
    expect(await page(ada, "?comment=3")).not.toContain('id="comment-form"');
  });

  test("can be changed by its writer only, and removed by an instructor too", async () => {
    const [{ id } = { id: "" }] = selectComments(site.services.db, { submissionId: submission });
    const path = `/submissions/${submission}/comments/${id}`;
    expect((await site.instructor.post(path, { text: "Mine now" })).status).toBe(404);
    expect((await site.assistant.post(path, { text: "Better put" })).status).toBe(303);
    expect(selectComments(site.services.db, { submissionId: submission })[0]).toMatchObject({
      text: "Better put",
      editedAt: expect.any(Date) as Date,
    });
    expect((await site.instructor.post(`${path}/remove`)).status).toBe(303);
    expect(selectComments(site.services.db, { submissionId: submission })).toEqual([]);
    expect(await page(ada)).not.toContain("Better put");
  });
});

test.each([
  ["nothing", " \n ", "The comment is empty"],
  ["too much", "x".repeat(4001), "at most 4000 characters"],
])("%s is refused with a message, and nothing is saved", async (_, text, words) => {
  const answer = await site.assistant.post(`/submissions/${submission}/comments`, { text });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain(words);
  expect(selectComments(site.services.db, { submissionId: submission })).toEqual([]);
});

test("on a line that the code does not have applies to the whole submission", async () => {
  for (const line of ["99", "0", "x", ""])
    await site.assistant.post(`/submissions/${submission}/comments`, { line, text: "Hm." });
  expect(
    selectComments(site.services.db, { submissionId: submission }).map(({ line }) => line),
  ).toEqual([null, null, null, null]);
});
