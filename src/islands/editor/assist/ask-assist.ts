// Asks the server's type checker about a place in the code.

import type { AssistAnswer, AssistKind } from "../../../../grader/doors/type-errors.ts";
import type { AssistReply, EditorData } from "../../../catalogue/editor-data.ts";

interface AssistPlace {
  source: string;
  /** In UTF-16 units from the start of the source. */
  offset: number;
}

/**
 * undefined: no answer now, because the server is busy or cannot be reached, or because `signal` is
 * aborted. null: nothing to say about that place. Never rejects.
 */
export type AskAssist = (
  about: AssistKind,
  place: AssistPlace,
  signal: AbortSignal,
) => Promise<AssistAnswer | undefined>;

export function createAskAssist(
  { path, query }: Pick<EditorData, "path" | "query">,
  tab: string,
): AskAssist {
  return async (about, place, signal) => {
    try {
      const response = await fetch(`${path}/assist${query}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ ...place, about, tab }),
        signal,
      });
      if (!response.ok) return undefined;
      const reply = (await response.json()) as AssistReply;
      return reply.state === "done" ? reply.answer : undefined;
    } catch {
      return undefined;
    }
  };
}
