//   GET   /courses/:id/people/unused            accounts that nobody has signed in to
//   POST  /courses/:id/people/unused/links      a new first link for each of them, as CSV
//   POST  /courses/:id/people/unused/mail       which=unsent, failed or all: queues their mails
//   POST  /courses/:id/people/:user/first-link  a new first link for one of them, shown once
//
// For instructors. unused-accounts.ts decides for which accounts this is allowed.

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../../db/record-audit.ts";
import { readText } from "../../http/read-field.ts";
import { makeFirstLink } from "../../auth/one-time-links.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Db } from "../../db/open.ts";
import type { FirstMailer } from "./first-mailer.ts";
import type { Logger } from "pino";
import type { Throttle } from "../../http/throttle.ts";
import { takeTurns } from "../../tables/take-turns.ts";
import { requireInstructor } from "../../membership/gate.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { makeLinksFile } from "./links-file.ts";
import { queueMails } from "./mail-queue.ts";
import {
  selectOptionalUnusedAccount,
  selectUnusedAccounts,
  type UnusedAccount,
} from "./unused-accounts.ts";
import { FirstLinkPage, UnusedPage } from "./unused-page.tsx";
import { requireActor } from "../../http/require-actor.ts";
import { nameDownload } from "../../http/name-download.ts";

interface FirstLinkServices {
  db: Db;
  firstMailer: Pick<FirstMailer, "wake"> | undefined;
  log: Logger;
  throttle: Throttle;
}

export function firstLinkRoutes(services: FirstLinkServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/courses/:id/people/unused", (c) => showUnused(services, c))
    .post("/courses/:id/people/unused/links", (c) => answerLinksFile(services, c))
    .post("/courses/:id/people/unused/mail", (c) => answerMail(services, c))
    .post("/courses/:id/people/:user/first-link", (c) => answerFirstLink(services, c));
}

function findOpenCourse({ db }: FirstLinkServices, c: AppContext): CourseView {
  const course = requireInstructor(db, c);
  requireOpen(course);
  return course;
}

function takeTurn({ throttle }: FirstLinkServices, c: AppContext) {
  return throttle.take("firstLinks", requireActor(c));
}

function showUnused({ db, firstMailer }: FirstLinkServices, c: AppContext) {
  const course = requireInstructor(db, c);
  const queued = Number(c.req.query("queued") ?? Number.NaN);
  const notice =
    Number.isInteger(queued) && queued >= 0
      ? ({ key: "firstLink.queued", count: queued } as const)
      : undefined;
  return c.html(
    <UnusedPage
      c={c}
      course={course}
      accounts={selectUnusedAccounts(db, course.id, course)}
      hasMail={firstMailer !== undefined}
      notice={notice}
    />,
  );
}

async function answerLinksFile(services: FirstLinkServices, c: AppContext) {
  const { db } = services;
  const course = findOpenCourse(services, c);
  await takeTurn(services, c);
  const rows = selectUnusedAccounts(db, course.id, course);
  recordAudit(db, {
    action: "first-link.make",
    actorId: requireActor(c),
    courseId: course.id,
    after: { count: rows.length },
  });
  const text = await makeLinksFile(db, c.get("site"), { rows, seats: [] }, c.get("t"), takeTurns());
  c.header("content-type", "text/csv; charset=utf-8");
  c.header("cache-control", "no-store");
  nameDownload(c, "first-links.csv");
  return c.body(text);
}

async function answerMail(services: FirstLinkServices, c: AppContext) {
  const { firstMailer, db } = services;
  const course = findOpenCourse(services, c);
  if (firstMailer === undefined) throw new HTTPException(404);
  await takeTurn(services, c);
  const which = readText(await readForm(c), "which");
  const all = selectUnusedAccounts(db, course.id, course).filter(({ email }) => email !== null);
  const chosen = chooseAccounts(all, which);
  const count = queueMails(
    db,
    { courseId: course.id, actorId: requireActor(c), language: c.get("language") },
    chosen.map(({ userId }) => userId),
    { again: true },
  );
  firstMailer.wake();
  return c.redirect(`/courses/${course.id}/people/unused?queued=${count}`, 303);
}

async function answerFirstLink(
  services: FirstLinkServices,
  c: Context<AppEnv, "/courses/:id/people/:user/first-link">,
) {
  const { db, log } = services;
  const course = findOpenCourse(services, c);
  const account = selectOptionalUnusedAccount(db, course.id, c.req.param("user"), course);
  if (account === undefined) throw new HTTPException(404);
  await takeTurn(services, c);
  const { userId } = account;
  const secret = db.transaction(
    () => {
      recordAudit(db, {
        action: "first-link.make",
        actorId: requireActor(c),
        courseId: course.id,
        userId,
      });
      return makeFirstLink(db, userId);
    },
    { behavior: "immediate" },
  );
  log.info(
    { by: requireActor(c), userId, courseId: course.id },
    "a first sign-in link was created",
  );
  c.header("cache-control", "no-store");
  return c.html(
    <FirstLinkPage
      c={c}
      course={course}
      account={account}
      url={c.get("site").full(`/reset/${secret}`)}
    />,
  );
}

function chooseAccounts(accounts: UnusedAccount[], which: string): UnusedAccount[] {
  if (which === "unsent") return accounts.filter(({ mail }) => mail === undefined);
  if (which === "failed")
    return accounts.filter(({ mail }) => mail !== undefined && mail.sentAtMs === null);
  return accounts;
}
