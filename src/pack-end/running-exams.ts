// The exams that run on exercises of a pack, by the rule for all pages: while one runs in any course,
// nobody sees more of its exercise than the exam itself shows.

import { selectExamEnd } from "../assignments/exams.ts";
import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";

export interface RunningExam {
  offer: Offer;
  /** Infinity if it has no end. */
  endMs: number;
}

export function selectRunningExams(db: Db, { offers }: OfferedPack): RunningExam[] {
  return offers.flatMap((offer) => {
    const key = { packId: offer.pack, exerciseId: offer.id, versionHash: offer.hash };
    const endMs = selectExamEnd(db, key);
    return endMs === null ? [] : [{ offer, endMs }];
  });
}
