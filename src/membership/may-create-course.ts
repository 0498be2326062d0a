// Who may create courses.

import type { AppContext } from "../http/environment.ts";

/** Every site role may. A token is only for sending submissions. */
export function mayCreateCourse(c: AppContext): boolean {
  return c.get("viewer").siteRole !== null && !c.get("hasToken");
}
