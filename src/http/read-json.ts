// Reads a request's body as JSON of a known type.

import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import { isForm } from "./count-fields.ts";
import type { AppEnv } from "./environment.ts";

/**
 * Throws 400 if it is not valid JSON of this type, or if its content type is that of a form,
 * because then its fields were counted as those of a form (count-fields.ts).
 */
export async function readJson<T>(c: Context<AppEnv>, schema: z.ZodType<T>): Promise<T> {
  if (isForm(c.req.header("content-type") ?? "")) throw new HTTPException(400);
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) throw new HTTPException(400);
  return parsed.data;
}
