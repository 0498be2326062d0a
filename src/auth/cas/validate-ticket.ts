// Asks the CAS server who has the ticket that a browser brings. The server is the site owner's
// choice, but its answer is limited in time and size, and a redirect is not followed: the answer
// must come from the address of the setting.

import { describeErrorForLog, type LoggedError } from "../../log.ts";
import { type CasAnswer, readAnswer } from "./read-answer.ts";

const ANSWER_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** The specification allows 256 characters. Servers also put their host's name into a ticket. */
const TICKET = /^ST-[\w.-]{1,253}$/;

export type TicketAnswer =
  | CasAnswer
  | { kind: "ticket" }
  | { kind: "unreachable"; error: LoggedError | { status: number } };

/** `service`: the address that the server was given at sign-in, unchanged. */
export async function validateTicket(
  casUrl: string,
  service: string,
  ticket: string,
  answerMs = ANSWER_MS,
): Promise<TicketAnswer> {
  if (ticket.startsWith("PT-")) return { kind: "proxied" };
  if (!TICKET.test(ticket)) return { kind: "ticket" };
  const query = new URLSearchParams({ service, ticket }).toString();
  try {
    const answer = await fetch(`${casUrl}/p3/serviceValidate?${query}`, {
      redirect: "manual",
      headers: { accept: "application/xml, text/xml" },
      signal: AbortSignal.timeout(answerMs),
    });
    const bytes = await readLimited(answer);
    if (answer.status !== 200) return { kind: "unreachable", error: { status: answer.status } };
    return bytes === undefined ? { kind: "garbled" } : readBytes(bytes);
  } catch (error) {
    // The cause says whether a certificate or a name is wrong.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: "unreachable", error: describeErrorForLog(cause) };
  }
}

function readBytes(bytes: Uint8Array): CasAnswer {
  try {
    return readAnswer(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { kind: "garbled" };
  }
}

/** undefined if there is more than the limit; the rest is not read. */
async function readLimited({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
