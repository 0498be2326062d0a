// The public keys of platforms, read from the address that the registration names and stored for
// ten minutes. An unknown key id reads them again, at most every 30 seconds.

import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import { MINUTE_MS, SECOND_MS } from "../durations.ts";
import { fetchFromPlatform } from "./fetch-from-platform.ts";

export type PlatformKeys = (jwksUrl: string) => JWTVerifyGetKey;

export function createPlatformKeys(): PlatformKeys {
  const known = new Map<string, JWTVerifyGetKey>();
  return (jwksUrl) => {
    const found = known.get(jwksUrl);
    if (found !== undefined) return found;
    const made = createRemoteJWKSet(new URL(jwksUrl), {
      cacheMaxAge: 10 * MINUTE_MS,
      cooldownDuration: 30 * SECOND_MS,
      timeoutDuration: 5 * SECOND_MS,
      [customFetch]: (url, { headers, signal }) =>
        fetchFromPlatform(url, { headers: Object.fromEntries(headers), signal }),
    });
    known.set(jwksUrl, made);
    return made;
  };
}
