// GET, POST /sign-in           with email or username, and password
// POST      /sign-in/provider  with the account of an institution; returns to /auth/callback/oidc
// GET, POST /sign-up           ?join=CODE: from a join link; joins its course at once
// POST      /sign-out
//
// The routes of a CAS server are in cas/routes.tsx. With GRADUS_SSO_ONLY, only site owners have a
// password.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { selectOptionalInvitation } from "../membership/join-links.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { readForm } from "../http/read-form.ts";
import { computeAddressKey } from "../ip-address.ts";
import type { AccountServices } from "./account-services.ts";
import { readSignUp } from "./account-forms.ts";
import { readLine, readText } from "../http/read-field.ts";
import {
  arrive,
  type AfterSignIn,
  readAfterSignInQuery,
  readAfterSignIn,
  formatAfterSignInQuery,
} from "./arrive.ts";
import { AUTH_PATH, OIDC_PROVIDER } from "./better-auth.ts";
import { isFromCas } from "./cas/cas-sessions.ts";
import { nameInstitutions } from "./institutions.ts";
import { maySignUp } from "./may-sign-up.ts";
import { withClaims } from "./oidc-username.ts";
import { makeAccount, openAccount } from "./open-account.ts";
import { passCookies } from "./pass-cookies.ts";
import { chooseNotice } from "./sign-in-notice.ts";
import { ProviderPage, SignInPage } from "./sign-in-page.tsx";
import { createVerificationSender } from "./verify-address.ts";
import { SignUpPage } from "./sign-up-page.tsx";

export function authRoutes(services: AccountServices): Hono<AppEnv> {
  const { config, auth } = services;
  const sendVerification = createVerificationSender(services);

  return new Hono<AppEnv>()
    .get("/sign-in", (c) => showSignIn(services, c))
    .post("/sign-in", (c) => signIn(services, c))
    .post("/sign-in/provider", (c) => signInWithProvider(services, c))
    .get(`${AUTH_PATH}/callback/${OIDC_PROVIDER}`, (c) => {
      if (config.oidc === undefined) throw new HTTPException(404);
      // Uses the address that the provider was given, even if a proxy has changed it.
      const address = c.get("site").full(`${c.req.path}${new URL(c.req.url).search}`);
      return withClaims(() => auth.handler(new Request(address, c.req.raw)));
    })
    .get("/sign-up", (c) => {
      const afterSignIn = readAfterSignInQuery(c);
      if (isIn(c))
        return c.redirect(
          afterSignIn.join === "" ? afterSignIn.next : `/join/${afterSignIn.join}`,
          303,
        );
      return c.html(<SignUpPage {...signUpProps(services, c, afterSignIn)} />);
    })
    .post("/sign-up", (c) => signUp(services, c, sendVerification))
    .post("/sign-out", (c) => signOut(services, c));
}

function signUpProps(services: AccountServices, c: AppContext, afterSignIn: AfterSignIn) {
  const { config, db } = services;
  return {
    c,
    config,
    afterSignIn,
    course:
      afterSignIn.join === ""
        ? undefined
        : selectOptionalInvitation(db, afterSignIn.join)?.course.title,
    isOpen: maySignUp(services, afterSignIn),
  };
}

function showSignIn({ config }: AccountServices, c: AppContext) {
  const afterSignIn = readAfterSignInQuery(c);
  // Someone who is signed in already and follows a link on an old page.
  if (isIn(c))
    return c.redirect(
      afterSignIn.join === "" ? afterSignIn.next : `/join/${afterSignIn.join}`,
      303,
    );
  return c.html(
    <SignInPage
      c={c}
      config={config}
      afterSignIn={afterSignIn}
      isOwners={c.req.query("owner") === "1"}
      {...chooseNotice(c, config)}
    />,
  );
}

async function signIn(services: AccountServices, c: AppContext) {
  const { db, config } = services;
  const form = await readForm(c);
  const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
  c.set("here", `/sign-in${formatAfterSignInQuery(afterSignIn)}`);
  const login = readLine(form, "login");
  const password = readText(form, "password");
  const userId =
    login === "" || password === ""
      ? undefined
      : await openAccount(services, c, login, password, { ownersOnly: config.ssoOnly });
  if (userId !== undefined) return c.redirect(arrive(db, userId, afterSignIn), 303);
  c.status(422);
  return c.html(
    <SignInPage
      c={c}
      config={config}
      afterSignIn={afterSignIn}
      isOwners
      login={login}
      error={
        config.ssoOnly
          ? {
              key: "institution.only.wrong",
              params: { name: nameInstitutions(config, c.get("t")) },
            }
          : { key: "account.error.wrong" }
      }
    />,
  );
}

async function signInWithProvider(services: AccountServices, c: AppContext) {
  const { config, auth } = services;
  if (config.oidc === undefined) throw new HTTPException(404);
  const form = await readForm(c);
  const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
  c.set("here", `/sign-in${formatAfterSignInQuery(afterSignIn)}`);
  const site = c.get("site");
  const { headers, response } = await auth.api.signInSocial({
    body: {
      provider: OIDC_PROVIDER,
      // Joining a course takes one more click there: opening an address must not be enough.
      callbackURL: site.full(
        afterSignIn.join === "" ? afterSignIn.next : `/join/${afterSignIn.join}`,
      ),
      errorCallbackURL: site.full(`/sign-in${formatAfterSignInQuery(afterSignIn)}`),
      requestSignUp: maySignUp(services, afterSignIn),
      disableRedirect: true,
    },
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  passCookies(c, headers);
  if (response.url === undefined)
    throw new HTTPException(500, { message: "the provider has no address" });
  // Not a redirect: providers redirect again, and the content security policy for forms would
  // have to allow each of those addresses.
  c.header("refresh", `0; url=${response.url}`);
  return c.html(<ProviderPage c={c} name={config.oidc.name} url={response.url} />);
}

async function signUp(
  services: AccountServices,
  c: AppContext,
  sendVerification: ReturnType<typeof createVerificationSender>,
) {
  const { throttle, addressOf, db, config } = services;
  if (config.ssoOnly)
    throw new RefusedError("sso-only", {
      key: "institution.only.signUp",
      params: { name: nameInstitutions(config, c.get("t")) },
    });
  const form = await readForm(c);
  const afterSignIn = readAfterSignIn(c, form["next"], form["join"]);
  c.set("here", `/sign-up${formatAfterSignInQuery(afterSignIn)}`);
  const refuse = (props: { values?: typeof values; errors?: typeof errors }) => {
    c.status(422);
    return c.html(<SignUpPage {...signUpProps(services, c, afterSignIn)} {...props} />);
  };
  const { values, errors } = readSignUp(form);
  if (!maySignUp(services, afterSignIn)) return refuse({});
  if (Object.keys(errors).length > 0) return refuse({ values, errors });
  await throttle.take("signUpAddress", computeAddressKey(addressOf(c)));
  const made = await makeAccount(services, c, values);
  if (made.kind === "taken")
    return refuse({
      values,
      errors: {
        [made.field]: {
          key: made.field === "email" ? "account.error.emailTaken" : "account.error.usernameTaken",
        },
      },
    });
  void sendVerification?.(made.userId, c.get("t"));
  return c.redirect(arrive(db, made.userId, afterSignIn), 303);
}

async function signOut({ knownBrowsers, auth, db }: AccountServices, c: AppContext) {
  const viewer = c.get("viewer");
  const current = await auth.api.getSession({
    headers: c.req.raw.headers,
    query: { disableRefresh: true },
  });
  // Gradus cannot know whether other applications are to be signed out too, so it offers it.
  const next = current !== null && isFromCas(db, current.session.id) ? "/sign-in?done=out" : "/";
  // Also for someone who signed in through a provider, or before known browsers were stored.
  if (viewer.kind === "member" && !c.get("hasToken")) knownBrowsers.remember(c, viewer.userId);
  const { headers } = await auth.api.signOut({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  passCookies(c, headers);
  return c.redirect(next, 303);
}

function isIn(c: AppContext): boolean {
  return c.get("viewer").kind === "member";
}
