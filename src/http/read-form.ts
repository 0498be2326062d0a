// The form in a request's body.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "./environment.ts";

/**
 * Fields by name, the last where there are several; none for a body of another kind. Throws 400 for
 * one that is broken.
 */
export async function readForm(c: AppContext): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    // Too large, most of all.
    if (error instanceof HTTPException) throw error;
    throw new HTTPException(400, { cause: error });
  }
}
