// The common parts of the operations in the API document: types of bodies, permissions, and error
// answers.

import { OpenAPIHono } from "@hono/zod-openapi";
import type { ZodType } from "zod";
import type { AppContext, AppEnv, Viewer } from "../http/environment.ts";
import { ApiError } from "./api-error.ts";
import { errorAnswer } from "./schemas.ts";

export type Api = OpenAPIHono<AppEnv>;

export const json = <S extends ZodType>(schema: S) => ({ "application/json": { schema } });
/** For an answer that the handler writes itself: its type is then Response. */
export const rawJson = (schema: ZodType): Record<string, { schema: ZodType }> => ({
  "application/json": { schema },
});
/** A required body. */
export const body = <S extends ZodType>(schema: S) => ({ content: json(schema), required: true });

const ERRORS = {
  400: { description: "api.answer.400", content: json(errorAnswer) },
  401: { description: "api.answer.401", content: json(errorAnswer) },
  403: { description: "api.answer.403", content: json(errorAnswer) },
  404: { description: "api.answer.404", content: json(errorAnswer) },
  409: { description: "api.answer.409", content: json(errorAnswer) },
  413: { description: "api.answer.413", content: json(errorAnswer) },
  429: { description: "api.answer.429", content: json(errorAnswer) },
  503: { description: "api.answer.503", content: json(errorAnswer) },
} as const;

export function errors<Status extends keyof typeof ERRORS>(
  ...statuses: Status[]
): Pick<typeof ERRORS, Status> {
  return Object.fromEntries(statuses.map((status) => [status, ERRORS[status]])) as Pick<
    typeof ERRORS,
    Status
  >;
}

/** Requires a token or a browser's session. */
export const WHO_IS_KNOWN: Record<string, string[]>[] = [{ token: [] }, { session: [] }];
/** Open to anyone; signed-in callers may get more. */
export const ANYBODY: Record<string, string[]>[] = [{}, ...WHO_IS_KNOWN];

export function requireSomebody(c: AppContext): Exclude<Viewer, { kind: "nobody" }> {
  const viewer = c.get("viewer");
  if (viewer.kind === "nobody") throw new ApiError(401, "sign-in", "api.error.signIn");
  return viewer;
}
