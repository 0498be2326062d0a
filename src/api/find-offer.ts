// Finds the exercise of a request, in the version for its caller.

import { type FoundExercise, findExercise } from "../catalogue/find-exercise.ts";
import type { AppContext } from "../http/environment.ts";
import type { PageServices } from "../services.ts";
import { ApiError } from "./api-error.ts";

export type OfferFinder = (
  c: AppContext,
  name: { pack: string; exercise: string; assignment?: string | undefined },
) => Promise<FoundExercise>;

/** Throws `ApiError` if it is not published. */
export function offerFinder(services: PageServices): OfferFinder {
  return async (c, name) => {
    const found = await findExercise(services, c.get("viewer"), name);
    if (found === undefined)
      throw new ApiError(404, "not-found", "api.error.noExercise", {
        params: { name: `${name.pack}/${name.exercise}` },
      });
    return found;
  };
}
