// Accounts and sessions by better-auth, on our tables. Its own HTTP routes are not mounted, but for the way back from an OpenID provider: every
// form of ours calls it from here, so that each has our throttling and our words.

import { drizzleAdapter } from "@better-auth/drizzle-adapter";
import { betterAuth } from "better-auth";
import { anonymous, genericOAuth, username } from "better-auth/plugins";
import type { Config } from "../config.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { accounts, sessions, users, verifications } from "../db/schema.ts";
import { adoptGuest } from "./adopt-guest.ts";

const DAY_SECONDS = 24 * 3600;
export const SESSION_LASTS_SECONDS = 30 * DAY_SECONDS;
/** Used after so long, a session begins anew to last that long. */
export const SESSION_PROLONGED_SECONDS = DAY_SECONDS;
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;
/** Addresses that are made up for accounts without one; no mail server answers there (RFC 2606). */
export const NO_MAIL_DOMAIN = "no-mail.invalid";
export const AUTH_PATH = "/auth";
export const OIDC_PROVIDER = "oidc";

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(db: Db, config: Config, secret: string) {
  const { oidc } = config;
  return betterAuth({
    appName: "Gradus",
    baseURL: config.publicUrl,
    basePath: AUTH_PATH,
    secret,
    database: drizzleAdapter(db, { provider: "sqlite", schema: { user: users, session: sessions, account: accounts, verification: verifications } }),
    emailAndPassword: { enabled: true, minPasswordLength: MIN_PASSWORD_LENGTH, maxPasswordLength: MAX_PASSWORD_LENGTH, revokeSessionsOnPasswordReset: true },
    session: { expiresIn: SESSION_LASTS_SECONDS, updateAge: SESSION_PROLONGED_SECONDS },
    user: { additionalFields: { siteRole: { type: "string", required: false, input: false } } },
    account: { accountLinking: { enabled: false } },
    // Ours counts by account as well as by address (http/throttle.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    trustedOrigins: [config.publicUrl],
    logger: { disabled: config.logLevel !== "debug" },
    advanced: { cookiePrefix: "gradus", useSecureCookies: config.publicUrl.startsWith("https:"), database: { generateId: () => newId() } },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 40, usernameValidator: isUsername }),
      anonymous({
        generateRandomEmail: () => `guest-${newId()}@${NO_MAIL_DOMAIN}`,
        onLinkAccount: async ({ anonymousUser, newUser }) => adoptGuest(db, anonymousUser.user.id, newUser.user.id),
      }),
      ...(oidc === undefined
        ? []
        : [genericOAuth({ config: [{ providerId: OIDC_PROVIDER, discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`, clientId: oidc.clientId, clientSecret: oidc.clientSecret, scopes: ["openid", "profile", "email"], pkce: true, disableSignUp: config.signUp === "link" }] })]),
    ],
  });
}

/** Letters of any script, digits, and . _ - between them. */
export function isUsername(name: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(name);
}
