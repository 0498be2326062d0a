// The notice on the sign-in page about something that happened on another page: `?done=` is set by
// our own pages, `?error=` when the browser returns from the institution.

import type { Config } from "../config.ts";
import type { AppContext } from "../http/environment.ts";
import { hasWords, type WordKey } from "../i18n/index.ts";
import { nameInstitutions } from "./institutions.ts";
import { SIGN_IN_FIRST } from "./link-identity.ts";
import { USERNAME_IN_USE } from "./proven-username.ts";

export interface Notice {
  key: WordKey;
  kind: "good" | "bad";
  params?: Record<string, string>;
  link?: { key: WordKey; href: string };
}

export function chooseNotice(
  c: AppContext,
  config: Pick<Config, "oidc" | "cas" | "ssoOnly">,
): { notice?: Notice } {
  const { oidc, cas } = config;
  const done = c.req.query("done");
  if (done === "reset") return { notice: { key: "account.reset.done", kind: "good" } };
  if (done === "deleted") return { notice: { key: "privacy.done", kind: "good" } };
  if (done === "ended") return { notice: { key: "account.settings.done.ended", kind: "good" } };
  if (done === "out" && cas !== undefined)
    return {
      notice: {
        key: "institution.signedOut",
        kind: "good",
        params: { name: cas.name },
        link: { key: "institution.signOutThere", href: `${cas.url}/logout` },
      },
    };
  const error = c.req.query("error");
  if (error === undefined) return {};
  const bad = (key: WordKey, name = "") => ({
    notice: { key, kind: "bad", params: { name } } as const,
  });
  const reason = /^cas_(.*)$/s.exec(error)?.[1];
  if (reason === USERNAME_IN_USE) return bad("institution.usernameInUse", cas?.name);
  if (reason === "no-sign-up") return bad("account.signUp.linkOnly");
  if (reason !== undefined)
    return bad(findCasWords(reason) ?? "account.provider.failed", cas?.name);
  if (error === USERNAME_IN_USE) return bad("institution.usernameInUse", oidc?.name);
  // Nobody but the site owner can help: the account's password opens nothing here.
  if (config.ssoOnly && (error === "account_not_linked" || error === SIGN_IN_FIRST))
    return bad("institution.only.addressInUse", oidc?.name);
  if (error === "account_not_linked") return bad("account.provider.unverified", oidc?.name);
  if (error === SIGN_IN_FIRST) return bad("account.provider.signInFirst", oidc?.name);
  if (error === "signup_disabled") return bad("account.signUp.linkOnly");
  if (error === "email_not_found") return bad("account.provider.noEmail");
  return bad("account.provider.failed", nameInstitutions(config, c.get("t")));
}

/** The reason of a failed sign-in by CAS; undefined for one that is not ours. */
export function findCasWords(reason: string): WordKey | undefined {
  const key = `institution.cas.${reason}`;
  return /^[a-z]{1,20}$/.test(reason) && hasWords(key) ? key : undefined;
}
