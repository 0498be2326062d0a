// The exercise that a request's address names, with the assignment of ?assignment=.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";
import { readViewedCourse } from "../membership/gate.ts";
import { findExercise, type FoundExercise } from "./find-exercise.ts";

/** undefined if there is none for this viewer. */
export function findOptionalRequested(
  services: Parameters<typeof findExercise>[0],
  c: AppContext,
): Promise<FoundExercise | undefined> {
  return findExercise(services, c.get("viewer"), {
    pack: c.req.param("pack") ?? "",
    exercise: c.req.param("exercise") ?? "",
    assignment: c.req.query("assignment"),
    viewedCourse: readViewedCourse(c),
  });
}

/** Throws 404 if there is none for this viewer. */
export async function findRequested(
  ...asked: Parameters<typeof findOptionalRequested>
): Promise<FoundExercise> {
  const found = await findOptionalRequested(...asked);
  if (found === undefined) throw new HTTPException(404);
  return found;
}
