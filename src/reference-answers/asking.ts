// What a page needs to offer the question: its address, and the version that the cases are from.

import type { Catalogue, Offer } from "../catalogue/catalogue.ts";
import type { FoundExercise } from "../catalogue/find-exercise.ts";
import type { Db } from "../db/open.ts";
import { computeReferenceAccess } from "./reference-access.ts";

export interface Asking {
  /** Where the question is sent to. */
  action: string;
  /** The exercise's hash. */
  version: string;
}

interface AskingServices {
  db: Db;
  catalogue: Pick<Catalogue, "find">;
}

/** `version`: of the report. undefined if the reader may not ask, and for an earlier version. */
export function selectAsking(
  services: AskingServices,
  found: FoundExercise,
  version: string,
): Asking | undefined {
  const offer = selectVersion(services.catalogue, found, version);
  if (offer === undefined || !hasValidator(offer)) return undefined;
  const { pack, id: exercise, hash } = offer;
  const { works, work } = found;
  const access = computeReferenceAccess(services.db, { pack, exercise, hash, works });
  if (access.kind !== "open") return undefined;
  const query = work === null ? "" : `?assignment=${work.assignment.id}`;
  return { action: `/exercises/${pack}/${exercise}/reference-answers${query}`, version };
}

/**
 * The version that the assignment has pinned, or the one that the exercise offers. undefined for
 * any other: the exercise has changed.
 */
export function selectVersion(
  catalogue: Pick<Catalogue, "find">,
  { offer }: FoundExercise,
  version: string,
): Offer | undefined {
  if (offer.hash === version) return offer;
  const published = catalogue.find(offer.pack, offer.id);
  return published?.hash === version ? published : undefined;
}

/** Only a validator can decide which inputs the reference may see. */
export function hasValidator({ exercise }: Offer): boolean {
  return exercise.modules.validator !== undefined;
}
