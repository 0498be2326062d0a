// Identifies a viewer to their own browser without revealing the id, to match drafts and pages with
// their owner.

import { createHash } from "node:crypto";
import type { Viewer } from "../http/environment.ts";

/** "" for a visitor. */
export function computeViewerTag({ userId }: Viewer): string {
  return userId === null
    ? ""
    : createHash("sha256").update(`draft ${userId}`).digest("hex").slice(0, 16);
}
