// What staff see of similar submissions: real code compared by the real process, in a site that
// grades nothing.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../grader/index.ts";
import { SlotsUnavailableError } from "../../grader/doors/walls.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { newId } from "../../src/db/id.ts";
import { courses } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { similarityRuns } from "../../src/db/similarity-schema.ts";
import { escapeHtml } from "../../src/ui/escape-html.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

const ONE = `export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === undefined || Number.isNaN(values[i])) throw new Error("not a number: " + i);
    sum = sum + values[i]! * 1;
  }
  // <b>bold</b> \u202e
  const count = values.filter((value) => value > 0).length;
  return count >= 0 ? sum : -sum;
}
`;
const COPY = ONE.replaceAll("sum", "result")
  .replaceAll("values", "xs")
  .replace("not a number", "odd");
const OTHER =
  "export const total = (list: number[]): number => list.reduceRight((rest, head) => head " +
  "+ rest, 0);\n" +
  "export class Stack { readonly items: string[] = []; " +
  "push(item: string): this { this.items.push(item); return this; " +
  "} get size(): number { return this.items.length; } }\n" +
  "while (new Stack().push(`a${1}b`).size < 1) break;\n";

let grader: Grader;
beforeAll(() => {
  grader = createGrader();
});
afterAll(() => grader.close());

let site: QuietSite;
let teacher: Awaited<ReturnType<QuietSite["signUp"]>>;
let course: string;
let assignment: string;
let path: string;
beforeEach(async () => {
  site = await openQuietSite();
  site.services.host.compareTexts = (request) => grader.compareTexts(request);
  teacher = await site.signUp("teacher");
  course = createCourse(site.services.db, "Course", teacher.userId);
  assignment = makeAssignment(site.services.db, { courseId: course });
  path = `/courses/${course}/assignments/${assignment}/similarity`;
});
afterEach(async () => {
  await site.services.similarity.settled();
  site.close();
});

async function enrol(name: string): Promise<string> {
  const { userId } = await site.signUp(name);
  addEnrolment(site.services.db, course, userId);
  return userId;
}

let clock = Date.UTC(2026, 0, 1);
function send(userId: string, source: string, attempt = 1): string {
  const id = newId();
  const { db, catalogue } = site.services;
  db.insert(submissions)
    .values({
      id,
      userId,
      packId: "tiny",
      exerciseId: "sum",
      versionHash: catalogue.find("tiny", "sum")!.hash,
      assignmentId: assignment,
      attempt,
      fileName: "submission.ts",
      source,
      submittedAt: new Date((clock += 60_000)),
      via: "web",
    })
    .run();
  return id;
}

/** The state after comparisons are finished. */
async function read(address = path): Promise<string> {
  const page = await (await teacher.get(address)).text();
  if (!page.includes("Being compared.")) return page;
  await site.services.similarity.settled();
  return read(address);
}

const events = () =>
  site.services.db
    .select({ action: auditEvents.action, before: auditEvents.before, after: auditEvents.after })
    .from(auditEvents)
    .all()
    .filter(({ action }) => action.startsWith("similarity."));

describe("the list", () => {
  test("is created when it is first opened, and shows those who copied, and not the others", async () => {
    const [ann, bob, eve] = [await enrol("ann"), await enrol("bob"), await enrol("eve")];
    send(bob, COPY);
    send(ann, ONE);
    send(eve, OTHER);
    const page = await read();
    expect(page).toContain("Name of bob and Name of ann");
    expect(page).toMatch(/<span class="percent">(?:9\d|100)%<\/span>/);
    expect(page).not.toContain("Name of eve");
    expect(page).toContain("Similarity is not proof of copying.");
    expect(page).toContain("3 submissions compared on");
    expect(page).not.toContain("Compare</button>");
  });

  test("says that there are newer submissions, and compares them on request", async () => {
    const [ann, bob] = [await enrol("ann"), await enrol("bob")];
    send(ann, ONE);
    send(bob, OTHER);
    expect(await read()).toContain("No pair reaches 75%.");
    send(bob, COPY, 2);
    expect(await read()).toContain("Submissions or scores have changed since then");
    expect(await read()).toContain("No pair reaches 75%.");
    expect((await teacher.post(path, {})).status).toBe(303);
    const page = await read();
    expect(page).toContain("Name of ann and Name of bob");
    expect(page).not.toContain("Submissions or scores have changed since then");
  });

  test("compares the attempt that counts, if there is one", async () => {
    const [ann, bob] = [await enrol("ann"), await enrol("bob")];
    send(ann, ONE);
    const counting = send(bob, COPY);
    send(bob, OTHER, 2);
    site.services.db
      .insert(scores)
      .values({
        assignmentId: assignment,
        userId: bob,
        points: 100,
        submissionId: counting,
        attempts: 2,
        waiting: 0,
        isLate: false,
        isOverridden: false,
        isExtended: false,
        isKept: false,
        detail: {} as never,
      })
      .run();
    expect(await read()).toContain("Name of ann and Name of bob");
  });

  test("has a movable threshold, and uses the default for an invalid one", async () => {
    const [ann, bob] = [await enrol("ann"), await enrol("bob")];
    send(ann, ONE);
    send(bob, `${COPY}\n${OTHER}`);
    const [low, high] = [await read(`${path}?from=40`), await read(`${path}?from=99`)];
    expect(low).toContain("Name of ann and Name of bob");
    expect(high).toContain("No pair reaches 99%.");
    expect(high).toContain("1 more pair is below that.");
    for (const odd of ["x", "-1", "1e9", "", "75.5"])
      expect(await read(`${path}?from=${odd}`)).toContain('value="75"');
  });

  test("groups three who have the same", async () => {
    for (const name of ["ann", "bob", "eve"]) send(await enrol(name), ONE);
    const page = await read();
    expect(page).toContain("1 group");
    expect(page).toContain("Name of ann, Name of bob, and Name of eve");
  });

  test("leaves out staff's own attempts and members who have left", async () => {
    send(await enrol("ann"), ONE);
    send(teacher.userId, ONE);
    const { userId } = await site.signUp("gone");
    send(userId, ONE);
    expect(await read()).toContain("At least two students must have submitted");
  });

  test("gives the reason if there is none: no process, and tries again", async () => {
    send(await enrol("ann"), ONE);
    send(await enrol("bob"), COPY);
    const { compareTexts } = site.services.host;
    site.services.host.compareTexts = () => Promise.reject(new SlotsUnavailableError("none"));
    expect(await read()).toContain("The grader is not ready");
    site.services.host.compareTexts = compareTexts;
    expect(await read()).toContain("Name of ann and Name of bob");
  });

  test("gives the reason if there is none: too slow, and waits for a request", async () => {
    send(await enrol("ann"), ONE);
    send(await enrol("bob"), COPY);
    let asked = 0;
    const { compareTexts } = site.services.host;
    site.services.host.compareTexts = () => {
      asked += 1;
      return Promise.resolve({ ok: false, slow: true, detail: "it takes too long" });
    };
    expect(await read()).toContain("took too long and was stopped");
    await read();
    expect(asked).toBe(1);
    site.services.host.compareTexts = compareTexts;
    await teacher.post(path, {});
    expect(await read()).toContain("Name of ann and Name of bob");
  });

  test("a stored comparison that cannot be read is computed again", async () => {
    send(await enrol("ann"), ONE);
    send(await enrol("bob"), COPY);
    site.services.db
      .insert(similarityRuns)
      .values({
        assignmentId: assignment,
        inputHash: "",
        computedAt: new Date(),
        result: { pairs: "?" },
      })
      .run();
    expect(await read()).toContain("Name of ann and Name of bob");
  });
});

describe("a pair", () => {
  let ann: string;
  let bob: string;
  beforeEach(async () => {
    [ann, bob] = [await enrol("ann"), await enrol("bob")];
    send(ann, ONE);
    send(bob, COPY);
    await read();
  });

  test("is shown side by side in either order, the earlier first, each part marked on both sides, and no code is interpreted as markup", async () => {
    for (const address of [`${path}/${ann}/${bob}`, `${path}/${bob}/${ann}`]) {
      const page = await read(address);
      expect(page.indexOf("Name of ann</h2>")).toBeGreaterThan(0);
      expect(page.indexOf("Name of ann</h2>")).toBeLessThan(page.indexOf("Name of bob</h2>"));
      expect(page).toContain('<mark id="earlier-1"><a href="#later-1"');
      expect(page).toContain('<mark id="later-1"><a href="#earlier-1"');
      expect(page).toContain(escapeHtml("<b>bold</b>"));
      expect(page).not.toContain("<b>bold");
      expect(page).not.toContain("\u202e");
      expect(page).toContain("Similarity is not proof of copying.");
    }
  });

  test.each([
    ["who are not similar", () => "x"],
    ["who are the same", () => ann],
    ["of whom one does not exist", () => "0000000000000000"],
  ])("two %s: not found", async (_, other) => {
    expect((await teacher.get(`${path}/${ann}/${other()}`)).status).toBe(404);
    expect((await teacher.post(`${path}/${ann}/${other()}/dismiss`, { note: "x" })).status).toBe(
      404,
    );
  });

  test("is set aside with a note, folded away, and restored; both are in the audit log, without the note", async () => {
    const ids = [ann, bob].sort();
    expect(
      (await teacher.post(`${path}/${bob}/${ann}/dismiss`, { note: "They are <i>a team</i>." }))
        .status,
    ).toBe(303);
    const page = await read();
    expect(page).toContain("Dismissed (1)");
    expect(page).toContain("They are &lt;i&gt;a team&lt;/i&gt;.");
    expect(page).toContain("No pair reaches 75%.");
    expect((await teacher.post(`${path}/${ann}/${bob}/restore`, {})).status).toBe(303);
    expect((await teacher.post(`${path}/${ann}/${bob}/restore`, {})).status).toBe(303);
    expect(await read()).not.toContain("Dismissed");
    expect(events()).toEqual([
      { action: "similarity.dismiss", before: null, after: { users: ids } },
      { action: "similarity.restore", before: { users: ids }, after: null },
    ]);
  });

  test.each([
    ["", "no note"],
    [" \n ", "an empty note"],
    ["x".repeat(501), "a note that is too long"],
  ])("%j: %s is reported, and nothing is set aside", async (note) => {
    const answer = await teacher.post(`${path}/${ann}/${bob}/dismiss`, { note });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Enter a note of at most 500 characters.");
    expect(await read()).toContain("1 pair<");
    expect(events()).toEqual([]);
  });

  test("is on the list again when one of them has sent something newer that is similar too", async () => {
    await teacher.post(`${path}/${ann}/${bob}/dismiss`, { note: "Fine." });
    clock = Date.now();
    send(bob, COPY.replace("odd", "even"), 2);
    await teacher.post(path, {});
    const page = await read();
    expect(page).toContain("1 pair<");
    expect(page).not.toContain("Dismissed");
    clock = Date.UTC(2026, 0, 1);
  });

  test("in an archived course, can be read and not changed", async () => {
    site.services.db
      .update(courses)
      .set({ archivedAt: new Date() })
      .where(eq(courses.id, course))
      .run();
    expect((await teacher.get(`${path}/${ann}/${bob}`)).status).toBe(200);
    expect(await read(`${path}/${ann}/${bob}`)).not.toContain("<textarea");
    for (const [address, form] of [
      [path, {}],
      [`${path}/${ann}/${bob}/dismiss`, { note: "x" }],
      [`${path}/${ann}/${bob}/restore`, {}],
    ] as const)
      expect((await teacher.post(address, form)).status).toBe(409);
    expect(events()).toEqual([]);
  });
});
