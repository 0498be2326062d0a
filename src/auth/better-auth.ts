// Accounts and sessions by better-auth, on our tables. Of its own HTTP routes only the return from an
// OpenID provider is mounted. Our forms call its functions from the server, so each has our
// throttling and our messages.

import { betterAuth, type BetterAuthOptions } from "better-auth";
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
import { parseSiteAddress } from "../site-address.ts";
import { adoptGuest } from "./adopt-guest.ts";
import { entering } from "./entering.ts";
import { createHidingAdapter } from "./hiding-adapter.ts";
import { admitIdentity, proveNewAccount } from "./link-identity.ts";
import { noteClaims, readClaimedUsername, readUsernameClaim } from "./oidc-username.ts";
import { findUsernameOwner, USERNAME_IN_USE } from "./proven-username.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";
import { DAY_SECONDS } from "../durations.ts";

export const SESSION_LASTS_SECONDS = 30 * DAY_SECONDS;
/** A session used after this time is extended to its full length. */
export const SESSION_PROLONGED_SECONDS = DAY_SECONDS;
export const AUTH_PATH = "/auth";
export const OIDC_PROVIDER = "oidc";

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(db: Db, config: Config, secret: string) {
  const site = parseSiteAddress(config.publicUrl);
  return betterAuth({
    appName: "Gradus",
    // The address includes the path, because better-auth adds its own only to one without a path.
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
      validateUserInfo: ({ user, source }) => admitUser(db, config, user, source),
    },
    // The state of a sign-in by OpenID, stored for ten minutes under the hash of the value that the
    // browser brings back.
    verification: { storeIdentifier: "hashed" },
    databaseHooks: {
      user: { create: { after: async (user) => proveNewAccount(db, user, readClaimedUsername()) } },
    },
    // A provider's unverified address is never linked; link-identity.ts decides the rest.
    account: {
      accountLinking: {
        enabled: true,
        trustedProviders: [],
        allowDifferentEmails: true,
        requireLocalEmailVerified: false,
      },
    },
    // Our own throttle (http/throttle.ts) counts by account as well as by address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    trustedOrigins: [site.origin],
    // It writes to the console, and its messages may contain anything.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: "gradus",
      useSecureCookies: config.publicUrl.startsWith("https:"),
      defaultCookieAttributes: { path: site.cookiePath },
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
    },
    // The page shown if the provider, or our own rules, refuse the sign-in.
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
      entering(),
      ...(config.oidc === undefined ? [] : [signInByProvider(db, config, config.oidc)]),
    ],
  });
}

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions["user"]>["validateUserInfo"]>;
type UserInfo = Parameters<ValidateUserInfo>[0];

/** Decides whether an identity of the provider may sign in, sign up or be connected. */
async function admitUser(
  db: Db,
  config: Config,
  user: UserInfo["user"],
  source: UserInfo["source"],
) {
  const { action, oauth } = source;
  if (oauth === undefined) return;
  const username = readUsernameClaim(config, oauth.profile ?? {});
  if (action === "create-user" && findUsernameOwner(db, username, config).kind === "taken")
    return { error: USERNAME_IN_USE };
  if (typeof user.id !== "string") return;
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
    username,
    isAsked,
  });
  return code === undefined ? undefined : { error: code };
}

function signInByProvider(db: Db, config: Config, oidc: NonNullable<Config["oidc"]>) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: ["openid", "profile", "email"],
        pkce: true,
        // With a join link the browser asks for an account explicitly (auth/routes.tsx).
        disableImplicitSignUp: config.signUp === "link",
        mapProfileToUser: async (claims) => {
          const isAsked = (await getOAuthState())?.link !== undefined;
          noteClaims(db, config, { provider: OIDC_PROVIDER, claims, isAsked });
          const { name, preferred_username: handle, email } = claims;
          return { name: chooseName(name, handle, email) };
        },
      },
    ],
  });
}

/** The first name that the provider gave; "?" if it gave none. */
function chooseName(...candidates: unknown[]): string {
  const name = candidates.find(
    (candidate) => typeof candidate === "string" && candidate.trim() !== "",
  );
  return typeof name === "string" ? name.trim().slice(0, 80) : "?";
}
