// GET       /settings/data                      all data about the reader, as JSON
// GET, POST /settings/delete                    deletes the reader's account
// GET       /manage/people/:id/data             the same for any account, for the site owner
// GET, POST /manage/people/:id/delete

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../db/record-audit.ts";
import {
  findConfirmationError,
  findOwnerError,
  selectConfirmation,
} from "../auth/confirm-action.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import { selectOptionalPerson } from "../manage/people.ts";
import { requireSiteOwner } from "../auth/require-site-owner.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Db } from "../db/open.ts";
import type { Logger } from "pino";
import type { Throttle } from "../http/throttle.ts";
import { requireSession } from "../http/require-session.ts";
import { collectData } from "./collect-data.ts";
import { DeletePage, type DeleteProps } from "./delete-page.tsx";
import { forgetPerson, findDeletionBlocker } from "./forget-person.ts";
import { isOfPlatform } from "./forget-at-platforms.ts";
import { nameDownload } from "../http/name-download.ts";

interface PrivacyServices {
  auth: Auth;
  db: Db;
  log: Logger;
  throttle: Throttle;
}

export function privacyRoutes(services: PrivacyServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/settings/data", (c) => {
      const userId = requireSession(c);
      return sendData(services, c, userId, userId);
    })
    .get("/settings/delete", (c) => ask(c, describeOwnDeletion(services, requireSession(c))))
    .post("/settings/delete", (c) => deleteOwnAccount(services, c))
    .get("/manage/people/:id/data", (c) => {
      const actorId = requireSiteOwner(c);
      return sendData(services, c, findPerson(services, c).id, actorId);
    })
    .get("/manage/people/:id/delete", (c) => {
      requireSiteOwner(c);
      return ask(c, describeDeletion(services, findPerson(services, c)));
    })
    .post("/manage/people/:id/delete", (c) => deleteAccount(services, c));
}

function sendData({ db }: PrivacyServices, c: AppContext, userId: string, actorId: string) {
  const data = collectData(db, userId);
  recordAudit(db, { action: "person.export", actorId, userId });
  nameDownload(c, `gradus-${userId.slice(0, 6)}.json`);
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(data, null, 2), 200, {
    "content-type": "application/json; charset=utf-8",
  });
}

function ask(c: AppContext, props: Omit<DeleteProps, "c">, status: 200 | 422 = 200) {
  c.status(status);
  return c.html(<DeletePage c={c} {...props} />);
}

function describeOwnDeletion({ db }: PrivacyServices, userId: string): Omit<DeleteProps, "c"> {
  return {
    person: undefined,
    action: "/settings/delete",
    back: "/settings",
    blocker: findDeletionBlocker(db, userId),
    isOfPlatform: isOfPlatform(db, userId),
    confirmation: selectConfirmation(db, userId),
  };
}

function findPerson({ db }: PrivacyServices, c: AppContext) {
  const person = selectOptionalPerson(db, c.req.param("id") ?? "");
  if (person === undefined) throw new HTTPException(404);
  return person;
}

function describeDeletion(
  { db }: PrivacyServices,
  person: { id: string; name: string },
): Omit<DeleteProps, "c"> {
  return {
    person,
    action: `/manage/people/${person.id}/delete`,
    back: "/manage#people",
    blocker: findDeletionBlocker(db, person.id),
    isOfPlatform: isOfPlatform(db, person.id),
    confirmation: { kind: "name", name: person.name },
  };
}

async function deleteOwnAccount(services: PrivacyServices, c: AppContext) {
  const { db, log } = services;
  const userId = requireSession(c);
  const props = describeOwnDeletion(services, userId);
  const form = await readForm(c);
  if (props.blocker !== undefined) return ask(c, props, 422);
  const error = await findConfirmationError(services, c, userId, props.confirmation, form);
  if (error !== undefined) return ask(c, { ...props, error }, 422);
  forgetPerson(db, userId, userId);
  log.info({ userId }, "an account was deleted by its owner");
  return c.redirect("/sign-in?done=deleted", 303);
}

async function deleteAccount(services: PrivacyServices, c: AppContext) {
  const { db, log } = services;
  const actorId = requireSiteOwner(c);
  const person = findPerson(services, c);
  const props = describeDeletion(services, person);
  const form = await readForm(c);
  if (props.blocker !== undefined) return ask(c, props, 422);
  const error = await findOwnerError(services, c, actorId, props.confirmation, form);
  if (error !== undefined) return ask(c, { ...props, error }, 422);
  forgetPerson(db, person.id, actorId);
  log.info({ by: actorId, userId: person.id }, "an account was deleted");
  return c.redirect("/manage#people", 303);
}
