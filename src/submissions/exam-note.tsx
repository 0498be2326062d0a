// Shows how long an exam on an exercise hides the results of its hidden tests, on the exercise's
// page and on a submission's.

import { formatInBothZones } from "../ui/two-zones.ts";
import type { AppContext } from "../http/environment.ts";
import { EXAM_SPACING_MS } from "../assignments/exams.ts";
import type { SubmissionView } from "../grading/select-submission.ts";

/**
 * Shown before a submission. `timeZone`: that of the assignment's course, or the reader's own
 * without an assignment.
 */
export function ExamNote({
  c,
  endMs,
  timeZone,
}: {
  c: AppContext;
  endMs: number;
  timeZone: string;
}) {
  const t = c.get("t");
  const count = EXAM_SPACING_MS / 1000;
  return (
    <p class="notice">
      {endMs === Infinity
        ? t("purpose.exam.open", { count })
        : t("purpose.exam.until", { count, date: formatInBothZones(c, endMs, timeZone) })}
    </p>
  );
}

/** Shown below a report; undefined if nothing is hidden because of an exam. */
export function describeExamNote(
  c: AppContext,
  submission: Pick<
    SubmissionView,
    "sealedUntilMs" | "isHiddenPending" | "seenBy" | "courseTimeZone"
  >,
): string | undefined {
  const t = c.get("t");
  const { sealedUntilMs, isHiddenPending, seenBy, courseTimeZone } = submission;
  if (sealedUntilMs === Infinity) return t("submission.examNote.open");
  if (sealedUntilMs !== null)
    return t("submission.examNote.until", {
      date: formatInBothZones(c, sealedUntilMs, courseTimeZone ?? c.get("timeZone")),
    });
  return isHiddenPending
    ? t(seenBy === "staff" ? "submission.hiddenPending.staff" : "submission.hiddenPending.author")
    : undefined;
}
