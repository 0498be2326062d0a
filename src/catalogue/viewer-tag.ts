// Names a viewer to their own browser without giving the id away: which drafts are theirs, and for
// whom a page was made.

import { createHash } from "node:crypto";
import type { Viewer } from "../http/environment.ts";

/** "" for nobody. */
export function viewerTag({ userId }: Viewer): string {
  return userId === null
    ? ""
    : createHash("sha256").update(`draft ${userId}`).digest("hex").slice(0, 16);
}
