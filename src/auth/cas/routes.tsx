// POST /sign-in/cas          leads to the sign-in page of the institution's CAS server
// GET  /sign-in/cas/return   ?ticket&state: the browser returns from there
// POST /sign-in/cas/return   the CAS server itself says that a person has signed out there
//
// (https://apereo.github.io/cas/development/protocol/CAS-Protocol-Specification.html)

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import type { AccountServices } from "../account-services.ts";
import { listAfterSignInFields, readAfterSignIn } from "../arrive.ts";
import { enterAccount } from "../enter-account.ts";
import { maySignUp } from "../may-sign-up.ts";
import { CAS_RETURN_PATH, formatService, leadToCas } from "./begin.tsx";
import { endSessionOf, readLogoutRequest, rememberTicket } from "./cas-sessions.ts";
import { chooseAccount, connectPerson } from "./choose-account.ts";
import { type CasSettings, describePerson } from "./describe-person.ts";
import { type Begun, takeSignIn } from "./sign-in-state.ts";
import { validateTicket } from "./validate-ticket.ts";

export function casRoutes(services: AccountServices): Hono<AppEnv> {
  const { config } = services;
  const requireCas = (): CasSettings => {
    if (config.cas === undefined) throw new HTTPException(404);
    return config.cas;
  };
  return new Hono<AppEnv>()
    .post("/sign-in/cas", async (c) => {
      const settings = requireCas();
      const form = await readForm(c);
      const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
      return leadToCas(services, c, settings, {
        ...afterSignIn,
        maySignUp: maySignUp(services, afterSignIn),
        connects: null,
      });
    })
    .get(CAS_RETURN_PATH, (c) => takeReturn(services, requireCas(), c))
    .post(CAS_RETURN_PATH, async (c) => {
      requireCas();
      const ticket = readLogoutRequest(readText(await readForm(c), "logoutRequest"));
      if (ticket === undefined) throw new HTTPException(400);
      // The same answer if there is no such session: nobody learns which tickets exist.
      endSessionOf(services.db, ticket);
      return c.body(null, 204);
    });
}

async function takeReturn(services: AccountServices, settings: CasSettings, c: AppContext) {
  const { db, log, config } = services;
  const state = c.req.query("state") ?? "";
  const ticket = c.req.query("ticket") ?? "";
  const begun = takeSignIn(db, c, state);
  if (begun === undefined) return giveUp(c, undefined, "state");
  const answer = await validateTicket(settings.url, formatService(c, state), ticket);
  if (answer.kind !== "success") {
    log.warn({ answer }, "a sign-in by CAS failed");
    const isUnknown = answer.kind === "refused" && answer.code.startsWith("INVALID_SERVICE");
    return giveUp(c, begun, isUnknown ? "service" : answer.kind);
  }
  const person = describePerson(settings, answer);
  if (settings.usernameAttribute !== undefined && person.username === "")
    log.warn(
      { attribute: settings.usernameAttribute },
      "a sign-in by CAS had no usable student number",
    );
  if (begun.connects !== null) {
    const viewer = c.get("viewer");
    if (viewer.kind !== "member" || c.get("hasToken") || viewer.userId !== begun.connects)
      return giveUp(c, undefined, "state");
    return connectPerson(db, person, begun.connects)
      ? c.redirect("/settings?done=connected", 303)
      : giveUp(c, begun, "another");
  }
  const chosen = chooseAccount(db, person, {
    maySignUp: begun.maySignUp,
    ssoOnly: config.ssoOnly,
  });
  if (chosen.kind !== "account") return giveUp(c, begun, chosen.kind);
  rememberTicket(db, ticket, await enterAccount(services, c, chosen.userId));
  // Joining a course takes one more click there: opening an address must not be enough.
  return c.redirect(begun.join === "" ? begun.next : `/join/${begun.join}`, 303);
}

/** Shows the page on which the sign-in began, with the reason. */
function giveUp(c: AppContext, begun: Begun | undefined, reason: string) {
  const query = new URLSearchParams({
    error: `cas_${reason}`,
    ...(begun === undefined ? {} : listAfterSignInFields(begun)),
  });
  const page = begun !== undefined && begun.connects !== null ? "/settings" : "/sign-in";
  return c.redirect(`${page}?${query.toString()}`, 303);
}
