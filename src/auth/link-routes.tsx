// GET, POST /setup/:secret      creates the site owner's account on a new site
// GET, POST /forgot-password    mails a link, if there is a mail server
// GET, POST /reset/:secret      sets a new password

import { eq } from "drizzle-orm";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { SiteAddress } from "../site-address.ts";
import { readForm } from "../http/read-form.ts";
import { computeAddressKey } from "../ip-address.ts";
import type { Translate } from "../i18n/index.ts";
import type { AccountServices } from "./account-services.ts";
import { findPasswordError, isEmail, readSignUp } from "./account-forms.ts";
import { readLine, readText } from "../http/read-field.ts";
import {
  readAfterSignInQuery,
  listAfterSignInFields,
  readAfterSignIn,
  type AfterSignIn,
  formatAfterSignInQuery,
} from "./arrive.ts";
import { removeMadeUpEmail } from "../identity/login-names.ts";
import { createResetMailer, type SendResetMail } from "./mail.ts";
import {
  claimLink,
  makeResetLink,
  releaseLink,
  resetPassword,
  selectOptionalLink,
} from "./one-time-links.ts";
import { makeAccount } from "./open-account.ts";
import { RefusedError } from "../http/errors.ts";
import { nameInstitutions } from "./institutions.ts";
import { ForgotPage, InstitutionPage, ResetPage } from "./reset-pages.tsx";
import { SetupPage } from "./sign-up-page.tsx";
import { describeErrorForLog } from "../log.ts";

export function linkRoutes(services: AccountServices): Hono<AppEnv> {
  const { config } = services;
  const sendMail = config.mail === undefined ? undefined : createResetMailer(config.mail);
  const hasMail = sendMail !== undefined;

  return new Hono<AppEnv>()
    .get("/setup/:secret", (c) => {
      findOwnerLink(services, c.req.param("secret"));
      return c.html(<SetupPage c={c} path={c.req.path} />);
    })
    .post("/setup/:secret", (c) => createOwner(services, c))
    .get("/forgot-password", (c) =>
      c.html(
        <ForgotPage
          c={c}
          afterSignIn={readAfterSignInQuery(c)}
          config={config}
          hasMail={hasMail}
        />,
      ),
    )
    .post("/forgot-password", (c) => sendResetLink(services, c, sendMail))
    .get("/reset/:secret", (c) => {
      const { account, mayHavePassword } = findReset(services, c.req.param("secret"));
      const afterSignIn = readAfterSignInQuery(c);
      return c.html(
        mayHavePassword ? (
          <ResetPage c={c} afterSignIn={afterSignIn} path={c.req.path} account={account} />
        ) : (
          <InstitutionPage c={c} config={config} afterSignIn={afterSignIn} name={account.name} />
        ),
      );
    })
    .post("/reset/:secret", (c) => setPassword(services, c));
}

function findOwnerLink({ db }: AccountServices, secret: string) {
  const link = selectOptionalLink(db, "owner", secret);
  if (link === undefined) throw new HTTPException(404);
  return link;
}

function findReset({ db, config }: AccountServices, secret: string) {
  const link = selectOptionalLink(db, "reset", secret);
  const user =
    link?.userId == null
      ? undefined
      : db.select().from(users).where(eq(users.id, link.userId)).get();
  if (link === undefined || user === undefined) throw new HTTPException(404);
  return {
    id: link.id,
    userId: user.id,
    mayHavePassword: !config.ssoOnly || user.siteRole === "owner",
    account: {
      name: user.name,
      login: user.displayUsername ?? removeMadeUpEmail(user.email) ?? "",
    },
  };
}

interface ResetRequest {
  email: string;
  afterSignIn: AfterSignIn;
  t: Translate;
  site: SiteAddress;
  sendMail: SendResetMail;
}

async function mailLink(
  { db, log, config }: AccountServices,
  { email, afterSignIn, t, site, sendMail }: ResetRequest,
): Promise<void> {
  try {
    const user = db
      .select({ id: users.id, email: users.email, siteRole: users.siteRole })
      .from(users)
      .where(eq(users.email, email.toLowerCase()))
      .get();
    if (user === undefined || (config.ssoOnly && user.siteRole !== "owner")) return;
    // Sent to the address as the account has it: letters that are equal in lower case may differ
    // for a mail server.
    await sendMail(
      user.email,
      site.full(`/reset/${makeResetLink(db, user.id)}${formatAfterSignInQuery(afterSignIn)}`),
      t,
    );
  } catch (error) {
    log.error({ error: describeErrorForLog(error) }, "email could not be sent");
  }
}

async function createOwner(services: AccountServices, c: Context<AppEnv, "/setup/:secret">) {
  const { db, log } = services;
  const link = findOwnerLink(services, c.req.param("secret"));
  const { values, errors } = readSignUp(await readForm(c));
  const refuse = (found: typeof errors) => {
    c.status(422);
    return c.html(<SetupPage c={c} path={c.req.path} values={values} errors={found} />);
  };
  if (Object.keys(errors).length > 0) return refuse(errors);
  if (!claimLink(db, link.id)) throw new HTTPException(404);
  const made = await makeAccount(services, c, values).catch((error: unknown) => {
    releaseLink(db, link.id);
    throw error;
  });
  if (made.kind === "taken") {
    releaseLink(db, link.id);
    return refuse({
      [made.field]: {
        key: made.field === "email" ? "account.error.emailTaken" : "account.error.usernameTaken",
      },
    });
  }
  db.update(users).set({ siteRole: "owner" }).where(eq(users.id, made.userId)).run();
  log.info({ userId: made.userId }, "the owner account was created");
  return c.redirect("/manage", 303);
}

async function sendResetLink(
  services: AccountServices,
  c: AppContext,
  sendMail: SendResetMail | undefined,
) {
  const { throttle, addressOf, config } = services;
  if (sendMail === undefined) throw new HTTPException(404);
  const form = await readForm(c);
  const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
  c.set("here", `/forgot-password${formatAfterSignInQuery(afterSignIn)}`);
  const email = readLine(form, "email");
  if (!isEmail(email)) {
    c.status(422);
    return c.html(
      <ForgotPage
        c={c}
        afterSignIn={afterSignIn}
        config={config}
        hasMail
        email={email}
        error={{ key: "account.error.emailForm" }}
      />,
    );
  }
  await throttle.take("resetAddress", computeAddressKey(addressOf(c)));
  await throttle.take("resetAccount", email.toLowerCase(), (minutes) => ({
    key: "account.throttle.reset",
    params: { count: minutes },
  }));
  // The answer does not wait for the mail: its time would show whether such an account exists.
  const request = { email, afterSignIn, t: c.get("t"), site: c.get("site"), sendMail };
  setImmediate(() => void mailLink(services, request));
  return c.html(
    <ForgotPage c={c} afterSignIn={afterSignIn} config={config} hasMail email={email} isSent />,
  );
}

async function setPassword(services: AccountServices, c: Context<AppEnv, "/reset/:secret">) {
  const { auth, db, knownBrowsers, throttle, addressOf, config } = services;
  const { id, userId, account, mayHavePassword } = findReset(services, c.req.param("secret"));
  if (!mayHavePassword)
    throw new RefusedError("sso-only", {
      key: "institution.only.refused",
      params: { name: nameInstitutions(config, c.get("t")) },
    });
  const form = await readForm(c);
  const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
  c.set("here", `${c.req.path}${formatAfterSignInQuery(afterSignIn)}`);
  const password = readText(form, "password");
  const error = findPasswordError(password);
  if (error !== undefined) {
    c.status(422);
    return c.html(
      <ResetPage
        c={c}
        afterSignIn={afterSignIn}
        path={c.req.path}
        account={account}
        error={error}
      />,
    );
  }
  const hash = await (await auth.$context).password.hash(password);
  if (!resetPassword(db, { id, userId }, hash)) throw new HTTPException(404);
  // This lets the owner in while someone else guesses passwords for the account.
  knownBrowsers.remember(c, userId);
  await throttle.clear("signInAccount", `${userId} ${computeAddressKey(addressOf(c))}`);
  return c.redirect(
    `/sign-in?${new URLSearchParams({ done: "reset", ...listAfterSignInFields(afterSignIn) }).toString()}`,
    303,
  );
}
