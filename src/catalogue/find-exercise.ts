// Finds the exercise of a request in the version for its viewer: a student with an assignment gets
// the pinned version, everyone else the published one.

import { type Work, selectWorks } from "../assignments/assignments.ts";
import type { Viewer } from "../http/environment.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Db } from "../db/open.ts";
import type { Offer } from "./catalogue.ts";

export interface FoundExercise {
  offer: Offer;
  /** The assignment: the one that was named, or the only one. null: none, or not clear which. */
  work: Work | null;
  /** All assignments of the viewer that use the exercise. */
  works: Work[];
}

export interface ExerciseName {
  pack: string;
  exercise: string;
  /** The id of an assignment, if several use the same exercise. */
  assignment?: string | undefined;
  /**
   * A course that its staff view as a student: they see its version and its banner. Their
   * submissions are practice.
   */
  viewedCourse?: string | undefined;
}

/** undefined if the exercise is neither published nor assigned to `viewer`. */
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
    return { offer: await catalogue.loadOffer(work.assignment.versionHash, pack), work, works };
  const offer =
    catalogue.find(pack, exercise) ??
    (works[0] && (await catalogue.loadOffer(works[0].assignment.versionHash, pack)));
  return offer && { offer, work, works };
}

/** Never returns another assignment than the named one, and never guesses. */
export function chooseWork(works: readonly Work[], named: string | undefined): Work | null {
  if (named === undefined) return works.length === 1 ? works[0]! : null;
  return works.find(({ assignment }) => assignment.id === named) ?? null;
}
