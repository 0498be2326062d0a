// Asks an owner to confirm an action that gives away the site or weakens it, by the password, or by
// their own name if they have none. A stolen session is not enough.

import { eq } from "drizzle-orm";
import { readLine, readText } from "../http/form-fields.ts";
import { confirmPassword } from "../auth/confirm-password.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Throttle } from "../http/throttle.ts";
import { hasPassword } from "../settings/queries.ts";
import type { FieldError } from "../ui/field.tsx";

export interface Confirmation {
  kind: "password" | "name";
  /** The owner who must confirm. */
  ownName: string;
}

export function chooseConfirmation(db: Db, ownerId: string): Confirmation {
  const { name } = db.select({ name: users.name }).from(users).where(eq(users.id, ownerId)).get()!;
  return { kind: hasPassword(db, ownerId) ? "password" : "name", ownName: name };
}

type Parts = { auth: Auth; db: Db; throttle: Throttle };

/**
 * The error of the form's field `confirmation`; undefined if it is correct. Throws
 * `TooManyRequestsError`.
 */
export async function confirmOwner(
  { auth, db, throttle }: Parts,
  c: AppContext,
  ownerId: string,
  form: Record<string, unknown>,
): Promise<FieldError | undefined> {
  const { kind, ownName } = chooseConfirmation(db, ownerId);
  if (kind === "name")
    return readLine(form, "confirmation") === ownName
      ? undefined
      : { key: "privacy.error.ownName" };
  const isRight = await confirmPassword(
    { auth, throttle },
    c,
    ownerId,
    readText(form, "confirmation"),
  );
  return isRight ? undefined : { key: "account.error.currentWrong" };
}
