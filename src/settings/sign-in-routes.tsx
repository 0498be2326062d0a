// POST /settings/verify                    mails a link that verifies the email address
// POST /settings/sign-ins/connect          connects an account of the institution
// POST /settings/sign-ins/:id/disconnect   disconnects it
//
// A user with a password enters it again: a session alone must not become a permanent way in.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { leadToCas } from "../auth/cas/begin.tsx";
import { OIDC_PROVIDER } from "../auth/better-auth.ts";
import { findConfirmationError, hasPassword } from "../auth/confirm-action.ts";
import { ownsSite } from "../auth/owns-site.ts";
import { passCookies } from "../auth/pass-cookies.ts";
import { ProviderPage } from "../auth/sign-in-page.tsx";
import { createVerificationSender } from "../auth/verify-address.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { type Form, readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import type { AccountServices } from "../auth/account-services.ts";
import type { FieldError } from "../ui/field.tsx";
import { requireSession } from "../http/require-session.ts";
import { disconnect } from "./sign-ins.ts";

/** `refuse`: shows the settings page again, with the error. */
export function signInRoutes(
  services: AccountServices,
  refuse: (
    c: AppContext,
    userId: string,
    errors: { confirmSignIn: FieldError },
  ) => Promise<Response>,
): Hono<AppEnv> {
  const { auth, config, db, throttle } = services;
  const sendVerification = createVerificationSender(services);
  const findFault = async (c: AppContext, userId: string, form: Form) =>
    hasPassword(db, userId)
      ? findConfirmationError(services, c, userId, { kind: "password" }, form, "confirmSignIn")
      : undefined;

  return new Hono<AppEnv>()
    .post("/settings/verify", async (c) => {
      const userId = requireSession(c);
      if (sendVerification === undefined) throw new HTTPException(404);
      await throttle.take("resetAccount", `verify ${userId}`, (minutes) => ({
        key: "account.throttle.reset",
        params: { count: minutes },
      }));
      void sendVerification(userId, c.get("t"));
      return c.redirect("/settings?done=verifySent#sign-ins", 303);
    })
    .post("/settings/sign-ins/connect", async (c) => {
      const userId = requireSession(c);
      const { oidc, cas } = config;
      const site = c.get("site");
      if (oidc === undefined && cas === undefined) throw new HTTPException(404);
      const form = await readForm(c);
      const confirmSignIn = await findFault(c, userId, form);
      if (confirmSignIn !== undefined) return refuse(c, userId, { confirmSignIn });
      if (oidc === undefined || readText(form, "institution") === "cas") {
        if (cas === undefined) throw new HTTPException(404);
        return leadToCas(services, c, cas, {
          next: "/settings",
          join: "",
          maySignUp: false,
          connects: userId,
        });
      }
      const { headers, response } = await auth.api.linkSocialAccount({
        body: {
          provider: OIDC_PROVIDER,
          callbackURL: site.full("/settings?done=connected"),
          errorCallbackURL: site.full("/settings"),
          disableRedirect: true,
        },
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      passCookies(c, headers);
      c.header("refresh", `0; url=${response.url}`);
      return c.html(<ProviderPage c={c} name={oidc.name} url={response.url} />);
    })
    .post("/settings/sign-ins/:id/disconnect", async (c) => {
      const userId = requireSession(c);
      const confirmSignIn = await findFault(c, userId, await readForm(c));
      if (confirmSignIn !== undefined) return refuse(c, userId, { confirmSignIn });
      const passwordOpens = !config.ssoOnly || ownsSite(db, userId);
      const result = disconnect(db, userId, c.req.param("id"), { passwordOpens });
      if (result === "none") throw new HTTPException(404);
      if (result === "last")
        throw new RefusedError("last-sign-in", { key: "account.signIns.last" });
      return c.redirect("/settings?done=disconnected#sign-ins", 303);
    });
}
