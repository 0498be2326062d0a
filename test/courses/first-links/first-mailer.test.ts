// First links by mail: waiting mails are rows of a table, so that a server that stops in the middle
// of a class skips none and sends none twice.

import { asc, eq } from "drizzle-orm";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createFirstMailer,
  createInvitationMailer,
  type SendFirstMail,
} from "../../../src/auth/mail.ts";
import {
  FirstMailer,
  type FirstMailerOptions,
} from "../../../src/courses/first-links/first-mailer.ts";
import { queueMails } from "../../../src/courses/first-links/mail-queue.ts";
import { archiveCourse } from "../../../src/courses/change-course.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { newId } from "../../../src/db/id.ts";
import { makeTranslator } from "../../../src/i18n/index.ts";
import { parseSiteAddress } from "../../../src/site-address.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { accounts, oneTimeLinks } from "../../../src/db/auth-schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { firstLinkMails } from "../../../src/db/roster-schema.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { openQuietSite, type QuietSite } from "../../support/quiet-site.ts";

let mail: MailServer;
let site: QuietSite;
let courseId: string;
let teacher: Awaited<ReturnType<QuietSite["signUp"]>>;
const NAMES = ["ada", "bob", "cleo", "dan"];
beforeEach(async () => {
  mail = await startMailServer();
  site = await openQuietSite({ mail: { smtpUrl: mail.url, from: "gradus@example.org" } });
  teacher = await site.signUp("teacher");
  courseId = createCourse(site.services.db, "Machine learning", teacher.userId);
  for (const id of NAMES) {
    site.services.db
      .insert(users)
      .values({
        id,
        name: id,
        email: `${id}@example.org`,
        createdAt: new Date(),
        updatedAt: new Date(),
        madeByCourse: courseId,
      })
      .run();
    addEnrolment(site.services.db, courseId, id);
  }
});
afterEach(async () => {
  site.services.firstMailer?.stop();
  await site.services.firstMailer?.settled();
  site.close();
  await mail.close();
});

const queue = (ids: string[], again = false) =>
  queueMails(site.services.db, { courseId, actorId: teacher.userId, language: "zh-CN" }, ids, {
    again,
  });
const rows = () =>
  site.services.db.select().from(firstLinkMails).orderBy(asc(firstLinkMails.userId)).all();
const stateOf = () =>
  rows().map(({ userId, sentAt, nextAt, tries, error }) => {
    const unsent = nextAt === null ? "given up" : "waits";
    return [userId, sentAt === null ? unsent : "sent", tries, error];
  });
const recipients = () =>
  mail.mails.map(({ to }) => to[0]!.split("@")[0]!).toSorted((a, b) => a.localeCompare(b));
const openMailer = (options: Partial<FirstMailerOptions> = {}) =>
  new FirstMailer({
    db: site.services.db,
    log: pino({ level: "silent" }),
    send: createFirstMailer({ smtpUrl: mail.url, from: "gradus@example.org" }),
    site: parseSiteAddress("http://localhost:3000"),
    eachMs: 0,
    ...options,
  });
async function run(mailer: FirstMailer): Promise<void> {
  mailer.wake();
  await mailer.settled();
}
const refusal = (fields: Record<string, unknown>) => Object.assign(new Error("no"), fields);

describe("a mailing", () => {
  test("of a site that only the institution opens asks for its account, not for a password", async () => {
    const cas = {
      url: "https://cas.example.org",
      name: "Example University",
      usernameAttribute: undefined,
      nameAttribute: undefined,
      emailAttribute: undefined,
    };
    const send = createInvitationMailer(
      { smtpUrl: mail.url, from: "gradus@example.org" },
      { oidc: undefined, cas },
    );
    await send(
      "ada@uni.example",
      { name: "Ada", login: "ada", course: "A course", url: "https://gradus.example/reset/x" },
      makeTranslator("en"),
    );
    await mail.waitFor(1);
    const { text } = mail.mails[0]!;
    expect(text).toContain("Open this link and sign in with Example University");
    expect(text).not.toContain("password");
  });

  test("that is interrupted when the server stops continues with the next one, and sends each once", async () => {
    queue(NAMES);
    const real = createFirstMailer({ smtpUrl: mail.url, from: "gradus@example.org" });
    let sent = 0;
    const first = openMailer({
      send: async (...args) => {
        await real(...args);
        sent += 1;
        if (sent === 2) first.stop();
      },
    });
    await run(first);
    first.wake();
    await first.settled();
    expect([recipients(), stateOf().filter(([, state]) => state === "waits")]).toEqual([
      ["ada", "bob"],
      [
        ["cleo", "waits", 0, null],
        ["dan", "waits", 0, null],
      ],
    ]);
    await run(openMailer());
    expect([recipients(), stateOf().map(([, state]) => state)]).toEqual([
      NAMES,
      ["sent", "sent", "sent", "sent"],
    ]);
    await run(openMailer());
    expect(mail.mails).toHaveLength(4);
  });

  test("creates each link when it sends it, in the language of the requester; the database contains no secret", async () => {
    queue(["ada"]);
    expect(site.services.db.select().from(oneTimeLinks).all()).toEqual([]);
    await run(openMailer());
    const encoded = /\nContent-Transfer-Encoding: base64\n/i.test(mail.mails[0]!.text)
      ? Buffer.from(mail.mails[0]!.text.split("\n\n").slice(1).join(""), "base64").toString("utf8")
      : mail.mails[0]!.text;
    const path = /http:\/\/localhost:3000(\/reset\/\w+)/.exec(encoded)![1]!;
    expect((await site.visit().get(path)).status).toBe(200);
    expect(JSON.stringify(rows())).not.toContain(path.slice("/reset/".length));
    expect(
      site.services.db
        .select({ action: auditEvents.action, after: auditEvents.after })
        .from(auditEvents)
        .where(eq(auditEvents.action, "first-link.mail"))
        .all(),
    ).toEqual([{ action: "first-link.mail", after: { count: 1 } }]);
  });

  test("leaves out users who have set a password, have left, or no longer have an address; an archived course sends none", async () => {
    const { db } = site.services;
    queue(NAMES);
    db.insert(accounts)
      .values({
        id: newId(),
        accountId: "ada",
        providerId: "credential",
        userId: "ada",
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .run();
    db.delete(enrolments).where(eq(enrolments.userId, "bob")).run();
    db.update(users).set({ email: "x@no-mail.invalid" }).where(eq(users.id, "cleo")).run();
    await run(openMailer());
    expect([recipients(), rows().map(({ userId }) => userId)]).toEqual([["dan"], ["dan"]]);
    queue(["dan"], true);
    archiveCourse(db, teacher.userId, courseId, true);
    await run(openMailer());
    expect(mail.mails).toHaveLength(1);
  });

  test("if the mail server is unreachable, all mails wait, and are not tried one by one", async () => {
    queue(NAMES);
    let tries = 0;
    const send: SendFirstMail = () => {
      tries += 1;
      return Promise.reject(refusal({ code: "ECONNREFUSED" }));
    };
    const mailer = openMailer({ send });
    await run(mailer);
    mailer.stop();
    expect([tries, stateOf()[0]]).toEqual([1, ["ada", "waits", 1, "ECONNREFUSED"]]);
    expect(rows()[0]!.nextAt!.getTime()).toBeGreaterThan(Date.now());
  });

  test("a permanently refused address is given up at once, and the others are sent", async () => {
    queue(NAMES);
    const real = createFirstMailer({ smtpUrl: mail.url, from: "gradus@example.org" });
    await run(
      openMailer({
        send: (to, ...others) =>
          to.startsWith("bob")
            ? Promise.reject(refusal({ code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }))
            : real(to, ...others),
      }),
    );
    expect([recipients(), stateOf()[1]]).toEqual([
      ["ada", "cleo", "dan"],
      ["bob", "given up", 1, "550"],
    ]);
  });

  test("is given up after the last try, until an instructor sends it again", async () => {
    queue(["ada"]);
    const mailer = openMailer({
      send: () => Promise.reject(refusal({ code: "ETIMEDOUT" })),
      retryAfterMs: [0, 0],
    });
    for (let i = 0; i < 3; i += 1) await run(mailer);
    mailer.stop();
    expect(stateOf()).toEqual([["ada", "given up", 3, "ETIMEDOUT"]]);
    await run(openMailer());
    expect(mail.mails).toEqual([]);
    expect([queue(["ada"]), queue(["ada"], true), queue(["ada"], true)]).toEqual([0, 1, 0]);
    await run(openMailer());
    expect(recipients()).toEqual(["ada"]);
  });
});

describe("the page", () => {
  const path = () => `/courses/${courseId}/people/unused`;

  test("puts mails in line, shows the state of each, and sends failed ones again", async () => {
    expect(await (await teacher.get(path())).text()).toContain("Email the links to 4 people");
    const answer = await teacher.post(`${path()}/mail`, { which: "unsent" });
    expect(answer.headers.get("location")).toBe(`${path()}?queued=4`);
    await mail.waitFor(4);
    await site.services.firstMailer!.settled();
    expect((await (await teacher.get(path())).text()).match(/<td>sent /g)).toHaveLength(4);
    site.services.db
      .update(firstLinkMails)
      .set({ sentAt: null, nextAt: null, tries: 5, error: "550" })
      .where(eq(firstLinkMails.userId, "bob"))
      .run();
    const failed = await (await teacher.get(path())).text();
    expect(failed).toContain("failed (550)");
    expect(failed).toContain("Resend 1 failed email");
    expect(
      (await teacher.post(`${path()}/mail`, { which: "failed" })).headers.get("location"),
    ).toBe(`${path()}?queued=1`);
    await mail.waitFor(5);
    expect(mail.mails.at(-1)!.to).toEqual(["bob@example.org"]);
  });
});
