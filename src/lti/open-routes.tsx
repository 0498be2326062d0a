// The window that a launch opens:
//
//   GET  /lti/open/:secret   the link of the frame: signs in, or leads to the question
//   GET  /lti/open           asks a user who is signed in as another person which account is meant
//   POST /lti/open           the answer: continue as the platform's person, or connect both

import { Hono } from "hono";
import { enterAccount } from "../auth/enter-account.ts";
import { findConfirmationError, selectConfirmation } from "../auth/confirm-action.ts";
import {
  connectIdentity,
  ensureAccountOf,
  selectOptionalAccountOf,
} from "../auth/outside-identity.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { isPrefetch } from "../http/is-prefetch.ts";
import { readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import type { FieldError } from "../ui/field.tsx";
import { arriveByLaunch } from "./arrive-by-launch.ts";
import { AskPage } from "./ask-page.tsx";
import { ExpiredPage } from "./expired-page.tsx";
import type { LtiServices } from "./lti-services.ts";
import {
  askAboutOpening,
  type Opening,
  selectOptionalAsked,
  useAsked,
  useOpening,
} from "./openings.ts";
import { nameProvider, selectPlatformById } from "./select-platform.ts";
import { answerRefusal } from "./refusal-page.tsx";

export function openRoutes(services: LtiServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/lti/open/:secret", (c) => openWindow(services, c, c.req.param("secret")))
    .get("/lti/open", (c) => showQuestion(services, c, c.req.query("ticket") ?? ""))
    .post("/lti/open", (c) => answerQuestion(services, c));
}

async function openWindow(services: LtiServices, c: AppContext, secret: string) {
  const { db } = services;
  // Loading it before anyone has clicked must not use it up.
  if (isPrefetch(c)) return c.body(null, 204);
  const opening = useOpening(db, secret);
  if (opening === undefined) return answerExpired(c);
  try {
    selectPlatformById(db, opening.platformId);
  } catch (error) {
    return answerRefusal(services, c, error, undefined);
  }
  const viewer = c.get("viewer");
  const isSomebodyElse =
    viewer.kind === "member" && viewer.userId !== selectOptionalAccountOf(db, identityOf(opening));
  // A link that was passed on must not sign its reader in as another person without a word.
  const isFromFrame = c.req.header("sec-fetch-site") === "same-origin";
  if (isSomebodyElse || !isFromFrame)
    return c.redirect(`/lti/open?ticket=${askAboutOpening(db, opening)}`, 303);
  return enter(services, c, opening);
}

/** As the person whom the platform names, with a new account if there is none. */
async function enter(services: LtiServices, c: AppContext, opening: Opening) {
  const { db } = services;
  const { name, email } = opening.launch;
  const person = { ...identityOf(opening), name, email };
  const userId = db.transaction(() => ensureAccountOf(db, person), { behavior: "immediate" });
  if (c.get("viewer").userId !== userId) await enterAccount(services, c, userId);
  return c.redirect(arriveByLaunch(db, opening.launch, userId), 303);
}

function identityOf({ platformId, launch }: Opening) {
  return { provider: nameProvider(platformId), subject: launch.subject };
}

function answerExpired(c: AppContext) {
  c.status(410);
  return c.html(<ExpiredPage c={c} />);
}

function showQuestion({ db }: LtiServices, c: AppContext, ticket: string, error?: FieldError) {
  const opening = selectOptionalAsked(db, ticket);
  const viewer = c.get("viewer");
  if (opening === undefined) return answerExpired(c);
  const { name } = selectPlatformById(db, opening.platformId);
  const owner = selectOptionalAccountOf(db, identityOf(opening));
  if (error !== undefined) c.status(422);
  return c.html(
    <AskPage
      c={c}
      platform={name}
      person={opening.launch.name}
      ticket={ticket}
      isThemselves={viewer.kind === "member" && viewer.userId === owner}
      // An identity that has an account cannot be connected with another one.
      confirmation={
        viewer.kind === "member" && owner === undefined
          ? selectConfirmation(db, viewer.userId)
          : undefined
      }
      error={error}
    />,
  );
}

async function answerQuestion(services: LtiServices, c: AppContext) {
  const { db } = services;
  const form = await readForm(c);
  const ticket = readText(form, "ticket");
  c.set("here", `/lti/open?ticket=${ticket}`);
  const viewer = c.get("viewer");
  if (readText(form, "choice") !== "connect") {
    const opening = useAsked(db, ticket);
    return opening === undefined ? answerExpired(c) : enter(services, c, opening);
  }
  if (viewer.kind !== "member" || c.get("hasToken")) return answerExpired(c);
  const confirmation = selectConfirmation(db, viewer.userId);
  const error = await findConfirmationError(services, c, viewer.userId, confirmation, form);
  if (error !== undefined) return showQuestion(services, c, ticket, error);
  const opening = useAsked(db, ticket);
  if (opening === undefined) return answerExpired(c);
  const isConnected = db.transaction(
    () => connectIdentity(db, identityOf(opening), viewer.userId),
    { behavior: "immediate" },
  );
  if (!isConnected) return answerExpired(c);
  return c.redirect(arriveByLaunch(db, opening.launch, viewer.userId), 303);
}
