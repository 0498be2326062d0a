// The pages on which an assignment is created and edited, and the notice for someone who saves
// after someone else.

import type { OfferedPack } from "../../catalogue/catalogue.ts";
import type { AppContext } from "../../http/environment.ts";
import type { Translate } from "../../i18n/index.ts";
import { formatDate } from "../../ui/format.ts";
import { type Assignment, titleOfAssignment } from "../../assignments/assignments.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/queries.ts";
import { nameOfZone } from "../../ui/two-zones.ts";
import type { AffectedCourse } from "./affected-courses.ts";
import { FormFields } from "./form-fields.tsx";
import {
  type FieldName,
  FIELDS,
  fieldsThatDiffer,
  type FormFaults,
  type FormValues,
  valuesOf,
} from "./form-values.ts";

interface FormPageProps {
  c: AppContext;
  course: CourseView;
  values: FormValues;
  faults?: FormFaults;
  /** How long an exam may be, and which other courses it would affect. */
  examDays: number;
  affected: readonly AffectedCourse[];
  /** The submitted form did not list all of `affected`: nothing was saved. */
  isAffectedNew?: boolean;
}

export function NewAssignmentPage({
  c,
  course,
  values,
  faults = {},
  examDays,
  affected,
  isAffectedNew = false,
  packs,
  chosen,
  present,
}: FormPageProps & {
  packs: readonly OfferedPack[];
  chosen: ReadonlySet<string>;
  present: ReadonlySet<string>;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const fault = faults.exercises;
  return (
    <CourseLayout c={c} course={course} title={t("assignment.new")}>
      <h1>{t("assignment.new")}</h1>
      <FaultCount t={t} faults={faults} />
      {isAffectedNew && <AffectedNotice t={t} affected={affected} />}
      <form
        method="post"
        action={`/courses/${course.id}/assignments`}
        class="assignment-form"
        novalidate
      >
        <fieldset aria-describedby={fault === undefined ? "exercises-hint" : "exercises-fault"}>
          <legend>{t("assignment.form.exercises")}</legend>
          {fault === undefined ? (
            <p class="hint" id="exercises-hint">
              {t("assignment.form.exercisesHint")}
            </p>
          ) : (
            <p class="fault" id="exercises-fault">
              {t(fault.key, fault.params)}
            </p>
          )}
          <div
            class="exercise-choice"
            tabindex={0}
            role="group"
            aria-label={t("assignment.form.exercises")}
          >
            {packs.map((pack) => (
              <>
                <p class="muted">{pack.title[language]}</p>
                {pack.offers.map((offer) => {
                  const name = `${offer.pack}/${offer.id}`;
                  return (
                    <label class="check">
                      <input
                        type="checkbox"
                        name={`pick:${name}`}
                        value="yes"
                        checked={chosen.has(name)}
                      />{" "}
                      <span>
                        {offer.exercise.manifest.title[language]}{" "}
                        {present.has(name) && (
                          <span class="badge">{t("assignment.form.chosenBefore")}</span>
                        )}
                      </span>
                    </label>
                  );
                })}
              </>
            ))}
          </div>
        </fieldset>
        <FormFields
          t={t}
          values={values}
          faults={faults}
          zoneNote={zoneNote(c, course)}
          hasTitle={false}
          firstFault={firstOf(faults)}
          examDays={examDays}
          affected={affected}
        />
        <p class="actions">
          <button type="submit" class="primary">
            {t("assignment.form.create")}
          </button>{" "}
          <a class="button" href={`/courses/${course.id}`}>
            {t("assignment.form.cancel")}
          </a>
        </p>
      </form>
    </CourseLayout>
  );
}

/** Someone else saved while this form was open. `by`: who and when. */
export interface Conflict {
  by: { name: string; at: Date } | undefined;
}

interface EditPageProps extends FormPageProps {
  /** As it is stored now. */
  assignment: Assignment;
  conflict?: Conflict;
  /** Just saved: the number of scores that changed. */
  savedScores?: number | undefined;
}

export function EditAssignmentPage({
  c,
  course,
  assignment,
  values,
  faults = {},
  examDays,
  affected,
  isAffectedNew = false,
  conflict,
  savedScores,
}: EditPageProps) {
  const t = c.get("t");
  const title = t("assignment.change", { title: titleOfAssignment(assignment, c.get("language")) });
  const path = `/courses/${course.id}/assignments/${assignment.id}`;
  return (
    <CourseLayout c={c} course={course} title={title}>
      <h1>{title}</h1>
      {savedScores !== undefined && (
        <p class="notice good" role="status">
          {savedScores === 0
            ? t("assignment.form.savedNoScores")
            : t("assignment.form.saved", { count: savedScores })}
        </p>
      )}
      {conflict !== undefined && (
        <ConflictNotice
          c={c}
          assignment={assignment}
          values={values}
          timeZone={course.timeZone}
          conflict={conflict}
          path={path}
        />
      )}
      <FaultCount t={t} faults={faults} />
      {isAffectedNew && <AffectedNotice t={t} affected={affected} />}
      <form method="post" action={path} class="assignment-form" novalidate>
        <input type="hidden" name="revision" value={String(assignment.revision)} />
        <FormFields
          t={t}
          values={values}
          faults={faults}
          zoneNote={zoneNote(c, course)}
          hasTitle
          firstFault={firstOf(faults)}
          examDays={examDays}
          affected={affected}
        />
        <p class="actions">
          {course.archivedAt === null && (
            <button type="submit" class="primary">
              {t(conflict === undefined ? "assignment.form.save" : "assignment.conflict.overwrite")}
            </button>
          )}{" "}
          {conflict === undefined ? (
            <a class="button" href={`/courses/${course.id}`}>
              {t("assignment.form.cancel")}
            </a>
          ) : (
            <a class="button" href={path}>
              {t("assignment.conflict.take")}
            </a>
          )}
        </p>
        {assignment.exportTitle !== null && (
          <p class="muted">
            {t("assignment.form.exportTitle", { title: assignment.exportTitle })}{" "}
            <a href={`/courses/${course.id}/gradebook/canvas#titles`}>
              {t("assignment.form.changeExportTitle")}
            </a>
          </p>
        )}
        <p class="muted">
          {t("assignment.form.pinned", { hash: assignment.versionHash.slice(0, 8) })}
        </p>
      </form>
    </CourseLayout>
  );
}

/** For each field that differs: what was typed beside what is stored. */
function ConflictNotice({
  c,
  assignment,
  values,
  timeZone,
  conflict: { by },
  path,
}: {
  c: AppContext;
  assignment: Assignment;
  values: FormValues;
  timeZone: string;
  conflict: Conflict;
  path: string;
}) {
  const t = c.get("t");
  const stored = valuesOf(assignment, timeZone);
  const fields = fieldsThatDiffer(values, stored);
  return (
    <section class="notice warn" aria-labelledby="conflict" role="alert">
      <h2 id="conflict">{t("assignment.conflict.title")}</h2>
      <p>
        {by === undefined
          ? t("assignment.conflict.introUnknown")
          : t("assignment.conflict.intro", {
              name: by.name,
              date: formatDate(by.at, c.get("language"), c.get("timeZone")),
            })}
      </p>
      {fields.length === 0 ? (
        <p>{t("assignment.conflict.same")}</p>
      ) : (
        <div class="table-scroll" tabindex={0} role="group" aria-labelledby="conflict">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("assignment.conflict.field")}</th>
                <th scope="col">{t("assignment.conflict.mine")}</th>
                <th scope="col">{t("assignment.conflict.stored")}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((name) => (
                <tr>
                  <th scope="row">{labelOf(t, name)}</th>
                  <td>{inWords(t, name, values)}</td>
                  <td>{inWords(t, name, stored)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        <a href={path}>{t("assignment.conflict.take")}</a>
      </p>
    </section>
  );
}

function labelOf(t: Translate, name: FieldName): string {
  const [, folded] = /^(opens|due|lateUntil)Fold$/.exec(name) ?? [];
  if (folded !== undefined)
    return `${t(folded === "opens" ? "assignment.form.opensAt" : folded === "due" ? "assignment.form.dueAt" : "assignment.form.lateUntil")}: ${t("assignment.form.fold")}`;
  return t(
    name === "graceMinutes"
      ? "assignment.form.grace"
      : `assignment.form.${name as Exclude<FieldName, `${string}Fold` | "graceMinutes">}`,
  );
}

/** An option by its label; any other value as it was typed. */
export function inWords(t: Translate, name: FieldName, values: FormValues): string {
  const value = values[name];
  if (name === "isExam" || name === "freeCompileErrors")
    return t(value === "yes" ? "assignment.form.yes" : "assignment.form.no");
  if (value === "") return "–";
  const words: Partial<Record<FieldName, Record<string, string>>> = {
    late: {
      refused: t("assignment.form.lateKind.refused"),
      free: t("assignment.form.lateKind.free"),
      deduction: t("assignment.form.lateKind.deduction"),
    },
    latePer: { day: t("assignment.form.per.day"), hour: t("assignment.form.per.hour") },
    attempts: {
      unlimited: t("assignment.form.attemptKind.unlimited"),
      limited: t("assignment.form.attemptKind.limited"),
      spaced: t("assignment.form.attemptKind.spaced"),
      worth: t("assignment.form.attemptKind.worth"),
    },
    counts: { best: t("assignment.form.count.best"), last: t("assignment.form.count.last") },
    solutions: {
      never: t("assignment.form.solution.never"),
      afterPassing: t("assignment.form.solution.afterPassing"),
      afterDue: t("assignment.form.solution.afterDue"),
    },
    opensFold: { earlier: t("assignment.form.earlier"), later: t("assignment.form.later") },
    dueFold: { earlier: t("assignment.form.earlier"), later: t("assignment.form.later") },
    lateUntilFold: { earlier: t("assignment.form.earlier"), later: t("assignment.form.later") },
  };
  return (
    words[name]?.[value] ??
    (name === "opensAt" || name === "dueAt" || name === "lateUntil"
      ? value.replace("T", " ")
      : value)
  );
}

function FaultCount({ t, faults }: { t: Translate; faults: FormFaults }) {
  const count = Object.keys(faults).length;
  return count === 0 ? (
    <></>
  ) : (
    <p class="notice bad" role="alert">
      {t("assignment.form.faults", { count })}
    </p>
  );
}

/** At the top, where it is read first; the list is repeated beside the option. */
function AffectedNotice({ t, affected }: { t: Translate; affected: readonly AffectedCourse[] }) {
  return (
    <div class="notice warn" role="alert">
      <p>{t("assignment.form.affectsNew")}</p>
      <ul>
        {affected.map(({ title }) => (
          <li>{title}</li>
        ))}
      </ul>
    </div>
  );
}

export function zoneNote(c: AppContext, { timeZone }: Pick<CourseView, "timeZone">): string {
  const [zone, reader] = [nameOfZone(timeZone, c), nameOfZone(c.get("timeZone"), c)];
  return zone === reader
    ? c.get("t")("assignment.form.zone", { zone })
    : c.get("t")("assignment.form.zoneOther", { zone, reader });
}

function firstOf(faults: FormFaults): string | undefined {
  return FIELDS.find((name) => faults[name] !== undefined);
}
