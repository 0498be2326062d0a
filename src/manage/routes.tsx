// GET   /manage                        ?q= and ?page= for people
// POST  /manage/courses                creates a course
// POST  /manage/people/:id/reset-link  creates a password link and shows it
// POST  /manage/exams                  sets the maximum length of an exam
// POST  /manage/publish                checks the changes in the pack folder and publishes them
//
// For the site owner, signed in. Anyone else gets 404.

import { readPage, readQueryLine } from "../http/read-query.ts";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../db/record-audit.ts";
import { readLine } from "../http/read-field.ts";
import type { Config } from "../config.ts";
import { nameInstitutions } from "../auth/institutions.ts";
import { ownsSite } from "../auth/owns-site.ts";
import { makeResetLink } from "../auth/one-time-links.ts";
import { MOST_EXAM_DAYS, selectExamDays, setExamDays } from "../assignments/exam-length.ts";
import { selectAllCourses } from "../membership/select-courses.ts";
import { createCourse, MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { readForm } from "../http/read-form.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import type { Logger } from "pino";
import type { Publisher } from "../catalogue/publish.ts";
import type { WallMemory } from "../grading/wall-memory.ts";
import { ManagePage } from "./manage-page.tsx";
import type { ManageProps } from "./manage-props.ts";
import { selectOptionalPerson, selectPeople } from "./people.ts";
import { describeErrorForLog } from "../log.ts";
import { requireSiteOwner } from "../auth/require-site-owner.ts";
import { describeWalls } from "./walls/wall-standing.ts";

interface ManageServices {
  config: Config;
  catalogue: Catalogue;
  db: Db;
  host: GraderHost;
  log: Logger;
  publisher: Publisher;
  walls: WallMemory;
}

export function manageRoutes(services: ManageServices): Hono<AppEnv> {
  const { db, publisher, log } = services;

  return new Hono<AppEnv>()
    .get("/manage", (c) => {
      requireSiteOwner(c);
      return showManage(services, c);
    })
    .post("/manage/courses", (c) => createNewCourse(services, c))
    .post("/manage/people/:id/reset-link", (c) => createResetLink(services, c))
    .post("/manage/exams", (c) => saveExamDays(services, c))
    .post("/manage/publish", (c) => {
      recordAudit(db, { action: "packs.publish", actorId: requireSiteOwner(c) });
      // The check takes longer than a browser waits; the page shows its progress.
      void publisher
        .publishChecked()
        .catch((error: unknown) =>
          log.error({ error: describeErrorForLog(error) }, "publishing failed"),
        );
      return c.redirect("/manage#packs", 303);
    });
}

function showManage(
  { catalogue, db, publisher, host, walls }: ManageServices,
  c: AppContext,
  extra: Partial<ManageProps> = {},
) {
  const query = readQueryLine(c, "q", 100);
  const packs = catalogue.packs.map(({ title, version, offers }) => ({
    title: title[c.get("language")],
    version,
    count: offers.length,
  }));
  return c.html(
    <ManagePage
      c={c}
      courses={selectAllCourses(db)}
      {...selectPeople(db, query, readPage(c))}
      query={query}
      packs={packs}
      publishing={publisher.state}
      walls={describeWalls(host.state, walls)}
      examDays={String(selectExamDays(db))}
      {...extra}
    />,
  );
}

async function createNewCourse(services: ManageServices, c: AppContext) {
  const { db } = services;
  const userId = requireSiteOwner(c);
  const title = readLine(await readForm(c), "title");
  if (title === "" || title.length > MAX_TITLE_LENGTH) {
    c.status(422);
    return showManage(services, c, {
      title,
      errors: { title: { key: "manage.error.title", params: { count: MAX_TITLE_LENGTH } } },
    });
  }
  return c.redirect(
    `/courses/${createCourse(db, title, userId, { timeZone: c.get("timeZone"), language: c.get("language") })}`,
    303,
  );
}

async function saveExamDays(services: ManageServices, c: AppContext) {
  const { db } = services;
  const userId = requireSiteOwner(c);
  const examDays = readLine(await readForm(c), "examDays");
  const days = /^\d{1,3}$/.test(examDays) ? Number(examDays) : 0;
  if (days < 1 || days > MOST_EXAM_DAYS) {
    c.status(422);
    return showManage(services, c, {
      examDays,
      examError: { key: "manage.exams.error", params: { max: MOST_EXAM_DAYS } },
    });
  }
  setExamDays(db, userId, days);
  return c.redirect("/manage?done=exams#exams", 303);
}

function createResetLink(
  services: ManageServices,
  c: Context<AppEnv, "/manage/people/:id/reset-link">,
) {
  const { config, db, log } = services;
  const ownerId = requireSiteOwner(c);
  const person = selectOptionalPerson(db, c.req.param("id"));
  if (person === undefined) throw new HTTPException(404);
  if (config.ssoOnly && !ownsSite(db, person.id))
    throw new RefusedError("sso-only", {
      key: "institution.only.resetLink",
      params: { name: nameInstitutions(config, c.get("t")) },
    });
  const url = c.get("site").full(`/reset/${makeResetLink(db, person.id)}`);
  recordAudit(db, { action: "reset-link.make", actorId: ownerId, userId: person.id });
  log.info({ by: ownerId, userId: person.id }, "a password reset link was created");
  return showManage(services, c, { resetLink: { name: person.name, url } });
}
