// Whether a visitor may create an account, by the site's rule and by their invitation.

import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { type AfterSignIn, isInvited } from "./arrive.ts";

export function maySignUp(
  { config, db }: { config: Config; db: Db },
  afterSignIn: AfterSignIn,
): boolean {
  return config.signUp === "open" || isInvited(db, afterSignIn);
}
