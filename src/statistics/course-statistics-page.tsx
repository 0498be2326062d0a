// A course's assignments with the few numbers that show which of them need attention.

import { type Assignment, chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";
import type { AssignmentSummary } from "./read-attempts.ts";

interface CourseStatisticsPageProps {
  c: AppContext;
  course: CourseView;
  assignments: Assignment[];
  students: number;
  summaries: Map<string, AssignmentSummary>;
}

export function CourseStatisticsPage({
  c,
  course,
  assignments,
  students,
  summaries,
}: CourseStatisticsPageProps) {
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const of = (part: number, whole: number) =>
    t("statistics.fact.of", { part: number(part), whole: number(whole) });
  return (
    <CourseLayout c={c} course={course} title={t("statistics.title")}>
      <h1 id="statistics">{t("statistics.title")}</h1>
      <p class="muted">
        {t(assignments.length === 0 ? "statistics.noAssignments" : "statistics.course.note")}
      </p>
      {assignments.length > 0 && (
        <div class="table-scroll" tabindex={0} role="group" aria-labelledby="statistics">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("statistics.course.assignment")}</th>
                <th scope="col" class="number">
                  {t("statistics.course.submitted")}
                </th>
                <th scope="col" class="number">
                  {t("statistics.course.passed")}
                </th>
                <th scope="col" class="number">
                  {t("statistics.course.median")}
                </th>
              </tr>
            </thead>
            <tbody>
              {assignments.map((assignment) => {
                const {
                  submitted = 0,
                  passed = 0,
                  median = null,
                } = summaries.get(assignment.id) ?? {};
                return (
                  <tr>
                    <th scope="row">
                      <a href={`/courses/${course.id}/assignments/${assignment.id}/statistics`}>
                        {chooseTitle(assignment, language)}
                      </a>
                      {assignment.removedAt !== null && (
                        <>
                          {" "}
                          <span class="badge">{t("statistics.course.removed")}</span>
                        </>
                      )}
                    </th>
                    <td class="number">{of(submitted, students)}</td>
                    <td class="number">{of(passed, students)}</td>
                    <td class="number">{median === null ? "–" : of(median, assignment.points)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </CourseLayout>
  );
}
