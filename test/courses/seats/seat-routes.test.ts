// Seats of a roster that wait for their person: their links, and how staff handle them.

import { parse } from "csv-parse/sync";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { archiveCourse } from "../../../src/courses/change-course.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { enrolments } from "../../../src/db/schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { rosterSeats } from "../../../src/db/roster-schema.ts";
import { makeSeatLink } from "../../../src/identity/seats.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { startMailServer } from "../../support/mail-server.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../../support/quiet-site.ts";

type Person = Awaited<ReturnType<QuietSite["signUp"]>>;
let site: QuietSite;
let teacher: Person;
let mallory: Person;
let courseId: string;
let people: string;

/** Imports a roster; the lines in `ticked` are confirmed. Returns the page of its result. */
async function importRoster(text: string, ticked: number[] = []): Promise<string> {
  const address = (await teacher.upload(`${people}/import`, "file", text)).headers.get("location")!;
  const plan = /name="plan" value="(\w+)"/.exec(await (await teacher.get(address)).text())![1]!;
  const answer = await teacher.post(address, {
    plan,
    ...Object.fromEntries(ticked.map((line) => [`same-${line}`, "1"])),
  });
  expect(answer.status).toBe(303);
  return address;
}
const seats = () => site.services.db.select().from(rosterSeats).all();
const enrolmentOf = (userId: string) =>
  site.services.db
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
    .get();
const actions = (area: string) =>
  site.services.db
    .select()
    .from(auditEvents)
    .all()
    .filter(({ action }) => action.startsWith(area))
    .map(({ action, actorId, userId }) => [action, actorId, userId]);

beforeEach(async () => {
  site = await openQuietSite();
  teacher = await site.signUp("teacher");
  courseId = createCourse(site.services.db, "Machine learning", teacher.userId);
  people = `/courses/${courseId}/people`;
  // Under a classmate's student number.
  mallory = await site.signUp("2026001", { email: "mallory@home.example" });
});
afterEach(() => site.close());

const ROSTER =
  "name,username,email,section\nBob Real,2026001,bob@uni.example,Lab 1\nNew One,2026002,,Lab 1\n";

describe("the link of a line", () => {
  test("comes with the first links, and gives the seat to the signed-in user who opens it, whatever their account is called", async () => {
    const address = await importRoster(ROSTER);
    expect(await (await teacher.get(address)).text()).toContain(
      "1 line is claimed by an account and has no seat yet",
    );
    expect((await mallory.get(`/courses/${courseId}`)).status).toBe(404);
    const rows = parse(await (await teacher.post(`${address}/links`)).text(), { bom: true });
    const row = rows.find(([name]) => name === "Bob Real")!;
    const link = new URL(row[4]!).pathname;
    expect(link).toMatch(/^\/seat\/\w{40}$/);

    const bob = site.visit();
    expect(await (await bob.get(link)).text()).toMatch(/Bob Real[^]*Sign up/);
    await bob.post(link);
    expect(seats()[0]).toMatchObject({ takenBy: null });
    const signedUp = await bob.post("/sign-up", {
      next: link,
      name: "Bobby",
      username: "bobby",
      email: "",
      password: PASSWORD,
    });
    expect(signedUp.headers.get("location")).toBe(link);
    expect(await (await bob.get(link)).text()).toContain("You are signed in as: Bobby");
    expect((await bob.post(link)).headers.get("location")).toBe(`/courses/${courseId}?done=joined`);
    const bobId = seats()[0]!.takenBy!;
    expect(bobId).not.toBe(mallory.userId);
    expect(enrolmentOf(bobId)).toMatchObject({
      role: "student",
      section: "Lab 1",
      rosterName: "Bob Real",
    });
    expect((await bob.get(link)).status).toBe(404);
    expect(actions("seat")).toEqual([
      ["seat.open", teacher.userId, mallory.userId],
      ["seat.take", bobId, bobId],
    ]);
    // The next roster knows who is who, although another user is called 2026001.
    expect(
      await (
        await teacher.get(
          (await teacher.upload(`${people}/import`, "file", ROSTER)).headers.get("location")!,
        )
      ).text(),
    ).toContain("already");
    expect(enrolmentOf(mallory.userId)).toBeUndefined();
  });

  test("allows a new user to sign up if sign-up is by invitation only; a made-up link does not", async () => {
    const closed = await openQuietSite({ signUp: "link" });
    const { db } = closed.services;
    db.insert(rosterSeats)
      .values({
        id: "seat",
        courseId: createCourseIn(closed),
        name: "Bob",
        username: "",
        email: "",
        createdAt: new Date(),
        createdBy: "owner",
        linkHash: null,
      })
      .run();
    const link = `/seat/${makeSeatLink(db, "seat")}`;
    const fields = { name: "Bob", username: "bob", email: "", password: PASSWORD };
    expect(
      (await closed.visit().post("/sign-up", { ...fields, next: `/seat/${"0".repeat(40)}` }))
        .status,
    ).toBe(422);
    expect((await closed.visit().post("/sign-up", { ...fields, next: link })).status).toBe(303);
    closed.close();
  });

  test("is 404 for a classmate who is on the roster under another name, and in an archived course", async () => {
    await importRoster(ROSTER);
    const alice = await site.signUp("alice");
    addEnrolment(site.services.db, courseId, alice.userId, "student", { rosterName: "Alice" });
    const html = await (await teacher.post(`${people}/seats/${seats()[0]!.id}/link`)).text();
    const link = /\/seat\/\w{40}/.exec(html)![0];
    expect(await (await alice.get(link)).text()).toContain("you are someone else on this course");
    await alice.post(link);
    expect(enrolmentOf(alice.userId)).toMatchObject({ rosterName: "Alice" });
    expect(seats()[0]).toMatchObject({ takenBy: null });
    archiveCourse(site.services.db, teacher.userId, courseId, true);
    expect((await mallory.get(link)).status).toBe(404);
  });
});

describe("on the People page", () => {
  test("an instructor sees who claims a seat, and confirms it", async () => {
    await importRoster(ROSTER);
    const [seat] = seats();
    const page = await (await teacher.get(people)).text();
    expect(page).toMatch(
      /Open seats \(1\)[^]*Bob Real[^]*2026001[^]*Name of 2026001[^]*different name[^]*address not verified/,
    );
    expect(
      (await teacher.post(`${people}/seats/${seat!.id}/confirm`)).headers.get("location"),
    ).toBe(`${people}?done=confirmed#open-seats`);
    expect(enrolmentOf(mallory.userId)).toMatchObject({ section: "Lab 1", rosterName: "Bob Real" });
    expect(actions("seat").at(-1)).toEqual(["seat.take", teacher.userId, mallory.userId]);
    expect(await (await teacher.get(people)).text()).not.toContain("Open seats");
    for (const what of ["confirm", "link", "withdraw"])
      expect((await teacher.post(`${people}/seats/${seat!.id}/${what}`)).status).toBe(404);
  });

  test("creates a new link, which revokes the old one, and withdraws a seat", async () => {
    await importRoster(ROSTER);
    const [seat] = seats();
    const linkIn = async () =>
      /\/seat\/\w{40}/.exec(
        await (await teacher.post(`${people}/seats/${seat!.id}/link`)).text(),
      )![0];
    const [first, second] = [await linkIn(), await linkIn()];
    expect([(await mallory.get(first)).status, (await mallory.get(second)).status]).toEqual([
      404, 200,
    ]);
    expect((await teacher.post(`${people}/seats/${seat!.id}/withdraw`)).status).toBe(303);
    expect((await mallory.get(second)).status).toBe(404);
    expect(actions("seat").map(([action]) => action)).toEqual([
      "seat.open",
      "seat.link",
      "seat.link",
      "seat.withdraw",
    ]);
  });

  test("only an owner gives a seat on the staff", async () => {
    await importRoster(ROSTER);
    const [seat] = seats();
    site.services.db.update(rosterSeats).set({ role: "instructor" }).run();
    const instructor = await site.signUp("plain");
    addEnrolment(site.services.db, courseId, instructor.userId, "instructor");
    for (const what of ["confirm", "link", "withdraw"])
      expect((await instructor.post(`${people}/seats/${seat!.id}/${what}`)).status).toBe(404);
    expect((await teacher.post(`${people}/seats/${seat!.id}/link`)).status).toBe(200);
  });

  test("a corrected line revokes the link that was created for the old one", async () => {
    await importRoster(ROSTER);
    const link = /\/seat\/\w{40}/.exec(
      await (await teacher.post(`${people}/seats/${seats()[0]!.id}/link`)).text(),
    )![0];
    expect((await mallory.get(link)).status).toBe(200);
    await importRoster(ROSTER.replace("Bob Real", "Bob Corrected"));
    expect(seats()).toMatchObject([{ name: "Bob Corrected", linkHash: null }]);
    expect((await mallory.get(link)).status).toBe(404);
  });

  test("another course's seat is 404", async () => {
    await importRoster(ROSTER);
    const other = createCourse(site.services.db, "Another", teacher.userId);
    expect(
      (await teacher.post(`/courses/${other}/people/seats/${seats()[0]!.id}/confirm`)).status,
    ).toBe(404);
    expect(enrolmentOf(mallory.userId)).toBeUndefined();
  });
});

test("with a mail server, a link is mailed to the roster's address, not to that of the account that claims it", async () => {
  const mail = await startMailServer();
  const withMail = await openQuietSite({
    mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" },
  });
  const { db } = withMail.services;
  const owner = await withMail.signUp("owner");
  const claimant = await withMail.signUp("claimant", { email: "claimant@home.example" });
  await mail.waitFor(1);
  const course = createCourse(db, "Machine learning", owner.userId);
  db.insert(rosterSeats)
    .values({
      id: "seat",
      courseId: course,
      name: "Bob",
      username: "claimant",
      email: "bob@uni.example",
      claimedBy: claimant.userId,
      createdAt: new Date(),
      createdBy: owner.userId,
    })
    .run();
  expect((await owner.post(`/courses/${course}/people/seats/seat/mail`)).status).toBe(303);
  expect(mail.mails.at(-1)).toMatchObject({ to: ["bob@uni.example"] });
  const link = /\/seat\/\w{40}/.exec(mail.mails.at(-1)!.text)![0];
  expect((await withMail.visit().get(link)).status).toBe(200);
  withMail.close();
  await mail.close();
});

function createCourseIn({ services: { db } }: QuietSite): string {
  db.$client.exec(
    `insert into users (id, name, email, email_verified, created_at, updated_at)
      values ('owner', 'Owner', 'owner@example.org', 0, 0, 0)`,
  );
  return createCourse(db, "A course", "owner");
}
