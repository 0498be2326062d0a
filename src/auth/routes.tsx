// GET, POST /sign-in with email or user name, and password POST /sign-in/provider with the account
// of an institution; comes back at /auth/callback/oidc GET, POST /sign-up ?join=CODE: by a join
// link, whose course is joined right away POST /sign-out

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { selectOptionalInvitation } from "../membership/join-links.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import { addressKey } from "../ip-address.ts";
import type { AccountServices } from "./account-services.ts";
import { readSignUp } from "./account-forms.ts";
import { readLine, readText } from "../http/form-fields.ts";
import {
  arrive,
  isInvited,
  type Journey,
  journeyAsked,
  journeyOf,
  journeyQuery,
} from "./arrive.ts";
import { AUTH_PATH, OIDC_PROVIDER } from "./better-auth.ts";
import { SIGN_IN_FIRST } from "./link-identity.ts";
import { makeAccount, openAccount } from "./open-account.ts";
import { passCookies } from "./pass-cookies.ts";
import { ProviderPage, SignInPage } from "./sign-in-page.tsx";
import { createVerificationSender } from "./verify-address.ts";
import { SignUpPage } from "./sign-up-page.tsx";

export function authRoutes(services: AccountServices): Hono<AppEnv> {
  const { auth, config, db, throttle, addressOf, knownBrowsers } = services;
  const sendVerification = createVerificationSender(services);
  const mayMake = (journey: Journey) => config.signUp === "open" || isInvited(db, journey);
  const signUpProps = (c: AppContext, journey: Journey) => ({
    c,
    config,
    journey,
    course:
      journey.join === "" ? undefined : selectOptionalInvitation(db, journey.join)?.course.title,
    isOpen: mayMake(journey),
  });

  return new Hono<AppEnv>()
    .get("/sign-in", (c) => {
      const journey = journeyAsked(c);
      // Somebody who is in already, and follows a link of a page that did not know.
      if (isIn(c))
        return c.redirect(journey.join === "" ? journey.next : `/join/${journey.join}`, 303);
      return c.html(
        <SignInPage
          c={c}
          config={config}
          journey={journey}
          {...noticeOf(c, config.oidc?.name ?? "")}
        />,
      );
    })
    .post("/sign-in", async (c) => {
      const form = await readForm(c);
      const journey = journeyOf(c, form["next"], form["join"]);
      c.set("here", `/sign-in${journeyQuery(journey)}`);
      const login = readLine(form, "login");
      const password = readText(form, "password");
      const userId =
        login === "" || password === ""
          ? undefined
          : await openAccount(services, c, login, password);
      if (userId !== undefined) return c.redirect(arrive(db, userId, journey), 303);
      c.status(422);
      return c.html(
        <SignInPage
          c={c}
          config={config}
          journey={journey}
          login={login}
          fault={{ key: "account.fault.wrong" }}
        />,
      );
    })
    .post("/sign-in/provider", async (c) => {
      if (config.oidc === undefined) throw new HTTPException(404);
      const form = await readForm(c);
      const journey = journeyOf(c, form["next"], form["join"]);
      c.set("here", `/sign-in${journeyQuery(journey)}`);
      const site = c.get("site");
      const { headers, response } = await auth.api.signInSocial({
        body: {
          provider: OIDC_PROVIDER,
          // A seat in a course is taken with one more click there: an address alone must not take
          // it.
          callbackURL: site.full(journey.join === "" ? journey.next : `/join/${journey.join}`),
          errorCallbackURL: site.full(`/sign-in${journeyQuery(journey)}`),
          requestSignUp: mayMake(journey),
          disableRedirect: true,
        },
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      passCookies(c, headers);
      if (response.url === undefined)
        throw new HTTPException(500, { message: "the provider has no address" });
      // A form's answer must not redirect there: providers pass one on to others, and the policy
      // for forms counts each of those.
      c.header("refresh", `0; url=${response.url}`);
      return c.html(<ProviderPage c={c} name={config.oidc.name} url={response.url} />);
    })
    .get(`${AUTH_PATH}/callback/${OIDC_PROVIDER}`, (c) => {
      if (config.oidc === undefined) throw new HTTPException(404);
      // Under the address that the provider was told, whatever a proxy has made of it.
      return auth.handler(
        new Request(c.get("site").full(`${c.req.path}${new URL(c.req.url).search}`), c.req.raw),
      );
    })
    .get("/sign-up", (c) => {
      const journey = journeyAsked(c);
      if (isIn(c))
        return c.redirect(journey.join === "" ? journey.next : `/join/${journey.join}`, 303);
      return c.html(<SignUpPage {...signUpProps(c, journey)} />);
    })
    .post("/sign-up", async (c) => {
      const form = await readForm(c);
      const journey = journeyOf(c, form["next"], form["join"]);
      c.set("here", `/sign-up${journeyQuery(journey)}`);
      const refuse = (props: { values?: typeof values; faults?: typeof faults }) => {
        c.status(422);
        return c.html(<SignUpPage {...signUpProps(c, journey)} {...props} />);
      };
      const { values, faults } = readSignUp(form);
      if (!mayMake(journey)) return refuse({});
      if (Object.keys(faults).length > 0) return refuse({ values, faults });
      await throttle.take("signUpAddress", addressKey(addressOf(c)));
      const made = await makeAccount(services, c, values);
      if (made.kind === "taken")
        return refuse({
          values,
          faults: {
            [made.field]: {
              key:
                made.field === "email" ? "account.fault.emailTaken" : "account.fault.usernameTaken",
            },
          },
        });
      void sendVerification?.(made.userId, c.get("t"));
      return c.redirect(arrive(db, made.userId, journey), 303);
    })
    .post("/sign-out", async (c) => {
      const viewer = c.get("viewer");
      // Also for those who came in through a provider, or before there were known browsers.
      if (viewer.kind === "member" && !c.get("hasToken")) knownBrowsers.remember(c, viewer.userId);
      const { headers } = await auth.api.signOut({
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      passCookies(c, headers);
      return c.redirect("/", 303);
    });
}

function isIn(c: AppContext): boolean {
  return c.get("viewer").kind === "member";
}

/** `?done=` comes from our own pages, `?error=` from the way back from a provider. */
function noticeOf(
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
