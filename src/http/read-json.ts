// A request's body as JSON of a known shape.

import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import { isForm } from "./count-fields.ts";
import type { AppEnv } from "./environment.ts";

/**
 * Throws 400 for what is no JSON, or not of this shape. What says that it is a form was counted as
 * one.
 */
export async function readJson<T>(c: Context<AppEnv>, schema: z.ZodType<T>): Promise<T> {
  if (isForm(c.req.header("content-type") ?? "")) throw new HTTPException(400);
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) throw new HTTPException(400);
  return parsed.data;
}
