// GET, POST /sign-in           with email or username, and password
// POST      /sign-in/provider  with the account of an institution; returns to /auth/callback/oidc
// GET, POST /sign-up           ?join=CODE: from a join link; joins its course at once
// POST      /sign-out

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { selectOptionalInvitation } from "../membership/join-links.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import { computeAddressKey } from "../ip-address.ts";
import type { AccountServices } from "./account-services.ts";
import { readSignUp } from "./account-forms.ts";
import { readLine, readText } from "../http/read-field.ts";
import {
  arrive,
  isInvited,
  type AfterSignIn,
  readAfterSignInQuery,
  readAfterSignIn,
  formatAfterSignInQuery,
} from "./arrive.ts";
import { AUTH_PATH, OIDC_PROVIDER } from "./better-auth.ts";
import { SIGN_IN_FIRST } from "./link-identity.ts";
import { makeAccount, openAccount } from "./open-account.ts";
import { passCookies } from "./pass-cookies.ts";
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
      return auth.handler(
        new Request(c.get("site").full(`${c.req.path}${new URL(c.req.url).search}`), c.req.raw),
      );
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

function maySignUp({ config, db }: AccountServices, afterSignIn: AfterSignIn) {
  return config.signUp === "open" || isInvited(db, afterSignIn);
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
      {...chooseNotice(c, config.oidc?.name ?? "")}
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
    login === "" || password === "" ? undefined : await openAccount(services, c, login, password);
  if (userId !== undefined) return c.redirect(arrive(db, userId, afterSignIn), 303);
  c.status(422);
  return c.html(
    <SignInPage
      c={c}
      config={config}
      afterSignIn={afterSignIn}
      login={login}
      error={{ key: "account.error.wrong" }}
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
  const { throttle, addressOf, db } = services;
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

async function signOut({ knownBrowsers, auth }: AccountServices, c: AppContext) {
  const viewer = c.get("viewer");
  // Also for someone who signed in through a provider, or before known browsers were stored.
  if (viewer.kind === "member" && !c.get("hasToken")) knownBrowsers.remember(c, viewer.userId);
  const { headers } = await auth.api.signOut({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  passCookies(c, headers);
  return c.redirect("/", 303);
}

function isIn(c: AppContext): boolean {
  return c.get("viewer").kind === "member";
}

/** `?done=` is set by our own pages, `?error=` when the browser returns from a provider. */
function chooseNotice(
  c: AppContext,
  provider: string,
): { notice?: Parameters<typeof SignInPage>[0]["notice"] } {
  if (c.req.query("done") === "reset")
    return { notice: { key: "account.reset.done", kind: "good" } };
  if (c.req.query("done") === "deleted") return { notice: { key: "privacy.done", kind: "good" } };
  if (c.req.query("done") === "ended")
    return { notice: { key: "account.settings.done.ended", kind: "good" } };
  const error = c.req.query("error");
  if (error === undefined) return {};
  const words = { name: provider };
  if (error === "account_not_linked")
    return { notice: { key: "account.provider.unverified", kind: "bad", params: words } };
  if (error === SIGN_IN_FIRST)
    return { notice: { key: "account.provider.signInFirst", kind: "bad", params: words } };
  if (error === "signup_disabled")
    return { notice: { key: "account.signUp.linkOnly", kind: "bad" } };
  if (error === "email_not_found")
    return { notice: { key: "account.provider.noEmail", kind: "bad" } };
  return { notice: { key: "account.provider.failed", kind: "bad" } };
}
