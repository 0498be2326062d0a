// The exercise that a request names, as whoever asks is to see it: a student with an assignment gets the version that it is pinned to, everybody
// else the one that is offered now.

import { type Work, selectOptionalWork } from "../courses/assignments.ts";
import type { Viewer } from "../http/environment.ts";
import type { Services } from "../services.ts";
import type { Offer } from "./catalogue.ts";

export interface FoundExercise {
  offer: Offer;
  /** What it is for; null: nothing but oneself. */
  work: Work | null;
}

export interface ExerciseName {
  pack: string;
  exercise: string;
  /** Of several assignments of the same exercise, this one. */
  assignment?: string | undefined;
  /** A course that its staff look at as a student would: they see its version and its banner. What they send is practice. */
  viewedCourse?: string | undefined;
}

/** undefined where it is neither offered nor assigned to `viewer`. */
export async function findExercise({ db, catalogue }: Pick<Services, "db" | "catalogue">, viewer: Viewer, { pack, exercise, assignment, viewedCourse }: ExerciseName): Promise<FoundExercise | undefined> {
  const work = viewer.kind === "member" ? selectOptionalWork(db, viewer.userId, { packId: pack, exerciseId: exercise, wanted: assignment, viewedCourse }) : null;
  if (work !== null) return { offer: await catalogue.offerOf(work.assignment.versionHash), work };
  const offer = catalogue.find(pack, exercise);
  return offer && { offer, work };
}
