// A course's assignments for its staff: how many have submitted, how well, and links to everything
// that can be done with each.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { ReplacementLinks } from "../../catalogue/replacement-links.tsx";
import { hasOpened } from "../../rules/assignment-rules.ts";
import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import type { Numbers } from "./select-lists.ts";

interface StaffListProps {
  c: AppContext;
  course: CourseView;
  assignments: Assignment[];
  students: number;
  byAssignment: Map<string, Numbers>;
  /** The ids of exams that are running now. */
  running: ReadonlySet<string>;
  catalogue: Pick<Catalogue, "find" | "findReplacements">;
}

export function StaffList(props: StaffListProps) {
  const { c, course, assignments } = props;
  const t = c.get("t");
  const mayChange = course.canInvite && course.archivedAt === null;
  const present = assignments.filter(({ removedAt }) => removedAt === null);
  const removed = assignments.filter(({ removedAt }) => removedAt !== null);
  return (
    <>
      {mayChange && (
        <p>
          <a class="button primary" href={`/courses/${course.id}/assignments/new`}>
            {t("assignment.new")}
          </a>
        </p>
      )}
      {present.length === 0 && (
        <p class="notice">{t(mayChange ? "assignment.noneYet" : "assignment.none")}</p>
      )}
      <ul class="assignments">
        {present.map((assignment, i) => (
          <Entry
            {...props}
            assignment={assignment}
            isFirst={i === 0}
            isLast={i === present.length - 1}
            mayChange={mayChange}
          />
        ))}
      </ul>
      {removed.length > 0 && (
        <section aria-labelledby="removed">
          <h2 id="removed">{t("assignment.list.removedTitle")}</h2>
          <p class="muted">{t("assignment.list.removedNote")}</p>
          <ul class="assignments removed">
            {removed.map((assignment) => (
              <Entry {...props} assignment={assignment} isFirst isLast mayChange={mayChange} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface EntryProps extends StaffListProps {
  assignment: Assignment;
  isFirst: boolean;
  isLast: boolean;
  mayChange: boolean;
}

function Entry(props: EntryProps) {
  const { c, course, assignment, byAssignment, students } = props;
  const t = c.get("t");
  const language = c.get("language");
  const { id, rules, points, weight, isExam, announcement, removedAt } = assignment;
  const title = chooseTitle(assignment, language);
  const number = (value: number) => formatNumber(value, language);
  const date = (ms: number) => formatInBothZones(c, ms, course.timeZone);
  const { submitted, mean, extensions } = byAssignment.get(id)!;
  const isRemoved = removedAt !== null;
  const facts = [
    ...(hasOpened(rules, Date.now())
      ? []
      : [t("assignment.list.opens", { date: date(rules.opensAtMs!) })]),
    rules.dueAtMs === null
      ? t("assignment.list.noDue")
      : t("work.due", { date: date(rules.dueAtMs) }),
    t("assignment.list.points", { count: points }),
    t("assignment.list.weight", { weight: number(weight) }),
    ...(extensions > 0 ? [t("assignment.list.extensions", { count: extensions })] : []),
  ];
  return (
    <li>
      <h2 class="assignment-title">
        <a
          href={`/exercises/${assignment.packId}/${assignment.exerciseId}?assignment=${assignment.id}`}
        >
          {title}
        </a>{" "}
        {isExam && <span class="badge warn">{t("assignment.list.exam")}</span>}{" "}
        {isRemoved && <span class="badge">{t("assignment.list.removed")}</span>}
      </h2>
      {announcement !== "" && <p class="announcement">{announcement}</p>}
      <Withdrawn {...props} />
      <p class="assignment-facts">{facts.join(" · ")}</p>
      <p class="assignment-score">
        {t("assignment.list.submitted", { submitted, students })} ·{" "}
        {mean === null
          ? t("assignment.list.noMean")
          : t("assignment.list.mean", { mean: number(mean) })}
      </p>
      <Links {...props} />
    </li>
  );
}

/** The assignment goes on with its version; the exercise is not offered any more. */
function Withdrawn({ c, catalogue, assignment: { packId, exerciseId, removedAt } }: EntryProps) {
  const t = c.get("t");
  if (removedAt !== null || catalogue.find(packId, exerciseId) !== undefined) return <></>;
  const offers = catalogue.findReplacements(packId, exerciseId);
  return (
    <p class="notice">
      {t("assignment.list.withdrawn")}
      {offers.length > 0 && (
        <>
          {" "}
          {t("assignment.list.replacedBy")} <ReplacementLinks c={c} offers={offers} />
        </>
      )}
    </p>
  );
}

function Links(props: EntryProps) {
  const { c, course, assignment, byAssignment, mayChange } = props;
  const t = c.get("t");
  const title = chooseTitle(assignment, c.get("language"));
  const root = `/courses/${course.id}/assignments/${assignment.id}`;
  const isRemoved = assignment.removedAt !== null;
  const { waiting } = byAssignment.get(assignment.id)!;
  return (
    <div class="assignment-links">
      {mayChange && !isRemoved && (
        <a href={root} aria-label={t("assignment.list.editOne", { title })}>
          {t("assignment.list.edit")}
        </a>
      )}
      {mayChange && !isRemoved && (
        <a href={`${root}/extensions`} aria-label={`${t("assignment.list.extend")}: ${title}`}>
          {t("assignment.list.extend")}
        </a>
      )}
      <a href={`${root}/statistics`} aria-label={`${t("assignment.list.statistics")}: ${title}`}>
        {t("assignment.list.statistics")}
      </a>
      <a href={`${root}/similarity`} aria-label={`${t("assignment.list.similarity")}: ${title}`}>
        {t("assignment.list.similarity")}
      </a>
      <a href={`${root}/solutions`} aria-label={`${t("assignment.list.solutions")}: ${title}`}>
        {t("assignment.list.solutions")}
      </a>
      {waiting > 0 && (
        <a
          href={`/courses/${course.id}/questions?assignment=${assignment.id}`}
          aria-label={`${t("assignment.list.questions", { count: waiting })}: ${title}`}
        >
          {t("assignment.list.questions", { count: waiting })}
        </a>
      )}
      {mayChange && !isRemoved && <MoveForm {...props} />}
      {mayChange && <RemoveForm {...props} />}
    </div>
  );
}

function MoveForm({ c, course, assignment, isFirst, isLast }: EntryProps) {
  const t = c.get("t");
  const title = chooseTitle(assignment, c.get("language"));
  const root = `/courses/${course.id}/assignments/${assignment.id}`;
  return (
    <form method="post" action={`${root}/move`} class="assignment-moves">
      <button
        type="submit"
        name="direction"
        value="up"
        disabled={isFirst}
        aria-label={t("assignment.list.upOne", { title })}
      >
        {t("assignment.list.up")}
      </button>
      <button
        type="submit"
        name="direction"
        value="down"
        disabled={isLast}
        aria-label={t("assignment.list.downOne", { title })}
      >
        {t("assignment.list.down")}
      </button>
    </form>
  );
}

/** Removes the assignment, or restores it. */
function RemoveForm({ c, course, assignment, running }: EntryProps) {
  const t = c.get("t");
  const { id, removedAt } = assignment;
  const title = chooseTitle(assignment, c.get("language"));
  const root = `/courses/${course.id}/assignments/${id}`;
  const isRemoved = removedAt !== null;
  const isRunningExam = running.has(id);
  return (
    <>
      {isRunningExam && !isRemoved && (
        <span class="muted" id={`sealed-${id}`}>
          {t("assignment.list.examStaysSealed")}
        </span>
      )}
      <form method="post" action={`${root}/${isRemoved ? "restore" : "remove"}`}>
        <button
          type="submit"
          aria-label={t(isRemoved ? "assignment.list.restoreOne" : "assignment.list.removeOne", {
            title,
          })}
          aria-describedby={isRunningExam && !isRemoved ? `sealed-${id}` : undefined}
        >
          {t(isRemoved ? "assignment.list.restore" : "assignment.list.remove")}
        </button>
      </form>
    </>
  );
}
