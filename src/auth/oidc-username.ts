// The username claim of an OpenID provider (GRADUS_OIDC_USERNAME). better-auth finds accounts by the
// provider's id or by an address; this adds what the username opens and proves. The identity token
// has been verified when better-auth calls these.

import { AsyncLocalStorage } from "node:async_hooks";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { selectOptionalAccountOf } from "./outside-identity.ts";
import { findUsernameOwner, openUnused, readProvenUsername } from "./proven-username.ts";

/** The claim of the sign-in that is running: better-auth does not pass it to a new account. */
const running = new AsyncLocalStorage<{ username: string }>();

export function withClaims<T>(work: () => Promise<T>): Promise<T> {
  return running.run({ username: "" }, work);
}

/** "" for none. */
export function readClaimedUsername(): string {
  return running.getStore()?.username ?? "";
}

type Claims = Record<string, unknown>;

export function readUsernameClaim({ oidc }: Pick<Config, "oidc">, claims: Claims): string {
  return oidc?.usernameClaim === undefined ? "" : readProvenUsername(claims[oidc.usernameClaim]);
}

/**
 * Call it before better-auth looks for the account. Connects an unknown identity with the account
 * that a roster created for this username, if nobody can sign in to that account yet. `isAsked`: a
 * signed-in user connects the identity with their own account.
 */
export function noteClaims(
  db: Db,
  config: Pick<Config, "oidc" | "ssoOnly">,
  identity: { provider: string; claims: Claims; isAsked: boolean },
  now = new Date(),
): void {
  const { provider, claims, isAsked } = identity;
  const username = readUsernameClaim(config, claims);
  const store = running.getStore();
  if (store !== undefined) store.username = username;
  const { sub } = claims;
  if (isAsked || typeof sub !== "string" || sub === "") return;
  db.transaction(
    () => {
      const known = selectOptionalAccountOf(db, { provider, subject: sub });
      const owner = findUsernameOwner(db, username, config);
      if (known === undefined && owner.kind === "unused")
        openUnused(db, { provider, subject: sub }, owner.userId, now);
    },
    { behavior: "immediate" },
  );
}
