// Opens one hint for a person, if the exercise has it, the rules allow it, and the hints before it
// are opened. Checking and recording run without waiting in between.

import type { HintStep } from "../../grader/doors/packs.ts";
import type { FoundExercise } from "../catalogue/find-exercise.ts";
import type { Db } from "../db/open.ts";
import { type HintAccess, computeHintAccess } from "./hint-access.ts";
import { recordHintView, selectFunctionHints } from "./hint-views.ts";
import { selectHints } from "./select-hints.ts";

export interface HintName {
  /** The name of the export. */
  name: string;
  step: HintStep;
}

export type OpenResult =
  | { kind: "opened" }
  /** The exercise has no such hint. */
  | { kind: "none" }
  /** `next`: the hint that comes first. */
  | { kind: "tooEarly"; next: HintStep }
  | { kind: "refused"; access: Exclude<HintAccess, { kind: "open" }> };

export function openHint(
  db: Db,
  userId: string,
  { offer, work, works }: FoundExercise,
  { name, step }: HintName,
  nowMs: number,
): OpenResult {
  const { pack, id, hash } = offer;
  const hints = selectHints(db, pack, id);
  if (hints === null) return { kind: "none" };
  const access = computeHintAccess(db, { userId, pack, exercise: id, hash, works }, nowMs);
  if (access.kind !== "open") return { kind: "refused", access };
  const reader = { userId, packId: pack, exerciseId: id };
  const wanted = selectFunctionHints(db, hints, offer.exercise.manifest.exports, reader).find(
    (one) => one.name === name,
  );
  if (wanted === undefined) return { kind: "none" };
  const { opened, next } = wanted;
  if (next !== undefined && next !== step && !opened.includes(step))
    return { kind: "tooEarly", next };
  recordHintView(
    db,
    reader,
    { name, step, assignmentId: work?.assignment.id ?? null },
    new Date(nowMs),
  );
  return { kind: "opened" };
}
