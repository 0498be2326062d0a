// Saves a draft on the server once.

import type { DraftAnswer, EditorData } from "../../catalogue/editor-data.ts";
import type { SaveOutcome } from "./drafts.ts";

/**
 * The limit for a request that continues after its page is closed (browsers allow 64 KiB for all of
 * them together).
 */
const KEEPALIVE_BYTES = 60_000;

export async function sendDraft(
  { path, query, viewer }: Pick<EditorData, "path" | "query" | "viewer">,
  draft: { source: string; revision: number },
): Promise<SaveOutcome> {
  const body = JSON.stringify({ ...draft, viewer: viewer.tag });
  try {
    const response = await fetch(`${path}/draft${query}`, {
      method: "PUT",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      keepalive: new Blob([body]).size <= KEEPALIVE_BYTES,
    });
    if (!response.ok && response.status !== 401 && response.status !== 409)
      return { kind: "failed", why: "error" };
    const answer = (await response.json()) as DraftAnswer;
    switch (answer.state) {
      case "saved":
        return { kind: "saved", revision: answer.revision };
      case "conflict":
        return {
          kind: "conflict",
          other: {
            source: answer.source,
            revision: answer.revision,
            savedAt: new Date(answer.savedAt),
            isUnsent: false,
          },
        };
      case "nobody":
        return { kind: "refused", why: "signed-out" };
      case "other":
        return { kind: "refused", why: "other-viewer" };
      default:
        return { kind: "failed", why: "error" };
    }
  } catch {
    return { kind: "failed", why: "offline" };
  }
}
