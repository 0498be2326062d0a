// Shows the reference and the accepted examples of the version that an assignment is graded by.

import type { Solutions } from "../../../grader/doors/packs.ts";
import type { AppContext } from "../../http/environment.ts";
import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import { CourseLayout } from "../course-layout.tsx";
import { SolutionCode } from "../../solutions/solution-code.tsx";
import type { CourseView } from "../../membership/course-view.ts";

export function SolutionsPage({
  c,
  course,
  assignment,
  solutions,
  isUnderExam,
}: {
  c: AppContext;
  course: CourseView;
  assignment: Assignment;
  solutions: Solutions | undefined;
  isUnderExam: boolean;
}) {
  const t = c.get("t");
  const title = t("assignment.solutions.of", {
    title: chooseTitle(assignment, c.get("language")),
  });
  return (
    <CourseLayout c={c} course={course} title={title} islands={["highlight-code"]}>
      <h1>{title}</h1>
      {course.isStaff && (
        <p class="notice">
          {isUnderExam
            ? t("assignment.solutions.examRuns")
            : t("assignment.solutions.rule", {
                rule: t(`assignment.form.solution.${assignment.solutions}`),
              })}
        </p>
      )}
      {solutions === undefined ? (
        <p class="notice warn">{t("assignment.solutions.damaged")}</p>
      ) : (
        <>
          <p>{t("assignment.solutions.intro")}</p>
          <SolutionCode
            title={t("assignment.solutions.reference")}
            id="reference"
            source={solutions.reference}
          />
          {solutions.accepted.length === 0 && (
            <p class="muted">{t("assignment.solutions.noExamples")}</p>
          )}
          {solutions.accepted.map(({ fileName, source }, i) => (
            <SolutionCode
              title={t("assignment.solutions.accepted", { file: fileName })}
              id={`accepted-${i}`}
              source={source}
            />
          ))}
        </>
      )}
      <p>
        <a
          class="button"
          href={`/exercises/${assignment.packId}/${assignment.exerciseId}?assignment=${assignment.id}`}
        >
          {t("assignment.solutions.toExercise")}
        </a>
      </p>
    </CourseLayout>
  );
}
