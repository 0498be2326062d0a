// The exercise that a request names, as whoever asks is to see it: a student with an assignment
// gets the version that it is pinned to, everybody else the one that is offered now.

import { type Work, selectWorks } from "../assignments/assignments.ts";
import type { Viewer } from "../http/environment.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Db } from "../db/open.ts";
import type { Offer } from "./catalogue.ts";

export interface FoundExercise {
  offer: Offer;
  /**
   * What it is for: the assignment that was named, or the only one there is. null: for none, or it
   * is not clear for which.
   */
  work: Work | null;
  /** Everything that it could be for. */
  works: Work[];
}

export interface ExerciseName {
  pack: string;
  exercise: string;
  /** Of several assignments of the same exercise, this one. */
  assignment?: string | undefined;
  /**
   * A course that its staff look at as a student would: they see its version and its banner. What
   * they send is practice.
   */
  viewedCourse?: string | undefined;
}

/** undefined where it is neither offered nor assigned to `viewer`. */
export async function findExercise(
  { db, catalogue }: { db: Db; catalogue: Catalogue },
  viewer: Viewer,
  { pack, exercise, assignment, viewedCourse }: ExerciseName,
): Promise<FoundExercise | undefined> {
  const works =
    viewer.kind === "member"
      ? selectWorks(db, viewer.userId, { packId: pack, exerciseId: exercise, viewedCourse })
      : [];
  const work = chooseWork(works, assignment);
  if (work !== null)
    return { offer: await catalogue.offerOf(work.assignment.versionHash, pack), work, works };
  const offer =
    catalogue.find(pack, exercise) ??
    (works[0] && (await catalogue.offerOf(works[0].assignment.versionHash, pack)));
  return offer && { offer, work, works };
}

/** Never another than the one that was named, and never a guess. */
export function chooseWork(works: readonly Work[], named: string | undefined): Work | null {
  if (named === undefined) return works.length === 1 ? works[0]! : null;
  return works.find(({ assignment }) => assignment.id === named) ?? null;
}
