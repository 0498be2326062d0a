// Whether the platform stores values for us: a browser that keeps no cookie of a frame can still be
// recognized by a secret that the platform's own page holds (1EdTech, LTI postMessage Storage 0.1,
// LTI OIDC Login with LTI Client Side postMessages 0.1).

import type { AppContext } from "../../http/environment.ts";
import { readOrigin } from "../frame.ts";
import type { LtiPlatform } from "../select-platform.ts";

export interface FoundStorage {
  /** "_parent", or the name of a frame of the parent. */
  frame: string;
  /** The origin of that frame; messages go to no other. */
  origin: string;
  /** Who may show the page that stores the secret. */
  ancestors: string[];
}

/**
 * `target`: "lti_storage_target" of the login request. undefined: nothing is offered, or our page
 * could not be shown, so that the login goes on without.
 */
export function findStorage(
  c: AppContext,
  { issuer, authorizationUrl }: Pick<LtiPlatform, "issuer" | "authorizationUrl">,
  target: string,
): FoundStorage | undefined {
  if (!/^[\w.-]{1,100}$/.test(target)) return undefined;
  // Opened in a window, the cookie is enough. Old browsers do not say.
  if ((c.req.header("sec-fetch-dest") ?? "iframe") !== "iframe") return undefined;
  const origin = readOrigin(authorizationUrl);
  // No message is signed yet: only the browser says which page asks. The page that stores the
  // secret contains nothing to click, and sends the secret to `origin` alone.
  const asking = readOrigin(c.req.header("origin") ?? c.req.header("referer") ?? "");
  if (origin === undefined || asking === undefined) return undefined;
  const ancestors = [readOrigin(issuer), origin, asking].filter((one) => one !== undefined);
  return { frame: target, origin, ancestors: [...new Set(ancestors)] };
}

/**
 * The name of the stored value: one for each login, as several frames of a page may start one at the
 * same time. It is part of the nonce, so that no two logins share it. Platforms store 4096
 * characters for each tool, so a value is taken away when it is read (src/islands/lti-storage.ts).
 */
export function nameStored(nonce: string): string {
  return `gradus_${nonce.slice(0, 16)}`;
}
