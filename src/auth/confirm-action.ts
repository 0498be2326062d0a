// Asks users to confirm an action by their password, if a stolen session must not be enough for it.
// A user without a password types a name instead.

import { and, eq } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import { cleanLine, type Form, readLine, readText } from "../http/read-field.ts";
import type { AppContext } from "../http/environment.ts";
import type { Db } from "../db/open.ts";
import { accounts } from "../db/auth-schema.ts";
import { users } from "../db/schema.ts";
import type { Throttle } from "../http/throttle.ts";
import type { FieldError } from "../ui/field.tsx";
import type { Auth } from "./better-auth.ts";
import { confirmPassword } from "./confirm-password.ts";
import { ownsSite } from "./owns-site.ts";

/** What the user enters. `name`: the name to type. */
export type Confirmation = { kind: "password" } | { kind: "name"; name: string };

interface Services {
  auth: Auth;
  db: Db;
  throttle: Throttle;
}

/** A user who signed up through a provider has none. */
export function hasPassword(db: Db, userId: string): boolean {
  return (
    db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")))
      .get() !== undefined
  );
}

/** `name`: what a user without a password types; their own name if it is not given. */
export function selectConfirmation(db: Db, userId: string, name?: string): Confirmation {
  if (hasPassword(db, userId)) return { kind: "password" };
  if (name !== undefined) return { kind: "name", name };
  const own = db.select({ name: users.name }).from(users).where(eq(users.id, userId)).get()!;
  return { kind: "name", name: own.name };
}

/**
 * The error of the form's field; undefined if the action is confirmed. Throws
 * `TooManyRequestsError`.
 */
export async function findConfirmationError(
  { auth, throttle }: Pick<Services, "auth" | "throttle">,
  c: AppContext,
  userId: string,
  confirmation: Confirmation,
  form: Form,
  field = "confirmation",
): Promise<FieldError | undefined> {
  if (confirmation.kind === "name")
    // A provider may have sent the name with blanks that nobody sees or types.
    return readLine(form, field) === cleanLine(confirmation.name)
      ? undefined
      : { key: "account.confirm.wrongName" };
  return (await confirmPassword({ auth, throttle }, c, userId, readText(form, field)))
    ? undefined
    : { key: "account.confirm.wrongPassword" };
}

/** The same for a site owner, who must still be one afterwards: throws 404 otherwise. */
export async function findOwnerError(
  services: Services,
  c: AppContext,
  ownerId: string,
  confirmation: Confirmation,
  form: Form,
): Promise<FieldError | undefined> {
  const error = await findConfirmationError(services, c, ownerId, confirmation, form);
  // The confirmation took a while: another owner may have removed this owner's role meanwhile.
  if (error === undefined && !ownsSite(services.db, ownerId)) throw new HTTPException(404);
  return error;
}
