// Launches with tokens of a test's own, and the reason for which the site refuses one.

import type { JWTPayload } from "jose";
import { expect } from "vitest";
import { accounts } from "../../../src/db/auth-schema.ts";
import { ltiContexts, ltiOpenings } from "../../../src/db/lti-schema.ts";
import type { LtiRefusal } from "../../../src/lti/errors.ts";
import type { QuietSite } from "../quiet-site.ts";
import type { Visitor } from "../visitor.ts";
import { startLogin } from "./launch-in-place.ts";
import type { Launch, LtiPlatformDouble } from "./platform.ts";

export interface Login {
  visitor: Visitor;
  state: string;
  nonce: string;
}

export async function beginLogin(
  visitor: Visitor,
  platform: LtiPlatformDouble,
  what: Launch,
): Promise<Login> {
  const { searchParams } = await startLogin(visitor, platform, what);
  return { visitor, state: searchParams.get("state")!, nonce: searchParams.get("nonce")! };
}

export const postLaunch = (
  visitor: Visitor,
  platform: LtiPlatformDouble,
  fields: Record<string, string>,
) => visitor.post("/lti/launch", fields, { origin: platform.url });

/** A login, and then the token that `make` returns. */
export async function sendToken(
  visitor: Visitor,
  platform: LtiPlatformDouble,
  what: Launch,
  make: (claims: JWTPayload) => Promise<string> | string,
): Promise<Response> {
  const { state, nonce } = await beginLogin(visitor, platform, what);
  const token = await make(platform.describe(what, nonce));
  return postLaunch(visitor, platform, { state, id_token: token });
}

/** The code on the page; nothing can be followed there, and nothing is stored. */
export async function readRefusal(
  site: QuietSite,
  answer: Response,
): Promise<LtiRefusal | undefined> {
  const text = await answer.text();
  const refusal = /For the administrator: (\w+)/.exec(text)?.[1] as LtiRefusal | undefined;
  expect(answer.status, text.slice(0, 500)).toBe(refusal === "keys" ? 502 : 403);
  expect(text).not.toMatch(/<(?:a|form|button)\b/);
  const { db } = site.services;
  expect(db.select().from(ltiOpenings).all()).toEqual([]);
  expect(db.select().from(accounts).all()).toEqual([]);
  expect(db.select().from(ltiContexts).all()).toEqual([]);
  return refusal;
}
