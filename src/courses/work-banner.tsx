// The banner above an exercise that is an assignment: which course it is for, until when, what an
// attempt now could earn and how many are left. Always visible before submitting.

import type { AppContext } from "../http/environment.ts";
import type { Work } from "../assignments/assignments.ts";
import { hasMoreTime, describeWork } from "../assignments/work-facts.ts";

interface WorkBannerProps {
  c: AppContext;
  work: Work;
  /** The reader may read the solutions now. */
  hasSolutions?: boolean;
}

export function WorkBanner({ c, work, hasSolutions = false }: WorkBannerProps) {
  const t = c.get("t");
  const { assignment, admission, extension } = work;
  const { course, announcement, isExam, id } = assignment;
  const isExtended = hasMoreTime(work) || (extension?.extraAttempts ?? 0) > 0;
  return (
    <aside
      class={`work-banner notice ${admission.kind === "counts" && admission.lateUnits === null ? "" : "warn"}`}
      aria-label={t("work.title")}
    >
      <p>
        <a href={`/courses/${course.id}`}>{course.title}</a>{" "}
        {isExam && <span class="badge warn">{t("work.exam")}</span>}{" "}
        {isExtended && <span class="badge good">{t("assignment.list.extended")}</span>}{" "}
        <span>{describeWork(c, work).join(" · ")}</span>
      </p>
      {announcement !== "" && <p class="announcement">{announcement}</p>}
      {hasSolutions && (
        <p class="announcement">
          <a href={`/courses/${course.id}/assignments/${id}/solutions`}>
            {t("assignment.solutions.title")}
          </a>
        </p>
      )}
    </aside>
  );
}
