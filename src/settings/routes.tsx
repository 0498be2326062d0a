// GET  /settings
// POST /settings/name, /settings/password
// POST /settings/login               username and email address; asks for the password again
// POST /settings/sessions/:id/end    signs out one browser
// POST /settings/sessions/end        signs out every browser
// POST /settings/tokens              creates a token and shows it
// POST /settings/tokens/:id/revoke   revokes a token
//
// All of them require a session: a stolen token must not be enough to create another one, or to
// lock its owner out.

import { isAPIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { findNameError, findPasswordError, findLoginErrors } from "../auth/account-forms.ts";
import { readLine, readText } from "../http/read-field.ts";
import { removeMadeUpEmail } from "../identity/login-names.ts";
import { findConfirmationError, hasPassword } from "../auth/confirm-action.ts";
import { takeConfirmation } from "../auth/confirm-password.ts";
import { passCookies } from "../auth/pass-cookies.ts";
import { selectCertificates } from "../certificates/certificates.ts";
import { createVerificationSender } from "../auth/verify-address.ts";
import { selectUserCourses } from "../membership/select-courses.ts";
import { users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { WordKey } from "../i18n/index.ts";
import { listInstitutions, nameIdentity, nameInstitutions } from "../auth/institutions.ts";
import { findCasWords } from "../auth/sign-in-notice.ts";
import type { AccountServices } from "../auth/account-services.ts";
import type { FieldError } from "../ui/field.tsx";
import { changeLogin } from "./change-login.ts";
import {
  endSession,
  endSessions,
  makeToken,
  MAX_TOKENS,
  revokeToken,
  selectSessions,
  selectTokens,
} from "./queries.ts";
import { requireSession } from "../http/require-session.ts";
import { signInRoutes } from "./sign-in-routes.tsx";
import { selectConnected } from "./sign-ins.ts";
import { SettingsPage } from "./settings-page.tsx";
import { type SettingsProps, TOKEN_DAYS } from "./settings-props.ts";

/** The notices for `?done=`. */
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
  certificate: "certificate.withdrawn",
} as const satisfies Record<string, WordKey>;

export function settingsRoutes(services: AccountServices): Hono<AppEnv> {
  const { config, db, auth } = services;
  const sendVerification = createVerificationSender(services);

  return new Hono<AppEnv>()
    .route(
      "/",
      signInRoutes(services, (c, userId, errors) => refuse(services, c, userId, errors)),
    )
    .get("/settings", (c) => {
      const what = c.req.query("done") ?? "";
      return showSettings(services, c, requireSession(c), {
        notice: Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : undefined,
        problem: describeProviderError(c, config),
      });
    })
    .post("/settings/name", (c) => saveName(services, c))
    .post("/settings/login", (c) => saveLogin(services, c, sendVerification))
    .post("/settings/password", (c) => savePassword(services, c))
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
      return redirectDone(c, "session");
    })
    .post("/settings/tokens", (c) => createToken(services, c))
    .post("/settings/tokens/:id/revoke", (c) => {
      if (!revokeToken(db, requireSession(c), c.req.param("id"))) throw new HTTPException(404);
      return redirectDone(c, "token");
    });
}

async function showSettings(
  { db, auth, config }: AccountServices,
  c: AppContext,
  userId: string,
  extra: Partial<SettingsProps> = {},
) {
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
      email={removeMadeUpEmail(user.email)}
      hasPassword={hasPassword(db, userId)}
      isVerified={user.emailVerified}
      hasMail={config.mail !== undefined}
      passwordOpens={!config.ssoOnly || user.siteRole === "owner"}
      institutions={listInstitutions(config)}
      institutionNames={nameInstitutions(config, c.get("t"))}
      connected={selectConnected(db, userId).map((row) => ({
        ...row,
        name: row.platform ?? nameIdentity(config, row.provider, c.get("t")),
      }))}
      courses={selectUserCourses(db, userId)}
      sessions={selectSessions(db, userId)}
      currentSessionId={current?.session.id ?? ""}
      tokens={selectTokens(db, userId)}
      certificates={selectCertificates(db, userId)}
      {...extra}
    />,
  );
}

function refuse(
  services: AccountServices,
  c: AppContext,
  userId: string,
  errors: SettingsProps["errors"] & object,
  extra: Partial<SettingsProps> = {},
) {
  c.status(422);
  return showSettings(services, c, userId, { errors, ...extra });
}

function redirectDone(c: AppContext, what: keyof typeof DONE) {
  return c.redirect(`/settings?done=${what}`, 303);
}

async function saveLogin(
  services: AccountServices,
  c: AppContext,
  sendVerification: ReturnType<typeof createVerificationSender>,
) {
  const { db } = services;
  const userId = requireSession(c);
  // An account without a password signs in at the provider.
  if (!hasPassword(db, userId)) throw new HTTPException(404);
  const form = await readForm(c);
  const login = { username: readLine(form, "username"), email: readLine(form, "email") };
  const errors = findLoginErrors(login);
  if (errors.username !== undefined || errors.email !== undefined)
    return refuse(services, c, userId, errors, { login });
  const confirm = await findConfirmationError(
    services,
    c,
    userId,
    { kind: "password" },
    form,
    "confirm",
  );
  if (confirm !== undefined) return refuse(services, c, userId, { confirm }, { login });
  const taken = changeLogin(db, userId, login);
  if (typeof taken === "string")
    return refuse(
      services,
      c,
      userId,
      {
        [taken]: {
          key: taken === "email" ? "account.error.emailOfAnother" : "account.error.usernameTaken",
        },
      },
      { login },
    );
  // Only if the address is new: otherwise saving the form again and again could fill a
  // stranger's mailbox.
  if (taken.hasNewAddress) void sendVerification?.(userId, c.get("t"));
  return redirectDone(c, "login");
}

async function savePassword(services: AccountServices, c: AppContext) {
  const { auth, throttle, knownBrowsers } = services;
  const userId = requireSession(c);
  const form = await readForm(c);
  const password = readText(form, "password");
  const error = findPasswordError(password);
  if (error !== undefined) return refuse(services, c, userId, { password: error });
  // A stolen session must not become a way to guess the password.
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
  } catch (thrown) {
    if (!isAPIError(thrown) || thrown.statusCode >= 500) throw thrown;
    return refuse(services, c, userId, { current: { key: "account.error.currentWrong" } });
  }
  // The new password has made every browser unknown; this one has just proved that it is known.
  knownBrowsers.remember(c, userId);
  await attempt.forgive();
  return redirectDone(c, "password");
}

async function createToken(services: AccountServices, c: AppContext) {
  const { db } = services;
  const userId = requireSession(c);
  const form = await readForm(c);
  const name = readLine(form, "token");
  if (name === "" || name.length > 60)
    return refuse(services, c, userId, {
      token: { key: "account.error.tokenName", params: { count: 60 } },
    });
  const token = makeToken(
    db,
    userId,
    name,
    TOKEN_DAYS.find((days) => String(days) === form["days"]) ?? null,
  );
  if (token === undefined)
    return refuse(services, c, userId, {
      token: { key: "account.error.tokenCount", params: { count: MAX_TOKENS } },
    });
  return showSettings(services, c, userId, { freshToken: { name, token } });
}

async function saveName(services: AccountServices, c: AppContext) {
  const { db } = services;
  const userId = requireSession(c);
  const name = readLine(await readForm(c), "name");
  const error = findNameError(name);
  if (error !== undefined) return refuse(services, c, userId, { name: error }, { name });
  db.update(users).set({ name, updatedAt: new Date() }).where(eq(users.id, userId)).run();
  return redirectDone(c, "name");
}

/** `?error=` is set when the browser returns from the institution. */
function describeProviderError(
  c: AppContext,
  { oidc, cas }: AccountServices["config"],
): FieldError | undefined {
  const error = c.req.query("error");
  if (error === undefined) return undefined;
  const reason = /^cas_(.*)$/s.exec(error)?.[1];
  const params = { name: (reason === undefined ? oidc : cas)?.name ?? "" };
  if (error === "account_already_linked_to_different_user" || reason === "another")
    return { key: "account.signIns.ofAnother", params };
  if (error === "unable_to_link_account")
    return { key: "account.signIns.providerUnverified", params };
  return { key: findCasWords(reason ?? "") ?? "account.signIns.failed", params };
}
