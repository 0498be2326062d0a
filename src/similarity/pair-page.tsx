// Two students' code side by side, with a form for the result of the review.

import { type Assignment, chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { MAX_NOTE_LENGTH } from "./dismissals.ts";
import { makePairPath, formatPercent } from "./list-page.tsx";
import { MarkedCode } from "./marked-code.tsx";
import type { PairView } from "./read-pairs.ts";

interface PairPageProps {
  c: AppContext;
  course: CourseView;
  assignment: Assignment;
  /** The address of the list. */
  path: string;
  pair: PairView;
  sources: { earlier: string; later: string };
  note?: string;
  error?: FieldError;
}

export function PairPage(props: PairPageProps) {
  const { c, course, assignment, path, pair, sources } = props;
  const t = c.get("t");
  const { earlier, later, similarity, longestLines, sharedLines, parts } = pair;
  const both = t("similarity.both", { one: earlier.name, other: later.name });
  return (
    <CourseLayout c={c} course={course} title={both} wide>
      <div class="similarity">
        <p>
          <a href={path}>
            {t("similarity.back", { title: chooseTitle(assignment, c.get("language")) })}
          </a>
        </p>
        <h1>
          {both} <span class="badge">{formatPercent(similarity)}</span>
        </h1>
        <p class="muted">{t("similarity.lines", { longest: longestLines, shared: sharedLines })}</p>
        <p class="notice warn">
          <strong>{t("similarity.noProof")}</strong> {t("similarity.reasons")}
        </p>
        <nav class="parts" aria-label={t("similarity.parts", { count: parts.length })}>
          <span>{t("similarity.parts", { count: parts.length })}</span>
          {parts.map(({ lines }, i) => (
            <a
              href={`#earlier-${i + 1}`}
              aria-label={t("similarity.part", { number: i + 1, count: lines })}
              title={t("similarity.part", { number: i + 1, count: lines })}
            >
              {i + 1}
            </a>
          ))}
          <span class="muted">{t("similarity.keys")}</span>
        </nav>
        <div class="side-by-side">
          {(["earlier", "later"] as const).map((side) => {
            const [own, other] = side === "earlier" ? [earlier, later] : [later, earlier];
            return (
              <section aria-labelledby={`head-${side}`}>
                <h2 id={`head-${side}`}>{own.name}</h2>
                <p class="muted">
                  {t(`similarity.${side}`, {
                    attempt: own.attempt,
                    date: formatDate(own.submittedAt, c.get("language"), c.get("timeZone")),
                  })}{" "}
                  ·{" "}
                  <a
                    href={`/submissions/${own.submissionId}`}
                    aria-label={t("similarity.reportOf", { name: own.name })}
                  >
                    {t("similarity.report")}
                  </a>
                </p>
                <MarkedCode
                  c={c}
                  side={side}
                  source={sources[side]}
                  parts={parts.map((part, i) => ({ number: i + 1, range: part[side] }))}
                  name={own.name}
                  otherName={other.name}
                />
              </section>
            );
          })}
        </div>
        {course.archivedAt === null || pair.dismissal !== null ? <Outcome {...props} /> : <></>}
      </div>
    </CourseLayout>
  );
}

function Outcome({ c, course, path, pair, note, error }: PairPageProps) {
  const t = c.get("t");
  const { dismissal } = pair;
  return (
    <section aria-labelledby="outcome" class="outcome">
      <h2 id="outcome">{t("similarity.outcome")}</h2>
      {dismissal !== null ? (
        <>
          <p>
            {t("similarity.noteOf", {
              name: dismissal.by ?? "–",
              date: formatDate(dismissal.createdAt, c.get("language"), c.get("timeZone")),
            })}{" "}
            {dismissal.note}
          </p>
          {course.archivedAt === null && (
            <form method="post" action={`${makePairPath(path, pair)}/restore`}>
              <button type="submit">{t("similarity.restore")}</button>
            </form>
          )}
        </>
      ) : (
        <form method="post" action={`${makePairPath(path, pair)}/dismiss`} novalidate>
          <Field
            t={t}
            name="note"
            label={t("similarity.note")}
            hint={t("similarity.noteHint")}
            value={note ?? ""}
            maxlength={MAX_NOTE_LENGTH}
            required
            error={error}
            autofocus={error !== undefined}
          />
          <p class="actions">
            <button type="submit">{t("similarity.dismiss")}</button>
          </p>
        </form>
      )}
    </section>
  );
}
