// Notices by mail, against a real SMTP server: what a mail says, what it does not say, and what
// happens if the server is down, refuses an address, or Gradus is restarted in between.

import { eq } from "drizzle-orm";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addComment } from "../../src/comments/queries.ts";
import { noticeMails, notices, noticeSettings } from "../../src/db/notice-schema.ts";
import { assignments, users } from "../../src/db/schema.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/durations.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import { leaseMail } from "../../src/inbox/mail/mail-queue.ts";
import { saveDeliveries } from "../../src/inbox/mail/save-settings.ts";
import { NoticeLoop } from "../../src/inbox/notice-loop.ts";
import { selectNotices } from "../../src/inbox/shown/select-notices.ts";
import { parseSiteAddress } from "../../src/site-address.ts";
import {
  readMail,
  type RefusingMailServer,
  startRefusingMailServer,
} from "../support/refusing-mail-server.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

const SITE = "https://gradus.example.org/base";
const NOW_DELIVERIES = { comment: "now", score: "now" } as const;
let refused: Map<string, number>;
let mail: RefusingMailServer;
let site: TeachingSite;
let ada: Person;
let startMs: number;
beforeEach(async () => {
  refused = new Map();
  mail = await startRefusingMailServer((address) => refused.get(address));
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  startMs = Date.now();
  site.services.config.mail = { smtpUrl: mail.url, from: "gradus@example.org" };
  setAddress(ada, "ada@example.org");
  saveDeliveries(db(), ada.userId, { deliveries: NOW_DELIVERIES, dailyHour: 18 });
});
afterEach(async () => {
  site.close();
  await mail.close();
});

const db = () => site.services.db;

function setAddress({ userId }: Person, email: string, emailVerified = true): void {
  db().update(users).set({ email, emailVerified }).where(eq(users.id, userId)).run();
}

/** A new one each time, as after a restart. */
async function runAt(afterMs: number, url = mail.url): Promise<void> {
  const loop = new NoticeLoop({
    db: db(),
    log: pino({ level: "silent" }),
    site: parseSiteAddress(SITE),
    config: {
      mail: { smtpUrl: url, from: "Gradus <gradus@example.org>" },
      language: "en",
      timeZone: "Asia/Shanghai",
    },
    eachMs: 0,
    now: () => new Date(startMs + afterMs),
  });
  loop.wake();
  await loop.settled();
  loop.stop();
}

const comment = (text: string, afterMs = 0) =>
  addComment(
    db(),
    {
      actorId: site.assistant.userId,
      courseId: site.course,
      assignmentId: site.assignment,
      userId: ada.userId,
      submissionId: null,
      line: null,
      text,
    },
    new Date(startMs + afterMs),
  );
const override = (points: number, afterMs = 0) =>
  setOverride(
    db(),
    { courseId: site.course, assignmentId: site.assignment, userId: ada.userId },
    { points, reason: "secret reason", actorId: site.instructor.userId },
    new Date(startMs + afterMs),
  );
const queue = () => db().select().from(noticeMails).all();

test("one mail after five minutes, for all that happened, with full addresses and no score in the subject", async () => {
  for (let i = 0; i < 10; i += 1) {
    comment(`secret ${i}`, i * 1000);
    override(70 + i, i * 1000);
  }
  await runAt(4 * MINUTE_MS);
  expect(mail.mails).toEqual([]);
  await runAt(6 * MINUTE_MS);
  expect(mail.mails.map(({ to }) => to)).toEqual(["ada@example.org"]);
  const { headers, plain, html } = readMail(mail.mails[0]!.text);
  expect(/^Subject: (.*)$/m.exec(headers)![1]!.trim()).toBe("Gradus: 2 new notices");
  for (const body of [plain, html]) {
    expect(body).toContain("Hello Name of ada,");
    expect(body).toContain("your score is 79 of 100");
    expect(body).toContain(`${SITE}/courses/${site.course}`);
    expect(body).toContain(`${SITE}/settings/notices`);
    expect(body).not.toContain("secret");
  }
  expect(queue()).toEqual([]);
  await runAt(HOUR_MS);
  expect(mail.mails).toHaveLength(1);
});

test("is in the reader's language", async () => {
  db().update(users).set({ language: "zh-CN" }).where(eq(users.id, ada.userId)).run();
  comment("x");
  await runAt(6 * MINUTE_MS);
  const { plain, html } = readMail(mail.mails[0]!.text);
  expect(plain).toContain("你收到了新的评语");
  expect(html).toContain('<html lang="zh-CN">');
});

test("what was read on the site is not mailed", async () => {
  comment("x");
  await ada.get("/notices");
  await runAt(6 * MINUTE_MS);
  expect([mail.tries, queue()]).toEqual([[], []]);
});

test("a daily mail waits for the hour in the site's time zone", async () => {
  const hour = (instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO("Asia/Shanghai");
  const dailyHour = (hour(startMs).hour + 3) % 24;
  saveDeliveries(db(), ada.userId, { deliveries: { comment: "daily" }, dailyHour });
  comment("x");
  await runAt(1 * HOUR_MS);
  comment("y", HOUR_MS);
  await runAt(2 * HOUR_MS - MINUTE_MS);
  expect(mail.mails).toEqual([]);
  await runAt(3 * HOUR_MS + MINUTE_MS);
  expect(mail.mails).toHaveLength(1);
});

test.each([
  ["an invented address", "x@no-mail.invalid", true],
  ["an address that is not verified", "ada@example.org", false],
])("nothing goes to %s", async (_, email, isVerified) => {
  setAddress(ada, email, isVerified);
  comment("x");
  await runAt(6 * MINUTE_MS);
  expect([mail.tries, queue()]).toEqual([[], []]);
  expect(selectNotices(db(), ada.userId)).toHaveLength(1);
});

test("a score in a running exam is mailed when the exam has ended", async () => {
  const { rules } = db().select().from(assignments).get()!;
  const dueAtMs = startMs + 2 * HOUR_MS;
  db()
    .update(assignments)
    .set({ isExam: true, rules: { ...rules, opensAtMs: 0, dueAtMs } })
    .run();
  override(70);
  comment("x");
  await runAt(6 * MINUTE_MS);
  expect(mail.mails).toHaveLength(1);
  expect(readMail(mail.mails[0]!.text).plain).not.toContain("your score");
  await runAt(90 * MINUTE_MS);
  expect(mail.mails).toHaveLength(1);
  await runAt(3 * HOUR_MS);
  expect(readMail(mail.mails.at(-1)!.text).plain).toContain("your score is 70 of 100");
});

test("a mail whose sending was cut off is sent after the restart", async () => {
  comment("x");
  const [mailRow] = queue();
  leaseMail(db(), mailRow!, new Date(startMs + 6 * MINUTE_MS));
  await runAt(7 * MINUTE_MS);
  expect(mail.mails).toEqual([]);
  await runAt(12 * MINUTE_MS);
  expect(mail.mails).toHaveLength(1);
  const id = /^Message-ID: (.*)$/m.exec(readMail(mail.mails[0]!.text).headers)![1]!;
  // The same as that of the first try.
  expect(id).toContain(mailRow!.id);
});

describe("a mail server that is down", () => {
  const DOWN = "smtp://127.0.0.1:1";

  test("is tried again later and later, over restarts; new notices join the mail that waits", async () => {
    comment("x");
    await runAt(6 * MINUTE_MS, DOWN);
    expect(queue()).toMatchObject([{ tries: 1, error: "ESOCKET" }]);
    override(70, 7 * MINUTE_MS);
    await runAt(8 * MINUTE_MS, DOWN);
    expect(queue()).toMatchObject([{ tries: 2 }]);
    // Not due yet.
    await runAt(9 * MINUTE_MS);
    expect(mail.mails).toEqual([]);
    await runAt(14 * MINUTE_MS);
    expect(readMail(mail.mails[0]!.text).headers).toContain("2 new notices");
    expect(queue()).toEqual([]);
  });

  test("is shown to the site owner with what waits and why, who can try again now", async () => {
    const owner = await site.signUp("owner", { siteRole: "owner" });
    comment("x");
    await runAt(6 * MINUTE_MS, DOWN);
    const html = await (await owner.get("/manage/mail")).text();
    expect(html).toContain("1 email is waiting; 1 failed");
    expect(html).toContain("The mail server cannot be reached");
    const answer = await owner.post("/manage/mail/retry", {});
    expect(answer.headers.get("location")).toContain("/manage/mail?retried=1");
    startMs = Date.now();
    await runAt(1000);
    expect(mail.mails).toHaveLength(1);
  });

  test("for days: the mail is given up, and the site still has the notice", async () => {
    comment("x");
    for (let tries = 0, atMs = 6 * MINUTE_MS; tries < 40 && queue().length > 0; tries += 1) {
      await runAt(atMs, DOWN);
      atMs = (queue()[0]?.dueAt?.getTime() ?? startMs) - startMs + 1;
    }
    expect(queue()).toEqual([]);
    expect(selectNotices(db(), ada.userId)).toMatchObject([{ kind: "comment", isNew: true }]);
    expect(db().select().from(notices).all()).toMatchObject([{ mailAs: null, mailedAt: null }]);
  });
});

test("after an outage of more than a week, old news is not mailed", async () => {
  comment("x");
  await runAt(8 * DAY_MS);
  expect([mail.tries, queue()]).toEqual([[], []]);
});

describe("an address that is refused", () => {
  test("for good gets no more mail, and its owner sees why and can enable it again", async () => {
    refused.set("ada@example.org", 550);
    comment("x");
    await runAt(6 * MINUTE_MS);
    expect(queue()).toEqual([]);
    comment("y", HOUR_MS);
    await runAt(2 * HOUR_MS);
    expect(mail.tries).toEqual(["ada@example.org"]);
    const html = await (await ada.get("/settings/notices")).text();
    expect(html).toContain("refused mail to ada@example.org (code 550)");
    refused.clear();
    await ada.post("/settings/notices/address", {});
    comment("z", 3 * HOUR_MS);
    await runAt(4 * HOUR_MS);
    expect(mail.mails).toHaveLength(1);
  });

  test("for now is tried again, while others get theirs", async () => {
    const ben = await site.enrol("ben");
    setAddress(ben, "ben@example.org");
    saveDeliveries(db(), ben.userId, { deliveries: NOW_DELIVERIES, dailyHour: 18 });
    refused.set("ada@example.org", 450);
    comment("x");
    setOverride(
      db(),
      { courseId: site.course, assignmentId: site.assignment, userId: ben.userId },
      { points: 5, reason: "", actorId: site.instructor.userId },
      new Date(startMs + 1),
    );
    await runAt(6 * MINUTE_MS);
    expect(mail.mails.map(({ to }) => to)).toEqual(["ben@example.org"]);
    expect(queue()).toMatchObject([{ userId: ada.userId, tries: 1, error: "450" }]);
  });

  test("by a server that refuses the whole site stays enabled", async () => {
    refused.set("ada@example.org", 554);
    comment("x");
    await runAt(6 * MINUTE_MS);
    expect(db().select().from(noticeSettings).all()).toMatchObject([{ refusedAddress: null }]);
    expect(queue()).toMatchObject([{ tries: 1, error: "554" }]);
  });
});

describe("one-click unsubscribe", () => {
  async function receive(): Promise<{ path: string; headers: string }> {
    comment("x");
    await runAt(6 * MINUTE_MS);
    const { headers } = readMail(mail.mails[0]!.text);
    const url = /^List-Unsubscribe: <([^>]+)>/m.exec(headers)![1]!;
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    return { path: url.slice(SITE.length), headers };
  }
  const oneClick = (path: string) =>
    site.app.request(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
  const isMailed = () =>
    Object.values(
      (db().select().from(noticeSettings).get()?.deliveries ?? {}) as Record<string, string>,
    ).some((delivery) => delivery === "now" || delivery === "daily");

  test("works without cookies and from no page; opening the link changes nothing", async () => {
    const { path } = await receive();
    expect((await site.app.request(path)).status).toBe(200);
    expect(isMailed()).toBe(true);
    comment("y", HOUR_MS);
    expect((await oneClick(path)).status).toBe(200);
    expect(isMailed()).toBe(false);
    await runAt(2 * HOUR_MS);
    expect(mail.mails).toHaveLength(1);
    // A second click is no error.
    expect((await oneClick(path)).status).toBe(200);
  });

  test("refuses a token that was changed, or made for someone else", async () => {
    const { path } = await receive();
    const ben = await site.enrol("ben");
    for (const wrong of [
      path.slice(0, -2),
      `${path}AA`,
      path.replace(ada.userId, ben.userId),
      "/unsubscribe?token=",
      "/unsubscribe",
    ])
      expect((await oneClick(wrong)).status, wrong).toBe(404);
    expect(isMailed()).toBe(true);
  });
});
