// A reader's state in an exercise, as a badge: in the list, on the map, and at "Continue where you
// left off". The symbol and the words say it, not only the colour.

import type { ExerciseProgress } from "../grading/select-progress.ts";
import { readExerciseState } from "../grading/exercise-state.ts";
import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";

/** Renders nothing if there is nothing to say: the list has no badge for most exercises. */
export function StateBadge({
  c,
  progress,
}: {
  c: AppContext;
  progress: ExerciseProgress | undefined;
}) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  if (progress === undefined || readExerciseState(progress) === "new") return <></>;
  const { score, maxScore, isSolved, waiting, attempts } = progress;
  if (isSolved) return <span class="badge good">✓ {t("site.list.solved")}</span>;
  if (waiting > 0) return <span class="badge">{t("site.list.waiting")}</span>;
  if (score !== null && maxScore !== null)
    return (
      <span class="badge warn">
        {t("site.list.tried", { score: number(score), maxScore: number(maxScore) })}
      </span>
    );
  return <span class="badge">{t(attempts > 0 ? "site.list.begun" : "site.list.draft")}</span>;
}
