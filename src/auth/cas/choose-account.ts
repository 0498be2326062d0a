// Which account a person of the CAS server enters: the one with this identity; else the unused one
// that a roster created for their student number; else a new one.

import type { Db } from "../../db/open.ts";
import { ensureAccountOf, connectIdentity, selectOptionalAccountOf } from "../outside-identity.ts";
import {
  findUsernameOwner,
  openUnused,
  proveUsername,
  USERNAME_IN_USE,
} from "../proven-username.ts";
import type { CasPerson } from "./describe-person.ts";

/** no-sign-up: there is no account, and the site's rule allows none to be created. */
export type ChosenAccount =
  | { kind: "account"; userId: string }
  | { kind: "no-sign-up" | typeof USERNAME_IN_USE };

export function chooseAccount(
  db: Db,
  person: CasPerson,
  { maySignUp, ssoOnly }: { maySignUp: boolean; ssoOnly: boolean },
  now = new Date(),
): ChosenAccount {
  return db.transaction(
    () => {
      const known = selectOptionalAccountOf(db, person);
      if (known === undefined) {
        const owner = findUsernameOwner(db, person.username, { ssoOnly });
        if (owner.kind === "taken") return { kind: USERNAME_IN_USE };
        if (owner.kind === "unused") openUnused(db, person, owner.userId, now);
        else if (!maySignUp) return { kind: "no-sign-up" };
      }
      const userId = ensureAccountOf(db, person, now);
      proveUsername(db, userId, person.username, now);
      return { kind: "account", userId };
    },
    { behavior: "immediate" },
  );
}

/** For a signed-in user who has asked for it. False if the identity is another account's. */
export function connectPerson(
  db: Db,
  person: CasPerson,
  userId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      if (!connectIdentity(db, person, userId, now)) return false;
      proveUsername(db, userId, person.username, now);
      return true;
    },
    { behavior: "immediate" },
  );
}
