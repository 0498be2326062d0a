// The program whose language model writes: the person's latest accepted submission to the exercise
// of the pack that trains one. If several do, the last one of the pack.

import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { type AcceptedSubmission, selectOptionalAccepted } from "../grading/select-accepted.ts";

export interface Writer {
  offer: Offer;
  submission: AcceptedSubmission;
}

/** undefined if no exercise of the pack trains a language model. */
export function findWritingOffer({ offers }: OfferedPack): Offer | undefined {
  return offers.findLast(({ exercise }) => exercise.writing !== undefined);
}

/** undefined if the person has no accepted submission that they may know of. */
export function selectOptionalWriter(
  db: Db,
  userId: string | null,
  offer: Offer | undefined,
): Writer | undefined {
  if (userId === null || offer === undefined) return undefined;
  const key = { userId, packId: offer.pack, exerciseId: offer.id };
  const submission = selectOptionalAccepted(db, key);
  return submission && { offer, submission };
}
