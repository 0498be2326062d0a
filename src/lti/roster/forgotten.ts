// People whose account was deleted here, while their platform still lists them. The nightly roster
// must not create the account again. They come back if they open Gradus themselves.

import { createHmac } from "node:crypto";
import type { Db } from "../../db/open.ts";
import { ltiForgotten } from "../../db/lti-schema.ts";
import { readServerSecret } from "../../db/server-secret.ts";

/** With the site's secret: without it, nobody can try out whose hash it is. */
function hashSubject(secret: string, platformId: string, subject: string): string {
  return createHmac("sha256", secret)
    .update(`gradus lti forgotten ${platformId} ${subject}`)
    .digest("hex");
}

/** Of a platform that is stored. Call it in the transaction that deletes the account. */
export function markForgotten(db: Db, platformId: string, subject: string): void {
  const hash = hashSubject(readServerSecret(db), platformId, subject);
  db.insert(ltiForgotten).values({ platformId, hash }).onConflictDoNothing().run();
}

/** Whether the account of the person with the platform's id was deleted. */
export function prepareForgotten(db: Db, platformId: string): (subject: string) => boolean {
  const secret = readServerSecret(db);
  const find = db.$client
    .prepare<[string, string], 1>("select 1 from lti_forgotten where platform_id = ? and hash = ?")
    .pluck();
  return (subject) => find.get(platformId, hashSubject(secret, platformId, subject)) !== undefined;
}
