// Submits the form without leaving the page, so that the code stays if the connection is lost, the
// server is down, or the server asks a question.

import type { SendAnswer } from "../../catalogue/editor-data.ts";

/**
 * offline: no answer arrived. error: the answer came from something else (a gateway), or too late.
 * refused: the site's own message.
 */
export type SendOutcome =
  | SendAnswer
  | { state: "failed"; why: "offline" | "error" | "refused"; reason: string };

/**
 * Enough for 256 KiB over a slow connection. If the request arrives after it, the form's key
 * identifies it.
 */
const ANSWER_MS = 30_000;

export async function sendSubmission(url: string, fields: FormData): Promise<SendOutcome> {
  const body = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string") body.append(name, value);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { accept: "application/json" },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const answer = (await response.json().catch(() => undefined)) as
      | Partial<SendAnswer & { error: { message: string } }>
      | undefined;
    if (answer?.state !== undefined) return answer as SendAnswer;
    if (typeof answer?.error?.message === "string")
      return { state: "failed", why: "refused", reason: answer.error.message };
    return { state: "failed", why: "error", reason: `HTTP ${response.status}` };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return {
      state: "failed",
      why: isLate ? "error" : "offline",
      reason: isLate ? `${ANSWER_MS / 1000} s` : "",
    };
  }
}
