// Importing a roster as an instructor does it: a file, a preview, a confirmation; then the new accounts' first links.

import { parse } from "csv-parse/sync";
import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../../src/courses/queries.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { MAX_ROSTER_BYTES } from "../../../src/http/security.ts";
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
const seats = () => site.services.db.select({ n: count() }).from(enrolments).where(eq(enrolments.courseId, course)).get()!.n;
/** Uploads, and opens the preview. */
async function preview(file: Uint8Array<ArrayBuffer> | string): Promise<{ address: string; html: string; plan: string }> {
  const answer = await owner.upload(path, "file", file);
  const address = answer.headers.get("location") ?? "";
  if (answer.status !== 303) throw new Error(`not taken: ${answer.status} ${await answer.text()}`);
  const html = await (await owner.get(address)).text();
  return { address, html, plan: /name="plan" value="(\w+)"/.exec(html)?.[1] ?? "" };
}
/** "姓名,学号\n王小明,2026\n" as Excel writes it in China. */
const GB = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd1, 0xa7, 0xba, 0xc5, 0x0a, 0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7, 0x2c, 0x32, 0x30, 0x32, 0x36, 0x0a]);

describe("a roster", () => {
  test("is previewed, and nothing has happened; confirmed, it has; each new account has a link that sets its password", async () => {
    await site.signUp("ada");
    const before = [people(), seats()];
    const { address, html, plan } = await preview("name,username,email,section\n=cmd|x,formula,,Lab 1\nEve,eve,eve@example.org,\nWhoever,ada,,Lab 1\n");
    expect(html).toContain("2 new accounts");
    expect(html).toContain("1 line is claimed by an account");
    expect(html).toContain("Name of ada");
    expect([people(), seats()]).toEqual(before);

    const answer = await owner.post(address, { plan, "same-4": "1" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, address]);
    expect([people(), seats()]).toEqual([before[0]! + 2, before[1]! + 3]);
    // Sent twice, it is done once.
    expect((await owner.post(address, { plan })).status).toBe(303);
    expect(seats()).toBe(before[1]! + 3);

    expect(await (await owner.get(address)).text()).toContain("The links of 2 people");
    const file = await owner.post(`${address}/links`);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([file.headers.get("content-type"), [...bytes.subarray(0, 3)]]).toEqual(["text/csv; charset=utf-8", [0xef, 0xbb, 0xbf]]);
    const rows = parse(bytes, { bom: true });
    expect(rows.map((row) => row.slice(0, 4))).toEqual([["Name", "User name", "Email", "Section"], ["'=cmd|x", "formula", "", "Lab 1"], ["Eve", "eve", "eve@example.org", ""]]);
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
    expect(await (await owner.get(answer.headers.get("location")!)).text()).toContain("Pasted Person");
  });

  test("with anything wrong in it is told by line, and cannot be imported", async () => {
    const before = [people(), seats()];
    const { address, html, plan } = await preview("name,username,email\nA,aa,a@example.org\nB,bb,A@example.org\nC,cc,wrong\n");
    expect(html).toContain("2 things in this roster need mending");
    expect(html).toMatch(/<td class="number">3<\/td><td>The email address is also in line 2\./);
    expect(plan).toBe("");
    expect((await owner.post(address, { plan: "" })).status).toBe(409);
    expect([people(), seats()]).toEqual(before);
  });

  test("that means something else by now is shown again, and nothing is imported", async () => {
    const { address, plan } = await preview("name,username\nLate Comer,latecomer\nOther,otherone\n");
    const late = await site.signUp("latecomer");
    const before = [people(), seats()];
    const answer = await owner.post(address, { plan });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([409, expect.stringContaining("Something has changed since the preview")]);
    expect([people(), seats()]).toEqual(before);
    // What is shown now can be confirmed.
    await owner.post(address, { "same-2": "1", plan: /name="plan" value="(\w+)"/.exec(html)![1]! });
    expect([people(), seats()]).toEqual([before[0]! + 1, before[1]! + 2]);
    expect((await late.get(`/courses/${course}`)).status).toBe(200);
  });

  test("is its own course's alone, and gone once it is discarded", async () => {
    const { address, plan } = await preview("name,username\nX,xx\n");
    const other = createCourse(site.services.db, "Another", owner.userId);
    expect((await owner.post(address.replace(course, other), { plan })).status).toBe(404);
    for (const file of ["..%2F..%2Fgradus", "0000000000000000"]) expect((await owner.get(`${path}/${file}`)).status).toBe(404);
    expect((await owner.post(`${address}/discard`)).status).toBe(303);
    expect((await owner.get(address)).status).toBe(404);
    expect((await owner.post(address, { plan })).status).toBe(404);
  });

  test.each([
    ["nothing", "", 422, "There is nothing in it"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 0]), 422, "This is an Excel workbook"],
    ["Latin-1", Uint8Array.from([...Buffer.from("name,username\nJ"), 0xfc, ...Buffer.from("rgen,j\n")]), 422, "It is not certain how this file is encoded"],
    ["50,001 people", `name,username\n${"a,b\n".repeat(50_001)}`, 422, "at most 50000 can be imported at once"],
    ["more bytes than may be", "x".repeat(MAX_ROSTER_BYTES), 413, "larger than 8 MiB"],
  ])("is refused in words: %s", async (_, file, status, words) => {
    const answer = await owner.upload(path, "file", file);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)]);
  });
});

test("where there is a mail server, each gets their link by mail, and the list has the rest", async () => {
  const mail = await startMailServer();
  const withMail = await openQuietSite({ mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" } });
  const teacher = await withMail.signUp("teacher");
  const id = createCourse(withMail.services.db, "Machine learning", teacher.userId);
  const address = (await teacher.upload(`/courses/${id}/people/import`, "file", "name,username,email\nAda,ada,ada@example.org\nBob,bob,\n")).headers.get("location")!;
  const plan = /name="plan" value="(\w+)"/.exec(await (await teacher.get(address)).text())![1]!;
  await teacher.post(address, { plan });
  expect((await teacher.post(`${address}/mail`)).status).toBe(303);
  await expect.poll(async () => (await teacher.get(address)).text(), { timeout: 30_000 }).toMatch(/1 mail has been sent[^]*Download the list/);
  expect(mail.mails).toHaveLength(1);
  const rows = parse(await (await teacher.post(`${address}/links`)).text(), { bom: true });
  expect(rows.slice(1).map(([name]) => name)).toEqual(["Bob"]);
  withMail.close();
  await mail.close();
});
