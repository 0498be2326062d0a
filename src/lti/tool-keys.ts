// The keys with which this site signs messages to platforms: a new one every 90 days. A platform
// stores the public keys for a while, so a key is shown a day before it is used, and for 30 days
// after its last use.

import { desc, lt } from "drizzle-orm";
import { exportJWK, generateKeyPair, type JWK, SignJWT, type JWTPayload } from "jose";
import { DAY_MS } from "../durations.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { ltiKeys } from "../db/lti-schema.ts";

const SIGNING_ALGORITHM = "RS256";
const USED_MS = 90 * DAY_MS;
const SHOWN_BEFORE_MS = DAY_MS;
const SHOWN_AFTER_MS = 30 * DAY_MS;

interface ToolKey {
  id: string;
  privateKey: JWK;
  createdAt: Date;
}

/** A JSON Web Key Set with the public parts. */
export async function showToolKeys(db: Db, now = new Date()): Promise<{ keys: JWK[] }> {
  return { keys: (await ensureToolKeys(db, now)).map(showPublicPart) };
}

/** Signs `claims` with the current key; `iat` and `exp` are added. */
export async function signByTool(
  db: Db,
  claims: JWTPayload,
  {
    lastsSeconds,
    now = new Date(),
    issuedAt = now,
  }: { lastsSeconds: number; now?: Date; issuedAt?: Date },
): Promise<string> {
  const key = chooseSigningKey(await ensureToolKeys(db, now), now);
  const seconds = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: key.id, typ: "JWT" })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lastsSeconds)
    .sign(key.privateKey);
}

/** The newest one that has been shown for a day; the only one, if there is no other. */
function chooseSigningKey(keys: readonly ToolKey[], now: Date): ToolKey {
  return (
    keys.find(({ createdAt }) => now.getTime() - createdAt.getTime() >= SHOWN_BEFORE_MS) ??
    keys.at(-1)!
  );
}

/** The newest first. Creates the next key when it is due, and deletes those that are over. */
async function ensureToolKeys(db: Db, now: Date): Promise<ToolKey[]> {
  const known = selectKeys(db);
  if (!isDue(known, now)) return known;
  const made = await makeKey(now);
  return db.transaction(
    () => {
      // Another process may have made one meanwhile.
      if (isDue(selectKeys(db), now)) db.insert(ltiKeys).values(made).run();
      const oldest = now.getTime() - (USED_MS + SHOWN_BEFORE_MS + SHOWN_AFTER_MS);
      db.delete(ltiKeys)
        .where(lt(ltiKeys.createdAt, new Date(oldest)))
        .run();
      return selectKeys(db);
    },
    { behavior: "immediate" },
  );
}

function isDue([newest]: readonly ToolKey[], now: Date): boolean {
  return newest === undefined || now.getTime() - newest.createdAt.getTime() >= USED_MS;
}

function selectKeys(db: Pick<Db, "select">): ToolKey[] {
  return db.select().from(ltiKeys).orderBy(desc(ltiKeys.createdAt)).all();
}

async function makeKey(now: Date): Promise<ToolKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, {
    modulusLength: 2048,
    extractable: true,
  });
  return { id: newId(), privateKey: await exportJWK(privateKey), createdAt: now };
}

function showPublicPart({ id, privateKey: { kty = "", n = "", e = "" } }: ToolKey): JWK {
  return { kty, n, e, kid: id, use: "sig", alg: SIGNING_ALGORITHM };
}
