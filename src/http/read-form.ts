// Reads the form in a request's body.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "./environment.ts";

/**
 * Returns the fields by name, the last if there are several; none if the body has another type.
 * Throws 400 for a malformed body.
 */
export async function readForm(c: AppContext): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    // Usually: the body is too large.
    if (error instanceof HTTPException) throw error;
    throw new HTTPException(400, { cause: error });
  }
}
