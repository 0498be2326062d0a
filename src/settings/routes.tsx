// GET /settings POST /settings/name, /settings/password POST /settings/login user name and e-mail
// address, with the password asked again POST /settings/sessions/:id/end one browser;
// /settings/sessions/end: every one, this too POST /settings/tokens makes one and shows it;
// /settings/tokens/:id/revoke
//
// All of it takes a session: who has got hold of a token must not be able to make another, or to
// lock its owner out.

import { isAPIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { faultOfName, faultOfPassword, faultsOfLogin } from "../auth/account-forms.ts";
import { readLine, readText } from "../http/form-fields.ts";
import { realEmail } from "../identity/login-names.ts";
import { confirmPassword, takeConfirmation } from "../auth/confirm-password.ts";
import { passCookies } from "../auth/pass-cookies.ts";
import { createVerificationSender } from "../auth/verify-address.ts";
import { selectCoursesOf } from "../membership/queries.ts";
import { users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { WordKey } from "../i18n/index.ts";
import type { AccountServices } from "../auth/account-services.ts";
import type { Fault } from "../ui/field.tsx";
import { changeLogin } from "./change-login.ts";
import {
  endSession,
  endSessions,
  hasPassword,
  makeToken,
  MAX_TOKENS,
  revokeToken,
  selectSessions,
  selectTokens,
} from "./queries.ts";
import { requireSession } from "./require-session.ts";
import { signInRoutes } from "./sign-in-routes.tsx";
import { selectConnected } from "./sign-ins.ts";
import { SettingsPage, type SettingsProps, TOKEN_DAYS } from "./settings-page.tsx";

/** What `?done=` may say. */
const DONE = {
  name: "account.settings.done.name",
  login: "account.settings.done.login",
  password: "account.settings.done.password",
  session: "account.settings.done.session",
  token: "account.settings.done.token",
  verifySent: "account.settings.done.verifySent",
  verified: "account.settings.done.verified",
  seats: "account.settings.done.seats",
  connected: "account.settings.done.connected",
  disconnected: "account.settings.done.disconnected",
} as const satisfies Record<string, WordKey>;

export function settingsRoutes(services: AccountServices): Hono<AppEnv> {
  const { auth, config, db, throttle, knownBrowsers } = services;
  const sendVerification = createVerificationSender(services);

  const show = async (c: AppContext, userId: string, extra: Partial<SettingsProps> = {}) => {
    const user = db.select().from(users).where(eq(users.id, userId)).get()!;
    const current = await auth.api.getSession({
      headers: c.req.raw.headers,
      query: { disableRefresh: true },
    });
    return c.html(
      <SettingsPage
        c={c}
        name={user.name}
        username={user.displayUsername}
        email={realEmail(user.email)}
        hasPassword={hasPassword(db, userId)}
        isVerified={user.emailVerified}
        hasMail={config.mail !== undefined}
        provider={config.oidc?.name}
        connected={selectConnected(db, userId)}
        courses={selectCoursesOf(db, userId)}
        sessions={selectSessions(db, userId)}
        currentSessionId={current?.session.id ?? ""}
        tokens={selectTokens(db, userId)}
        {...extra}
      />,
    );
  };
  const refuse = (
    c: AppContext,
    userId: string,
    faults: SettingsProps["faults"] & object,
    extra: Partial<SettingsProps> = {},
  ) => {
    c.status(422);
    return show(c, userId, { faults, ...extra });
  };
  const done = (c: AppContext, what: keyof typeof DONE) =>
    c.redirect(`/settings?done=${what}`, 303);

  return new Hono<AppEnv>()
    .route("/", signInRoutes(services, refuse))
    .get("/settings", (c) => {
      const what = c.req.query("done") ?? "";
      return show(c, requireSession(c), {
        notice: Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : undefined,
        problem: problemOf(c, config.oidc?.name ?? ""),
      });
    })
    .post("/settings/name", async (c) => {
      const userId = requireSession(c);
      const name = readLine(await readForm(c), "name");
      const fault = faultOfName(name);
      if (fault !== undefined) return refuse(c, userId, { name: fault }, { name });
      db.update(users).set({ name, updatedAt: new Date() }).where(eq(users.id, userId)).run();
      return done(c, "name");
    })
    .post("/settings/login", async (c) => {
      const userId = requireSession(c);
      // Whoever comes by a provider signs in there.
      if (!hasPassword(db, userId)) throw new HTTPException(404);
      const form = await readForm(c);
      const login = { username: readLine(form, "username"), email: readLine(form, "email") };
      const faults = faultsOfLogin(login);
      if (faults.username !== undefined || faults.email !== undefined)
        return refuse(c, userId, faults, { login });
      if (!(await confirmPassword({ auth, throttle }, c, userId, readText(form, "confirm"))))
        return refuse(c, userId, { confirm: { key: "account.fault.confirmWrong" } }, { login });
      const taken = changeLogin(db, userId, login);
      if (typeof taken === "string")
        return refuse(
          c,
          userId,
          {
            [taken]: {
              key:
                taken === "email" ? "account.fault.emailOfAnother" : "account.fault.usernameTaken",
            },
          },
          { login },
        );
      // Not at each time that the form is saved: it would be a way to fill a stranger's mailbox.
      if (taken.hasNewAddress) void sendVerification?.(userId, c.get("t"));
      return done(c, "login");
    })
    .post("/settings/password", async (c) => {
      const userId = requireSession(c);
      const form = await readForm(c);
      const password = readText(form, "password");
      const fault = faultOfPassword(password);
      if (fault !== undefined) return refuse(c, userId, { password: fault });
      // A session in strange hands must not become a way to guess the password.
      const attempt = await takeConfirmation({ auth, throttle }, c, userId);
      try {
        const { headers } = await auth.api.changePassword({
          body: {
            currentPassword: readText(form, "current"),
            newPassword: password,
            revokeOtherSessions: form["others"] === "end",
          },
          headers: c.req.raw.headers,
          returnHeaders: true,
        });
        passCookies(c, headers);
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        return refuse(c, userId, { current: { key: "account.fault.currentWrong" } });
      }
      // The new password has made every browser unknown; this one has just proved itself.
      knownBrowsers.remember(c, userId);
      await attempt.forgive();
      return done(c, "password");
    })
    .post("/settings/sessions/end", async (c) => {
      endSessions(db, requireSession(c));
      const { headers } = await auth.api.signOut({
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      passCookies(c, headers);
      return c.redirect("/sign-in?done=ended", 303);
    })
    .post("/settings/sessions/:id/end", (c) => {
      if (!endSession(db, requireSession(c), c.req.param("id"))) throw new HTTPException(404);
      return done(c, "session");
    })
    .post("/settings/tokens", async (c) => {
      const userId = requireSession(c);
      const form = await readForm(c);
      const name = readLine(form, "token");
      if (name === "" || name.length > 60)
        return refuse(c, userId, {
          token: { key: "account.fault.tokenName", params: { count: 60 } },
        });
      const token = makeToken(
        db,
        userId,
        name,
        TOKEN_DAYS.find((days) => String(days) === form["days"]) ?? null,
      );
      if (token === undefined)
        return refuse(c, userId, {
          token: { key: "account.fault.tokenCount", params: { count: MAX_TOKENS } },
        });
      return show(c, userId, { freshToken: { name, token } });
    })
    .post("/settings/tokens/:id/revoke", (c) => {
      if (!revokeToken(db, requireSession(c), c.req.param("id"))) throw new HTTPException(404);
      return done(c, "token");
    });
}

/** `?error=` comes from the way back from the institution. */
function problemOf(c: AppContext, name: string): Fault | undefined {
  const error = c.req.query("error");
  if (error === undefined) return undefined;
  if (error === "account_already_linked_to_different_user")
    return { key: "account.signIns.ofAnother", params: { name } };
  if (error === "unable_to_link_account")
    return { key: "account.signIns.providerUnverified", params: { name } };
  return { key: "account.signIns.failed", params: { name } };
}
