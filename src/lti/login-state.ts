// The state of a login: which platform was asked, the nonce that its answer must contain, and the
// browser that asked. It is signed, so that starting a login stores nothing; when it comes back, its
// hash is stored until it expires, so that it comes back once.

import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { lt } from "drizzle-orm";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { hashSecret, newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { ltiUsed } from "../db/lti-schema.ts";
import { readServerSecret } from "../db/server-secret.ts";
import { MINUTE_SECONDS } from "../durations.ts";
import { LtiRefusedError } from "./errors.ts";

/** A sign-in page of the institution may come between. */
export const STATE_LASTS_SECONDS = 10 * MINUTE_SECONDS;
const ALGORITHM = "HS256";
const AUDIENCE = "lti-login";

const stateSchema = z.object({
  jti: z.string(),
  exp: z.number(),
  platform: z.string(),
  nonce: z.string(),
  target: z.string(),
  browser: z.string(),
  storage: z.object({ frame: z.string(), secret: z.string() }).nullable(),
});

export interface LoginState {
  /** The id in `lti_platforms`. */
  platformId: string;
  nonce: string;
  /** The path here that the platform wants to open. */
  target: string;
  /** The hash of the secret that the browser got as a cookie. */
  browser: string;
  /** null: the platform stores nothing for us. */
  storage: LoginStorage | null;
}

/** What the platform has stored for this login (1EdTech, LTI postMessage Storage 0.1). */
interface LoginStorage {
  /** The name of the frame that stores it: "_parent", or a frame of the parent. */
  frame: string;
  /** The hash of the stored secret. */
  secret: string;
}

function readKey(db: Db): KeyObject {
  const bytes = hkdfSync("sha256", readServerSecret(db), "", "gradus lti login", 32);
  return createSecretKey(Buffer.from(bytes));
}

/** `state.browser` of a secret. */
export function hashBrowser(secret: string): string {
  return createHash("sha256").update(`lti browser ${secret}`).digest("base64url");
}

/** `id`: of two states with the same, only one comes back. */
export async function makeLoginState(
  db: Db,
  { platformId, nonce, target, browser, storage }: LoginState,
  { id = newSecret(), now = new Date() }: { id?: string; now?: Date } = {},
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ platform: platformId, nonce, target, browser, storage })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setJti(id)
    .setExpirationTime(seconds + STATE_LASTS_SECONDS)
    .sign(readKey(db));
}

/** Throws `LtiRefusedError`: it is not ours, or expired. It may still have come back before. */
export async function readLoginState(
  db: Db,
  state: string,
  now = new Date(),
): Promise<LoginState & { id: string; expiresAt: Date }> {
  try {
    const { payload } = await jwtVerify(state, readKey(db), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: now,
    });
    const { jti, exp, platform, ...rest } = stateSchema.parse(payload);
    return { ...rest, id: jti, platformId: platform, expiresAt: new Date(exp * 1000) };
  } catch (error) {
    throw new LtiRefusedError(error instanceof errors.JWTExpired ? "stateExpired" : "state");
  }
}

/** Throws `LtiRefusedError` if it has come back before. */
export function useLoginState(
  db: Db,
  { id, expiresAt }: { id: string; expiresAt: Date },
  now = new Date(),
): void {
  db.delete(ltiUsed).where(lt(ltiUsed.expiresAt, now)).run();
  const { changes } = db
    .insert(ltiUsed)
    .values({ hash: hashSecret(id), expiresAt })
    .onConflictDoNothing()
    .run();
  if (changes === 0) throw new LtiRefusedError("stateUsed");
}
