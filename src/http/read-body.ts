// Reads a body up to a limit. What lies beyond it is read as well and thrown away: a client hears an
// answer only after it has sent everything. If the connection were closed under it, a browser would
// say that the network failed, and not that the file is too large.

import type { AppContext } from "./environment.ts";

/** After so many unwanted bytes a client is not waited for. */
const MAX_UNWANTED_BYTES = 64 * 1024 * 1024;

export type Body =
  | { kind: "whole"; bytes: ArrayBuffer }
  /** `isRead`: nothing of it is left on the connection. */
  | { kind: "too large"; isRead: boolean };

/** `onTooLarge` is called as soon as that is clear, while the rest still arrives. */
export async function readBody(
  c: AppContext,
  maxBytes: number,
  onTooLarge: () => void,
): Promise<Body> {
  // Of a known length: Hono reads it, and gives the same bytes to those who read it later.
  const declared = readLength(c);
  if (declared !== undefined && declared <= maxBytes)
    return { kind: "whole", bytes: await c.req.arrayBuffer() };
  if (declared !== undefined) onTooLarge();
  if ((declared ?? 0) > MAX_UNWANTED_BYTES) return { kind: "too large", isRead: false };

  const chunks: Uint8Array[] = [];
  let size = 0;
  // Canceling would end the connection before the answer.
  for await (const chunk of c.req.raw.body?.values({ preventCancel: true }) ?? []) {
    size += chunk.length;
    if (size > MAX_UNWANTED_BYTES) return { kind: "too large", isRead: false };
    if (size <= maxBytes) chunks.push(chunk);
    else {
      chunks.length = 0;
      onTooLarge();
    }
  }
  if (size > maxBytes) return { kind: "too large", isRead: true };
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: Buffer.concat(chunks) });
  return { kind: "whole", bytes: await c.req.arrayBuffer() };
}

/** undefined if it comes in pieces. Node's parser has refused what is not a length. */
function readLength(c: AppContext): number | undefined {
  const length = c.req.header("content-length");
  if (length !== undefined && c.req.header("transfer-encoding") === undefined)
    return Number(length);
  return c.req.raw.body === null ? 0 : undefined;
}
