// GET   /manage/people/:id/merge    ?into=NAME: previews the merge into that account
// POST  /manage/people/:id/merge    merges, if the preview is still correct
//
// For the site owner, signed in, with the password entered again.

import { readQueryLine } from "../../http/read-query.ts";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine, readText } from "../../http/read-field.ts";
import { findOwnerError, selectConfirmation } from "../../auth/confirm-action.ts";
import { selectOptionalAccount } from "../../membership/change-enrolments.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Auth } from "../../auth/better-auth.ts";
import type { Db } from "../../db/open.ts";
import type { Logger } from "pino";
import type { Throttle } from "../../http/throttle.ts";
import { selectOptionalPerson } from "../people.ts";
import { requireSiteOwner } from "../../auth/require-site-owner.ts";
import { mergeAccounts, MergeChangedError } from "./merge-accounts.ts";
import { MergePage, type MergeProps } from "./merge-page.tsx";
import { planMerge } from "./plan-merge.ts";

interface MergeServices {
  auth: Auth;
  db: Db;
  log: Logger;
  throttle: Throttle;
}

export function mergeRoutes(services: MergeServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/manage/people/:id/merge", (c) =>
      showMerge(readMerge(services, c, requireSiteOwner(c), readQueryLine(c, "into", 200))),
    )
    .post("/manage/people/:id/merge", (c) => answerMerge(services, c));
}

function findPerson({ db }: MergeServices, c: AppContext) {
  const person = selectOptionalPerson(db, c.req.param("id") ?? "");
  if (person === undefined) throw new HTTPException(404);
  return person;
}

function readMerge(
  services: MergeServices,
  c: AppContext,
  actorId: string,
  login: string,
): MergeProps {
  const { db } = services;
  const from = findPerson(services, c);
  const confirmation = selectConfirmation(db, actorId, from.name);
  const props: MergeProps = { c, from, login, confirmation };
  if (login === "") return props;
  const intoId = selectOptionalAccount(db, login);
  const plan = intoId === undefined ? undefined : planMerge(db, from.id, intoId);
  if (plan === undefined)
    return {
      ...props,
      errors: {
        into:
          intoId === from.id
            ? { key: "manage.merge.same" }
            : { key: "people.error.nobody", params: { login } },
      },
    };
  return { ...props, plan };
}

function showMerge(props: MergeProps, status: 200 | 409 | 422 = 200) {
  props.c.status(status);
  return props.c.html(<MergePage {...props} />);
}

async function answerMerge(services: MergeServices, c: AppContext) {
  const { db, log } = services;
  const actorId = requireSiteOwner(c);
  const form = await readForm(c);
  const props = readMerge(services, c, actorId, readLine(form, "into"));
  const { plan } = props;
  if (plan === undefined || plan.from.isSiteOwner) return showMerge(props, 422);
  const confirmation = await findOwnerError(services, c, actorId, props.confirmation, form);
  if (confirmation !== undefined) return showMerge({ ...props, errors: { confirmation } }, 422);
  try {
    mergeAccounts(db, actorId, {
      fromId: plan.from.id,
      intoId: plan.into.id,
      seen: readText(form, "plan"),
    });
  } catch (error) {
    if (error instanceof MergeChangedError)
      return showMerge({ ...readMerge(services, c, actorId, props.login), hasChanged: true }, 409);
    throw error;
  }
  log.info({ by: actorId, from: plan.from.id, into: plan.into.id }, "two accounts were merged");
  return c.redirect(
    `/manage?q=${encodeURIComponent(plan.into.username ?? plan.into.email ?? plan.into.name)}&done=merged#people`,
    303,
  );
}
