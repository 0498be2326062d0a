// Hints that the demo's students have opened: after each wrong attempt at an exercise with hints,
// every second student opens the next hint of its first function.

import { HINT_STEPS } from "../../grader/doors/packs.ts";
import { MINUTE_MS } from "../durations.ts";
import type { Db } from "../db/open.ts";
import { recordHintView } from "../hints/hint-views.ts";
import { selectHints } from "../hints/select-hints.ts";
import type { PlannedAttempt } from "./plan.ts";

interface HintReaders {
  attempts: readonly PlannedAttempt[];
  studentIds: readonly string[];
  assignmentIds: readonly string[];
  /** One for each assignment. */
  offers: readonly { pack: string; id: string }[];
}

export function writeHintViews(
  db: Db,
  { attempts, studentIds, assignmentIds, offers }: HintReaders,
): void {
  const opened = new Map<string, number>();
  for (const { student, assignment, kind, submittedAtMs } of attempts) {
    const { pack, id } = offers[assignment]!;
    const [name] = Object.keys(selectHints(db, pack, id) ?? {});
    const key = `${student} ${assignment}`;
    const step = HINT_STEPS[opened.get(key) ?? 0];
    if (kind !== "wrong" || student % 2 === 0 || name === undefined || step === undefined) continue;
    opened.set(key, (opened.get(key) ?? 0) + 1);
    recordHintView(
      db,
      { userId: studentIds[student]!, packId: pack, exerciseId: id },
      { name, step, assignmentId: assignmentIds[assignment]! },
      new Date(submittedAtMs + MINUTE_MS),
    );
  }
}
