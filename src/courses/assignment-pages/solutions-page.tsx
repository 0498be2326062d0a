// Shows the reference and the accepted examples of the version that an assignment is graded by.

import { PackError, readSolutions, type Solutions } from "../../../grader/doors/packs.ts";
import type { AppContext } from "../../http/environment.ts";
import { describeErrorForLog } from "../../log.ts";
import { escapeControls } from "../../reports/visible-text.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Logger } from "pino";
import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/course-view.ts";

/** undefined if the files of that version cannot be read; the log says why. */
export async function loadSolutions(
  { catalogue, log }: { catalogue: Catalogue; log: Logger },
  { versionHash }: Assignment,
): Promise<Solutions | undefined> {
  try {
    return readSolutions(await catalogue.loadVersion(versionHash));
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    log.error(
      { versionHash, error: describeErrorForLog(error) },
      "the solutions of a version cannot be read",
    );
    return undefined;
  }
}

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
    <CourseLayout c={c} course={course} title={title}>
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
          <Code
            title={t("assignment.solutions.reference")}
            id="reference"
            source={solutions.reference}
          />
          {solutions.accepted.length === 0 && (
            <p class="muted">{t("assignment.solutions.noExamples")}</p>
          )}
          {solutions.accepted.map(({ fileName, source }, i) => (
            <Code
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

function Code({ title, id, source }: { title: string; id: string; source: string }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <pre class="solution" tabindex={0} role="group" aria-labelledby={id}>
        <code>{source.replace(/\n$/, "").split("\n").map(escapeControls).join("\n")}</code>
      </pre>
    </section>
  );
}
