// Requests that need what only the feeding process has: slots, the state of publishing, running
// comparisons and imports. They are rare. Another web process passes them on whole and returns the
// answer, so that every process shows the same.

import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { readConnectionAddress } from "../http/address.ts";
import type { AppEnv } from "../http/environment.ts";
import { NoAnswerError, type ProcessLink } from "./process-link.ts";

/** The paths of such requests, without the path of the site's address. */
const FORWARDED = [
  /^\/readyz$/,
  /^\/manage(?:\/|$)/,
  /^\/exercises\/[^/]+\/[^/]+\/reference-answers$/,
  /^\/submissions\/[^/]+\/solutions$/,
  /^\/courses\/[^/]+\/people\/import(?:\/|$)/,
  /^\/courses\/[^/]+\/assignments\/[^/]+\/similarity(?:\/|$)/,
  /^\/api\/v1\/packs\/publish$/,
  /^\/api\/v1\/exercises\/[^/]+\/[^/]+\/bundle$/,
];

const headers = z.array(z.tuple([z.string(), z.string()]));
const bytes = z.instanceof(Uint8Array<ArrayBuffer>).nullable();
const sentRequest = z.strictObject({
  url: z.url(),
  method: z.string(),
  headers,
  body: bytes,
  /** Of the connection. */
  address: z.string(),
});
const sentAnswer = z.strictObject({ status: z.int().min(200).max(599), headers, body: bytes });

function isForwarded(path: string): boolean {
  return FORWARDED.some((pattern) => pattern.test(path));
}

/** For a process that does not feed the queue. Answers 503 while no process feeds it. */
export function forwardToFeeder(link: ProcessLink) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!isForwarded(c.req.path)) return await next();
    const { raw } = c.req;
    const request: z.infer<typeof sentRequest> = {
      url: raw.url,
      method: raw.method,
      headers: [...raw.headers],
      // takeBody has read it, within its limits.
      body: raw.body === null ? null : new Uint8Array(await c.req.arrayBuffer()),
      address: readConnectionAddress(c),
    };
    const { status, headers, body } = sentAnswer.parse(
      await link.ask("request", request, raw.signal).catch((error: unknown) => {
        throw error instanceof NoAnswerError ? new HTTPException(503, { cause: error }) : error;
      }),
    );
    // The feeding process has logged and counted it.
    c.set("isForwarded", true);
    return new Response(body, { status, headers });
  });
}

/** For the feeding process. */
export function answerForwarded(
  link: ProcessLink,
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
): void {
  link.answer("request", async (sent, signal): Promise<z.infer<typeof sentAnswer>> => {
    const { url, method, headers, body, address } = sentRequest.parse(sent);
    const response = await fetch(
      new Request(url, { method, headers, body, signal }),
      // What `getConnInfo` reads.
      { incoming: { socket: { remoteAddress: address } } },
    );
    return {
      status: response.status,
      headers: [...response.headers],
      body: response.body === null ? null : new Uint8Array(await response.arrayBuffer()),
    };
  });
}
