// The notice for someone who saves an assignment after someone else, with both versions of each field.

import type { AppContext } from "../../http/environment.ts";
import type { Translate } from "../../i18n/index.ts";
import { formatDate } from "../../ui/format.ts";
import type { Assignment } from "../../assignments/assignments.ts";
import { type FieldName, findDifferingFields, type FormValues, fillValues } from "./form-values.ts";

/** Someone else saved while this form was open. `by`: who and when. */
export interface Conflict {
  by: { name: string; at: Date } | undefined;
}

/** For each field that differs: what was typed beside what is stored. */
export function ConflictNotice({
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
  const stored = fillValues(assignment, timeZone);
  const fields = findDifferingFields(values, stored);
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
                  <th scope="row">{describeField(t, name)}</th>
                  <td>{describeValue(t, name, values)}</td>
                  <td>{describeValue(t, name, stored)}</td>
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

function describeField(t: Translate, name: FieldName): string {
  const fold = `: ${t("assignment.form.fold")}`;
  switch (name) {
    case "opensFold":
      return `${t("assignment.form.opensAt")}${fold}`;
    case "dueFold":
      return `${t("assignment.form.dueAt")}${fold}`;
    case "lateUntilFold":
      return `${t("assignment.form.lateUntil")}${fold}`;
    case "graceMinutes":
      return t("assignment.form.grace");
    default:
      return t(`assignment.form.${name}`);
  }
}

/** An option by its label; any other value as it was typed. */
function describeValue(t: Translate, name: FieldName, values: FormValues): string {
  const value = values[name];
  if (name === "isExam" || name === "freeCompileErrors" || name === "mayAskReference")
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
    hints: {
      on: t("assignment.form.hintKind.on"),
      afterAttempts: t("assignment.form.hintKind.afterAttempts"),
      off: t("assignment.form.hintKind.off"),
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
