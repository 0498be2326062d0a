// The exercise that a request names, as it is offered now.

import type { Catalogue, Offer } from "../exercises/catalogue.ts";
import { ApiFault } from "./fault.ts";

export type OfferFinder = (name: { pack: string; exercise: string }) => Offer;

/** Throws `ApiFault` for one that is not offered. */
export function offerFinder(catalogue: Catalogue): OfferFinder {
  return ({ pack, exercise }) => {
    const offer = catalogue.find(pack, exercise);
    if (offer === undefined) throw new ApiFault(404, "not-found", "api.fault.noExercise", { params: { name: `${pack}/${exercise}` } });
    return offer;
  };
}
