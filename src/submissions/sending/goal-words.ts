// The names of a submission's goals, and the texts of its buttons.

import { chooseTitle, type Work } from "../../assignments/assignments.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import type { Translate } from "../../i18n/index.ts";
import { formatNumber } from "../../ui/format.ts";

/** "ML autumn, Linear regression". */
export function formatGoal(
  { assignment }: Pick<Work, "assignment">,
  t: Translate,
  language: Language,
): string {
  return t("purpose.goal", {
    course: assignment.course.title,
    assignment: chooseTitle(assignment, language),
  });
}

/** "Submit late to ML autumn, Linear regression (10% off)". */
export function submitLabel(work: Work, t: Translate, language: Language): string {
  const { admission } = work;
  const goal = formatGoal(work, t, language);
  if (admission.kind === "counts" && admission.lateFactor < 1)
    return t("purpose.submitLate", {
      goal,
      percent: formatNumber((1 - admission.lateFactor) * 100, language),
    });
  return t(
    admission.kind === "counts" || admission.kind === "tooSoon"
      ? "purpose.submit"
      : "purpose.submitUncounted",
    { goal },
  );
}
