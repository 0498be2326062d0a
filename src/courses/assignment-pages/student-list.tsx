// A course's assignments as a student sees them: what is due when, the student's standing, and why
// the score is what it is.

import { explainScore } from "../../scoring/explain-score.ts";
import { computeDueAtMs, isPastDue } from "../../rules/assignment-rules.ts";
import type { AppContext } from "../../http/environment.ts";
import { escapeControls } from "../../reports/visible-text.ts";
import { formatDate, formatNumber } from "../../ui/format.ts";
import { chooseTitle } from "../../assignments/assignments.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import { describeCosts, hasMoreTime, describeWork } from "../../assignments/work-facts.ts";
import type { StudentRow } from "./select-lists.ts";
import { TotalLine, computeTotal } from "./student-total.tsx";

export function StudentList({
  c,
  rows,
  isArchived,
}: {
  c: AppContext;
  rows: StudentRow[];
  isArchived: boolean;
}) {
  const t = c.get("t");
  if (rows.length === 0) {
    return (
      <>
        <p class="notice">{t("assignment.none")}</p>
        <p>
          <a class="button primary" href="/">
            {t("account.join.toExercises")}
          </a>
        </p>
      </>
    );
  }
  const total = computeTotal(rows);
  return (
    <>
      <TotalLine c={c} total={total} />
      <ul class="assignments">
        {rows.map((row) => (
          <Entry c={c} row={row} isArchived={isArchived} weights={total.weights} />
        ))}
      </ul>
    </>
  );
}

function Entry({
  c,
  row,
  isArchived,
  weights,
}: {
  c: AppContext;
  row: StudentRow;
  isArchived: boolean;
  weights: number;
}) {
  const t = c.get("t");
  const { assignment, extension, sent, hasSolutions } = row;
  const { id, packId, exerciseId, courseId, isExam, points, weight, announcement, removedAt } =
    assignment;
  const exercise = `/exercises/${packId}/${exerciseId}`;
  const title = chooseTitle(assignment, c.get("language"));
  const isRemoved = removedAt !== null;
  const number = (value: number) => formatNumber(value, c.get("language"));
  const worth = [
    t("assignment.list.points", { count: points }),
    ...(isRemoved
      ? []
      : [
          weight === 0
            ? t("assignment.list.noWeight")
            : t("assignment.list.weightOf", { weight: number(weight), weights: number(weights) }),
        ]),
  ];
  const isExtended = hasMoreTime(row) || (extension?.extraAttempts ?? 0) > 0;
  const links = [
    ...(sent > 0 ? [{ href: `${exercise}/submissions`, text: t("assignment.list.history") }] : []),
    ...(hasSolutions
      ? [
          {
            href: `/courses/${courseId}/assignments/${id}/solutions`,
            text: t("assignment.list.solutions"),
          },
        ]
      : []),
  ];
  return (
    <li>
      <h2 class="assignment-title">
        {isRemoved || isArchived ? title : <a href={`${exercise}?assignment=${id}`}>{title}</a>}{" "}
        {isExam && <span class="badge warn">{t("assignment.list.exam")}</span>}{" "}
        {isRemoved ? (
          <span class="badge">{t("assignment.list.removed")}</span>
        ) : (
          !isArchived && <State c={c} row={row} />
        )}{" "}
        {isExtended && <span class="badge good">{t("assignment.list.extended")}</span>}
      </h2>
      {announcement !== "" && !isRemoved && <p class="announcement">{announcement}</p>}
      <p class="assignment-facts">
        {[
          ...describeWork(c, row, isRemoved || isArchived),
          ...(isRemoved || isArchived ? [] : describeCosts(c, row)),
          ...worth,
        ].join(" · ")}
      </p>
      {isRemoved && <p class="muted">{t("assignment.list.removedNote")}</p>}
      <p class="assignment-score">{scoreText(c, row)}</p>
      <ScoreComments c={c} row={row} />
      {links.length > 0 && (
        <p class="assignment-links">
          {links.map(({ href, text }) => (
            <a href={href} aria-label={`${text}: ${title}`}>
              {text}
            </a>
          ))}
        </p>
      )}
    </li>
  );
}

function ScoreComments({ c, row: { assignment, comments } }: { c: AppContext; row: StudentRow }) {
  if (comments.length === 0) return null;
  const t = c.get("t");
  return (
    <ul
      class="score-comments"
      aria-label={t("assignment.list.comments", {
        title: chooseTitle(assignment, c.get("language")),
      })}
    >
      {comments.map(({ id, text, author, editedAt, createdAt }) => (
        <li id={`comment-${id}`}>
          <p class="said">{escapeControls(text)}</p>
          <div class="muted">
            {t("gradebook.cell.byAt", {
              name: author,
              date: formatDate(editedAt ?? createdAt, c.get("language"), c.get("timeZone")),
            })}
          </div>
        </li>
      ))}
    </ul>
  );
}

function scoreText(c: AppContext, { assignment, score, sealedUntilMs, sent }: StudentRow): string {
  const t = c.get("t");
  if (sealedUntilMs !== null && (assignment.isExam || sent > 0)) {
    if (sealedUntilMs === Infinity) return t("assignment.list.sealedForEver");
    const date = formatInBothZones(c, sealedUntilMs, assignment.course.timeZone);
    return t(assignment.isExam ? "assignment.list.sealed" : "assignment.list.sealedBeside", {
      date,
    });
  }
  return score === null
    ? t("score.none", { why: t("score.noAttempts") })
    : explainScore(score, assignment.rules, t, c.get("language"));
}

function State({
  c,
  row: { assignment, admission, extension },
}: {
  c: AppContext;
  row: StudentRow;
}) {
  const t = c.get("t");
  switch (admission.kind) {
    case "counts": {
      const { rules } = assignment;
      return isPastDue(rules, computeDueAtMs(rules, extension), Date.now()) ? (
        <span class="badge warn">{t("assignment.list.late")}</span>
      ) : (
        <span class="badge good">{t("assignment.list.open")}</span>
      );
    }
    case "early":
      return <span class="badge">{t("assignment.list.early")}</span>;
    case "late":
      return <span class="badge">{t("assignment.list.closed")}</span>;
    case "overLimit":
      return <span class="badge">{t("assignment.list.usedUp")}</span>;
    case "tooSoon":
      return <span class="badge warn">{t("assignment.list.waiting")}</span>;
  }
}
