// Importing a roster as an instructor does it: a file, a preview, a confirmation; then the new
// accounts' first links.

import { parse } from "csv-parse/sync";
import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../../src/membership/create-course.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { MAX_ROSTER_BYTES } from "../../../src/http/security.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { startMailServer } from "../../support/mail-server.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../../support/quiet-site.ts";

type Person = Awaited<ReturnType<QuietSite["signUp"]>>;
let site: QuietSite;
let owner: Person;
let course: string;
let path: string;
beforeAll(async () => {
  site = await openQuietSite();
  owner = await site.signUp("owner");
  course = createCourse(site.services.db, "Machine learning", owner.userId);
  path = `/courses/${course}/people/import`;
});
afterAll(() => site.close());

const people = () => site.services.db.select({ n: count() }).from(users).get()!.n;
const seats = () =>
  site.services.db
    .select({ n: count() })
    .from(enrolments)
    .where(eq(enrolments.courseId, course))
    .get()!.n;
/** Uploads, and opens the preview. */
async function preview(
  file: Uint8Array<ArrayBuffer> | string,
): Promise<{ address: string; html: string; plan: string }> {
  const answer = await owner.upload(path, "file", file);
  const address = answer.headers.get("location") ?? "";
  if (answer.status !== 303) throw new Error(`not taken: ${answer.status} ${await answer.text()}`);
  const html = await (await owner.get(address)).text();
  return { address, html, plan: /name="plan" value="(\w+)"/.exec(html)?.[1] ?? "" };
}
/** "姓名,学号\n王小明,2026\n" as Excel writes it in China. */
const GB = Uint8Array.from([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd1, 0xa7, 0xba, 0xc5, 0x0a, 0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7,
  0x2c, 0x32, 0x30, 0x32, 0x36, 0x0a,
]);

describe("a roster", () => {
  test("is previewed without any effect, and imported when confirmed; each new account has a link that sets its password", async () => {
    await site.signUp("ada");
    const before = [people(), seats()];
    const { address, html, plan } = await preview(
      "name,username,email,section\n=cmd|x,formula,,Lab 1\nEve,eve,eve@example.org,\nWhoever,ada,,Lab 1\n",
    );
    expect(html).toContain("2 new accounts");
    expect(html).toContain("1 line is claimed by an account");
    expect(html).toContain("Name of ada");
    expect([people(), seats()]).toEqual(before);

    const answer = await owner.post(address, { plan, "same-4": "1" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, address]);
    expect([people(), seats()]).toEqual([before[0]! + 2, before[1]! + 3]);
    // Sent twice, it is imported once.
    expect((await owner.post(address, { plan })).status).toBe(303);
    expect(seats()).toBe(before[1]! + 3);

    expect(await (await owner.get(address)).text()).toContain("The links of 2 people");
    const file = await owner.post(`${address}/links`);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([file.headers.get("content-type"), [...bytes.subarray(0, 3)]]).toEqual([
      "text/csv; charset=utf-8",
      [0xef, 0xbb, 0xbf],
    ]);
    const rows = parse(bytes, { bom: true });
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["Name", "Username", "Email", "Section"],
      ["'=cmd|x", "formula", "", "Lab 1"],
      ["Eve", "eve", "eve@example.org", ""],
    ]);
    expect((await owner.post(`${address}/links`)).status).toBe(409);

    const link = new URL(rows[2]![4]!).pathname;
    expect((await site.visit().post(link, { password: PASSWORD })).status).toBe(303);
    for (const login of ["eve", "EVE@example.org"]) {
      const eve = site.visit();
      await eve.post("/sign-in", { login, password: PASSWORD });
      expect((await eve.get(`/courses/${course}`)).status).toBe(200);
    }
    expect((await site.visit().get(link)).status).toBe(404);
  });

  test("may come as Excel writes it in China, or be pasted", async () => {
    expect((await preview(GB)).html).toContain("王小明");
    const answer = await owner.post(path, { text: "name\tusername\nPasted Person\tpasted\n" });
    expect(await (await owner.get(answer.headers.get("location")!)).text()).toContain(
      "Pasted Person",
    );
  });

  test("with errors lists them by line; the other lines are imported after a confirmation", async () => {
    const before = [people(), seats()];
    const { address, html, plan } = await preview(
      "name,username,email\nPartA,parta,parta@example.org\nB,bb,PartA@example.org\nC,cc,wrong\nD, E,dd,d@example.org\n",
    );
    expect(html).toContain("This roster has 3 problems");
    expect(html).toMatch(/<td class="number">3<\/td><td>The email address is also in line 2\./);
    expect(html).toMatch(
      /<td class="number">5<\/td><td>This line has 4 cells, but the header has 3 columns/,
    );
    expect((await owner.post(address, { plan: "" })).status).toBe(409);
    expect((await owner.post(address, { plan })).status).toBe(422);
    expect([people(), seats()]).toEqual(before);
    const file = parse(await (await owner.get(`${address}/problems.csv`)).text(), {
      bom: true,
      relax_column_count: true,
    });
    expect(file.map(([line, , ...cells]) => [line, ...cells])).toEqual([
      ["Line", "name", "username", "email"],
      ["3", "B", "bb", "PartA@example.org"],
      ["4", "C", "cc", "wrong"],
      ["5", "D", "E", "dd", "d@example.org"],
    ]);
    expect((await owner.post(address, { plan, partial: "yes" })).status).toBe(303);
    expect([people(), seats()]).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  test("in an uncertain encoding is imported after a confirmation that the names are right; another encoding and other columns give another plan", async () => {
    const before = seats();
    const file = Uint8Array.from([
      ...Buffer.from("name,username,note\nJ"),
      0xfc,
      ...Buffer.from("rgen,juergen,x\n"),
    ]);
    const { address, html, plan } = await preview(file);
    expect(html).toMatch(
      /<option value="Windows-1252" selected="">Windows-1252 \(most likely\): Jürgen<\/option>/,
    );
    expect(html).toContain("Unused columns: note");
    const other = await (await owner.get(`${address}?encoding=GB18030&column.username=3`)).text();
    expect(/name="plan" value="(\w+)"/.exec(other)![1]).not.toBe(plan);
    expect(other).toMatch(/name="encoding" value="GB18030"[^]*name="column.username" value="3"/);
    // The plan is that of the other encoding.
    expect(
      (await owner.post(address, { plan, encoding: "GB18030", namesAreRight: "yes" })).status,
    ).toBe(409);
    const unconfirmed = await owner.post(address, { plan });
    expect([unconfirmed.status, await unconfirmed.text()]).toEqual([
      422,
      expect.stringContaining("confirm that the names are correct"),
    ]);
    expect(seats()).toBe(before);
    expect((await owner.post(address, { plan, namesAreRight: "yes" })).status).toBe(303);
    expect(
      site.services.db
        .select({ name: users.name })
        .from(users)
        .where(eq(users.username, "juergen"))
        .get(),
    ).toEqual({ name: "Jürgen" });
  });

  test("shows members from an earlier roster who are not in this one, and removes those who are selected", async () => {
    const id = createCourse(site.services.db, "Vanishing", owner.userId);
    const { db } = site.services;
    for (const [k, name] of ["Stay", "Gone", "Kept"].entries()) {
      const at = new Date();
      db.insert(users)
        .values({
          id: `v${k}`,
          name: name === "Kept" ? "Another Name" : name,
          email: `v${k}@example.org`,
          emailVerified: true,
          username: `van${k}`,
          displayUsername: `van${k}`,
          createdAt: at,
          updatedAt: at,
        })
        .run();
      addEnrolment(db, id, `v${k}`, "student", { rosterName: name, joinedAt: at });
    }
    const root = `/courses/${id}/people/import`;
    const address = (
      await owner.upload(root, "file", "name,username,email\nStay Longer,,v0@example.org\n")
    ).headers.get("location")!;
    const html = await (await owner.get(address)).text();
    expect(html).toContain("2 people were added by an earlier roster and are not in this file");
    expect(html).toContain('Stay Longer<div class="muted">was Stay</div>');
    expect(html.replaceAll(/<[^>]*>/g, "")).toContain("Kept Account name: (Another Name)");
    const plan = /name="plan" value="(\w+)"/.exec(html)![1]!;
    expect(
      (await owner.post(address, { plan, "remove.v1": "yes", [`remove.${owner.userId}`]: "yes" }))
        .status,
    ).toBe(303);
    const left = db
      .select({ id: enrolments.userId })
      .from(enrolments)
      .where(eq(enrolments.courseId, id))
      .all()
      .map((one) => one.id);
    expect(left.sort()).toEqual([owner.userId, "v0", "v2"].sort());
  });

  test("whose plan has changed meanwhile is shown again, and nothing is imported", async () => {
    const { address, plan } = await preview(
      "name,username\nLate Comer,latecomer\nOther,otherone\n",
    );
    const late = await site.signUp("latecomer");
    const before = [people(), seats()];
    const answer = await owner.post(address, { plan });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([
      409,
      expect.stringContaining("Something has changed since the preview"),
    ]);
    expect([people(), seats()]).toEqual(before);
    // The plan that is shown now can be confirmed.
    await owner.post(address, { "same-2": "1", plan: /name="plan" value="(\w+)"/.exec(html)![1]! });
    expect([people(), seats()]).toEqual([before[0]! + 1, before[1]! + 2]);
    expect((await late.get(`/courses/${course}`)).status).toBe(200);
  });

  test("is visible to its own course only, and deleted when it is discarded", async () => {
    const { address, plan } = await preview("name,username\nX,xx\n");
    const other = createCourse(site.services.db, "Another", owner.userId);
    expect((await owner.post(address.replace(course, other), { plan })).status).toBe(404);
    for (const file of ["..%2F..%2Fgradus", "0000000000000000"])
      expect((await owner.get(`${path}/${file}`)).status).toBe(404);
    expect((await owner.post(`${address}/discard`)).status).toBe(303);
    expect((await owner.get(address)).status).toBe(404);
    expect((await owner.post(address, { plan })).status).toBe(404);
  });

  test.each([
    ["nothing", "", 422, "The file is empty"],
    [
      "a broken workbook",
      Uint8Array.from([0x50, 0x4b, 3, 4, 0]),
      422,
      "This Excel workbook cannot be read",
    ],
    [
      "a picture",
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]),
      422,
      "This file is not a text table",
    ],
    ["50,001 people", `name,username\n${"a,b\n".repeat(50_001)}`, 422, "more than 50000 lines"],
    ["too many bytes", "x".repeat(MAX_ROSTER_BYTES), 413, "larger than 8 MiB"],
  ])("is refused with a message: %s", async (_, file, status, words) => {
    const answer = await owner.upload(path, "file", file);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)]);
  });
});

test("with a mail server, each gets their link by mail, and the list shows the rest", async () => {
  const mail = await startMailServer();
  const withMail = await openQuietSite({
    mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" },
  });
  const teacher = await withMail.signUp("teacher");
  const id = createCourse(withMail.services.db, "Machine learning", teacher.userId);
  const address = (
    await teacher.upload(
      `/courses/${id}/people/import`,
      "file",
      "name,username,email\nAda,ada,ada@example.org\nBob,bob,\n",
    )
  ).headers.get("location")!;
  const plan = /name="plan" value="(\w+)"/.exec(await (await teacher.get(address)).text())![1]!;
  await teacher.post(address, { plan });
  expect((await teacher.post(`${address}/mail`)).status).toBe(303);
  await expect
    .poll(async () => (await teacher.get(address)).text(), { timeout: 30_000 })
    .toMatch(/1 email has been sent[^]*Download links/);
  expect(mail.mails).toHaveLength(1);
  const rows = parse(await (await teacher.post(`${address}/links`)).text(), { bom: true });
  expect(rows.slice(1).map(([name]) => name)).toEqual(["Bob"]);
  withMail.close();
  await mail.close();
});
