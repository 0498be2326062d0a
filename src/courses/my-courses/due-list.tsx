// What is due next across a student's courses, each with a link to the exercise for this
// assignment.

import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import { chooseTitle } from "../../assignments/assignments.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import { formatUntil } from "../../ui/relative-time.ts";
import { DAY_MS } from "../../durations.ts";
import type { MyAssignment, MyCourses } from "./select-my-courses.ts";

const SOON_MS = 2 * DAY_MS;

export function DueList({ c, due }: { c: AppContext; due: MyCourses["due"] }) {
  const t = c.get("t");
  return (
    <section aria-labelledby="due">
      <h2 id="due">{t("myCourses.due.title")}</h2>
      {due.length === 0 ? (
        <p class="muted">{t("myCourses.due.none")}</p>
      ) : (
        <ul class="rows due-list">
          {due.map(({ assignment, isOverdue }) => (
            <li>
              <div>
                <a class="due-title" href={linkExercise(assignment)}>
                  {chooseTitle(assignment, c.get("language"))}
                </a>{" "}
                {assignment.isExam && <span class="badge warn">{t("work.exam")}</span>}{" "}
                {isOverdue && <span class="badge warn">{t("myCourses.due.overdue")}</span>}
                <div class="muted">
                  {assignment.course.title} · {dueText(c, assignment)}
                </div>
              </div>
              <span class="due-score">{scoreText(c, assignment)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function linkExercise({ id, packId, exerciseId }: MyAssignment): string {
  return `/exercises/${packId}/${exerciseId}?assignment=${id}`;
}

/**
 * In the course's zone and, if the reader's clock shows something else, in the reader's too; shortly
 * before, also how long that is from now.
 */
function dueText(c: AppContext, { dueAtMs, course }: MyAssignment): string {
  const t = c.get("t");
  if (dueAtMs === null) return t("assignment.list.noDue");
  const due = t("work.due", { date: formatInBothZones(c, dueAtMs, course.timeZone) });
  const leftMs = dueAtMs - Date.now();
  return leftMs > 0 && leftMs < SOON_MS
    ? `${due} · ${formatUntil(new Date(dueAtMs), c.get("language"))}`
    : due;
}

function scoreText(c: AppContext, { points, maxPoints, attempts }: MyAssignment): string {
  const number = (value: number) => formatNumber(value, c.get("language"));
  if (points !== null)
    return c.get("t")("myCourses.due.score", { points: number(points), max: number(maxPoints) });
  return c.get("t")(attempts > 0 ? "myCourses.due.submitted" : "myCourses.due.nothing");
}
