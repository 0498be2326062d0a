// Requests to a platform. Its answers are untrusted: they are limited in time and size, and a
// redirect is refused, because it would carry our tokens to an address that nobody registered.

import { SECOND_MS } from "../durations.ts";

const LIMIT_MS = 15 * SECOND_MS;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface PlatformRequest {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** unreachable: no answer in time. redirect, size: an answer that is refused. */
export type PlatformFailure = "unreachable" | "redirect" | "size";

export class PlatformAnswerError extends Error {
  readonly failure: PlatformFailure;
  constructor(failure: PlatformFailure, cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}

/** The whole answer has been read. Throws `PlatformAnswerError`. */
export async function fetchFromPlatform(
  url: string,
  { method = "GET", headers = {}, body, signal }: PlatformRequest = {},
): Promise<Response> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      ...(body === undefined ? {} : { body }),
    });
    const bytes = await readLimited(answer);
    if (answer.status >= 300 && answer.status < 400) throw new PlatformAnswerError("redirect");
    return new Response(answer.status === 204 || answer.status === 304 ? null : bytes, {
      status: answer.status,
      headers: answer.headers,
    });
  } catch (error) {
    throw error instanceof PlatformAnswerError
      ? error
      : new PlatformAnswerError("unreachable", error);
  }
}

async function readLimited(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new PlatformAnswerError("size");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
