// An assignment's statistics, for the staff of its course: students who may need help first, then
// the charts.

import type { AppContext } from "../http/environment.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import { chooseTitle } from "../assignments/assignments.ts";
import type { CourseView } from "../membership/course-view.ts";
import { formatNumber } from "../ui/format.ts";
import type { FigureContext } from "./figure-context.ts";
import { Figure, type FigureView } from "./figure-view.tsx";
import type { Figures } from "./figures.ts";
import { HelpView } from "./help-view.tsx";
import { OpenedHintsView } from "./opened-hints-view.tsx";

interface StatisticsPageProps {
  c: AppContext;
  course: CourseView;
  telling: FigureContext;
  figures: Figures;
  /** Empty until someone has submitted. */
  views: FigureView[];
}

export function StatisticsPage({ c, course, telling, figures, views }: StatisticsPageProps) {
  const { t, language, assignment } = telling;
  const title = chooseTitle(assignment, language);
  const number = (value: number) => formatNumber(value, language);
  const { students, submitters, submissions, waiting, attempts, scores } = figures;
  const of = (part: number) =>
    t("statistics.fact.of", { part: number(part), whole: number(students.size) });
  const facts: [string, string][] = [
    [t("statistics.fact.submitted"), of(submitters)],
    [t("statistics.fact.submissions"), number(submissions)],
    [t("statistics.fact.passed"), of(attempts.passed)],
  ];
  if (scores.median !== null)
    facts.push([
      t("statistics.fact.median"),
      t("statistics.fact.of", { part: number(scores.median), whole: number(assignment.points) }),
    ]);
  if (waiting > 0) facts.push([t("statistics.fact.waiting"), number(waiting)]);
  return (
    <CourseLayout c={c} course={course} title={t("statistics.heading", { title })}>
      <h1>{t("statistics.heading", { title })}</h1>
      {students.size === 0 ? (
        <p>{t("statistics.noStudents")}</p>
      ) : (
        <>
          <dl class="key-figures">
            {facts.map(([name, value]) => (
              <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {views.length === 0 && <p>{t("statistics.noSubmissions")}</p>}
          <HelpView telling={telling} figures={figures} />
          <OpenedHintsView telling={telling} figures={figures} />
          {views.length > 0 && (
            <>
              <div class="figures">
                {views.map((figure) => (
                  <Figure t={t} figure={figure} />
                ))}
              </div>
              <p class="muted">{t("statistics.who")}</p>
            </>
          )}
        </>
      )}
    </CourseLayout>
  );
}
