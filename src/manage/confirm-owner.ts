// What an owner is asked again before something that gives the site away, or weakens it: the
// password, or their own name if they have none. A session in someone else's hands is not enough.

import { eq } from "drizzle-orm";
import { readLine, readText } from "../http/form-fields.ts";
import { confirmPassword } from "../auth/confirm-password.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Throttle } from "../http/throttle.ts";
import { hasPassword } from "../settings/queries.ts";
import type { Fault } from "../ui/field.tsx";

export interface Confirmation {
  kind: "password" | "name";
  /** Of the owner who is asked. */
  ownName: string;
}

export function confirmationOf(db: Db, ownerId: string): Confirmation {
  const { name } = db.select({ name: users.name }).from(users).where(eq(users.id, ownerId)).get()!;
  return { kind: hasPassword(db, ownerId) ? "password" : "name", ownName: name };
}

type Parts = { auth: Auth; db: Db; throttle: Throttle };

/**
 * What is wrong with the form's field `confirmation`; undefined if the owner means it. Throws
 * `TooManyRequestsError`.
 */
export async function confirmOwner(
  { auth, db, throttle }: Parts,
  c: AppContext,
  ownerId: string,
  form: Record<string, unknown>,
): Promise<Fault | undefined> {
  const { kind, ownName } = confirmationOf(db, ownerId);
  if (kind === "name")
    return readLine(form, "confirmation") === ownName
      ? undefined
      : { key: "privacy.fault.ownName" };
  const isRight = await confirmPassword(
    { auth, throttle },
    c,
    ownerId,
    readText(form, "confirmation"),
  );
  return isRight ? undefined : { key: "account.fault.currentWrong" };
}
