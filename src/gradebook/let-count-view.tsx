// The form by which staff let one attempt count, and the list of attempts that they have let count.

import { Field } from "../ui/field.tsx";
import { formatDate, formatNumber } from "../ui/format.ts";
import type { CellPageProps } from "./cell-page-props.ts";
import { mayBeLetCount } from "./attempts-view.tsx";
import { MAX_REASON_LENGTH } from "./override-score.ts";
import { computeLateness, type Extension, type Rules } from "../rules/assignment-rules.ts";
import { SolutionsOpened } from "./solutions-opened.tsx";

interface ViewProps extends CellPageProps {
  path: string;
  canChange: boolean;
  date: (value: Date) => string;
}

export function LetCountSection(props: ViewProps) {
  const { c, cell, letting, canChange } = props;
  const t = c.get("t");
  const attempt = [...cell.attempts, ...cell.loosePractice].find(
    ({ id, standing }) => id === letting && mayBeLetCount(standing),
  );
  if (cell.allowances.length === 0 && (attempt === undefined || !canChange)) return <></>;
  return (
    <section aria-labelledby="let-count">
      <h2 id="let-count">{t("gradebook.cell.letCount")}</h2>
      <Allowances {...props} />
      {attempt !== undefined && canChange && <LetCountForm {...props} attempt={attempt} />}
    </section>
  );
}

function Allowances({ c, cell, path, canChange, date }: ViewProps) {
  const t = c.get("t");
  if (cell.allowances.length === 0) return <></>;
  return (
    <ul class="rows">
      {cell.allowances.map(
        ({ id, submissionId, attempt, withLateRule, reason, by, createdAt, undoneAt }) => (
          <li>
            <div>
              <a href={`/submissions/${submissionId}`}>{t("submission.attempt", { attempt })}</a>
              {" · "}
              <span>{reason}</span>
              {!withLateRule && ` · ${t("gradebook.cell.withoutLateRule")}`}
              <div class="muted">
                {t("gradebook.cell.byAt", {
                  name: by ?? t("gradebook.cell.somebody"),
                  date: date(createdAt),
                })}
              </div>
            </div>
            {undoneAt !== null ? (
              <span class="badge">{t("gradebook.cell.undone", { date: date(undoneAt) })}</span>
            ) : (
              canChange && (
                <form method="post" action={`${path}/allowances/${id}/undo`}>
                  <button type="submit" aria-label={t("gradebook.cell.undoLetOne", { attempt })}>
                    {t("gradebook.cell.undoLet")}
                  </button>
                </form>
              )
            )}
          </li>
        ),
      )}
    </ul>
  );
}

function LetCountForm({
  c,
  cell,
  path,
  attempt,
  errors = {},
  values = {},
}: ViewProps & { attempt: { id: string; submittedAt: Date } }) {
  const t = c.get("t");
  const percent = lateDeduction(
    cell.assignment.rules,
    cell.extension,
    attempt.submittedAt.getTime(),
  );
  return (
    <form method="post" action={`${path}/allowances`} class="account-form" novalidate>
      <p>
        {t("gradebook.cell.letThis", {
          date: formatDate(attempt.submittedAt, c.get("language"), cell.assignment.course.timeZone),
        })}
      </p>
      <SolutionsOpened
        c={c}
        view={cell.solutionView}
        timeZone={cell.assignment.course.timeZone}
        sentAt={attempt.submittedAt}
      />
      <input type="hidden" name="submission" value={attempt.id} />
      <Field
        t={t}
        name="letReason"
        label={t("gradebook.cell.reason")}
        hint={t("gradebook.cell.reasonHint")}
        maxlength={MAX_REASON_LENGTH}
        value={values.letReason ?? ""}
        error={errors.letReason}
        autofocus
      />
      {percent > 0 && (
        <fieldset>
          <legend>{t("gradebook.cell.lateRule")}</legend>
          <label class="check">
            <input
              type="radio"
              name="lateRule"
              value="with"
              checked={values.lateRule !== "without"}
            />{" "}
            {t("gradebook.cell.withLateRule", {
              percent: formatNumber(percent, c.get("language")),
            })}
          </label>
          <label class="check">
            <input
              type="radio"
              name="lateRule"
              value="without"
              checked={values.lateRule === "without"}
            />{" "}
            {t("gradebook.cell.withoutLateRule")}
          </label>
        </fieldset>
      )}
      <p class="actions">
        <button type="submit">{t("gradebook.cell.letSubmit")}</button>{" "}
        <a class="button" href={`${path}#attempts`}>
          {t("gradebook.cell.letCancel")}
        </a>
      </p>
    </form>
  );
}

/**
 * What the late rule takes from an attempt sent then, in percent; the last day for late work is
 * ignored.
 */
function lateDeduction(rules: Rules, extension: Extension | null, submittedAtMs: number): number {
  if (rules.late.kind !== "deduction") return 0;
  return (
    100 *
    (1 -
      (computeLateness({ ...rules, lateUntilMs: null }, extension, submittedAtMs)?.lateFactor ?? 1))
  );
}
