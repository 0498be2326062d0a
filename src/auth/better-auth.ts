// Accounts and sessions by better-auth, on our tables. Its own HTTP routes are not mounted, but for
// the way back from an OpenID provider: every form of ours calls it from here, so that each has our
// throttling and our words.

import { betterAuth } from "better-auth";
import { getOAuthState } from "better-auth/api";
import { anonymous, genericOAuth, username } from "better-auth/plugins";
import type { Config } from "../config.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import {
  MAX_USERNAME_LENGTH,
  MIN_USERNAME_LENGTH,
  isUsername,
  makeUpEmail,
  normalizeUsername,
} from "../identity/login-names.ts";
import { siteAddress } from "../site-address.ts";
import { adoptGuest } from "./adopt-guest.ts";
import { createHidingAdapter } from "./hiding-adapter.ts";
import { admitIdentity, proveNewAccount } from "./link-identity.ts";
import { DAY_SECONDS } from "../durations.ts";

export const SESSION_LASTS_SECONDS = 30 * DAY_SECONDS;
/** Used after so long, a session begins anew to last that long. */
export const SESSION_PROLONGED_SECONDS = DAY_SECONDS;
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;
export const AUTH_PATH = "/auth";
export const OIDC_PROVIDER = "oidc";

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(db: Db, config: Config, secret: string) {
  const { oidc } = config;
  const site = siteAddress(config.publicUrl);
  return betterAuth({
    appName: "Gradus",
    // With its own path in it: better-auth adds none to an address that has one.
    baseURL: site.full(AUTH_PATH),
    secret,
    database: createHidingAdapter(db),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_LASTS_SECONDS, updateAge: SESSION_PROLONGED_SECONDS },
    user: {
      additionalFields: { siteRole: { type: "string", required: false, input: false } },
      validateUserInfo: async ({ user, source }) => {
        const { action, oauth } = source;
        if (oauth === undefined || typeof user.id !== "string") return;
        const isAsked = (await getOAuthState())?.link !== undefined;
        const sub = oauth.profile?.["sub"];
        const subject = typeof sub === "string" ? sub : "";
        const code = admitIdentity(db, {
          action,
          userId: user.id,
          provider: oauth.providerId,
          subject,
          email: user.email ?? "",
          isVerified: user.emailVerified === true,
          isAsked,
        });
        return code === undefined ? undefined : { error: code };
      },
    },
    // The state of a sign-in by OpenID, for ten minutes: found by the hash of what the browser
    // brings back.
    verification: { storeIdentifier: "hashed" },
    databaseHooks: { user: { create: { after: async (user) => proveNewAccount(db, user) } } },
    // Unverified addresses of a provider link nothing; for the rest see link-identity.ts.
    account: {
      accountLinking: {
        enabled: true,
        trustedProviders: [],
        allowDifferentEmails: true,
        requireLocalEmailVerified: false,
      },
    },
    // Ours counts by account as well as by address (http/throttle.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    trustedOrigins: [site.origin],
    // It writes to the console, and what it writes is not ours to vouch for.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: "gradus",
      useSecureCookies: config.publicUrl.startsWith("https:"),
      defaultCookieAttributes: { path: site.cookiePath },
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
    },
    // Where somebody ends up whom the provider, or we, would not let in.
    onAPIError: { errorURL: site.full("/sign-in") },
    plugins: [
      username({
        minUsernameLength: MIN_USERNAME_LENGTH,
        maxUsernameLength: MAX_USERNAME_LENGTH,
        usernameValidator: isUsername,
        usernameNormalization: normalizeUsername,
      }),
      anonymous({
        generateRandomEmail: makeUpEmail,
        onLinkAccount: async ({ anonymousUser, newUser }) =>
          adoptGuest(db, anonymousUser.user.id, newUser.user.id),
      }),
      ...(oidc === undefined
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: OIDC_PROVIDER,
                  discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
                  clientId: oidc.clientId,
                  clientSecret: oidc.clientSecret,
                  scopes: ["openid", "profile", "email"],
                  pkce: true,
                  // Whoever comes by a join link asks for an account expressly (auth/routes.tsx).
                  disableImplicitSignUp: config.signUp === "link",
                  mapProfileToUser: ({ name, preferred_username: handle, email }) => ({
                    name: nameOf(name, handle, email),
                  }),
                },
              ],
            }),
          ]),
    ],
  });
}

/** The provider need not say what somebody is called. */
function nameOf(...candidates: unknown[]): string {
  const name = candidates.find(
    (candidate) => typeof candidate === "string" && candidate.trim() !== "",
  );
  return typeof name === "string" ? name.trim().slice(0, 80) : "?";
}
