// The fields of an assignment's form, shared by creating and editing one. Fields that belong to an
// option that is not selected are hidden by the style sheet alone; without :has() they are visible,
// and ignored.

import type { Child } from "hono/jsx";
import type { Translate } from "../../i18n/index.ts";
import { SOLUTION_RULES } from "../../db/schema.ts";
import { EXAM_SPACING_MS } from "../../assignments/exams.ts";
import { type Fault, Field } from "../../ui/field.tsx";
import { type AffectedCourse, keyOfAffected } from "./affected-courses.ts";
import type { FieldName, FormFaults, FormValues } from "./form-values.ts";
import { FOLDS } from "./local-time.ts";
import { MAX_ANNOUNCEMENT, MAX_TITLE } from "./parse-form.ts";

export const LATE_KINDS = ["refused", "free", "deduction"] as const;
export const ATTEMPT_KINDS = ["unlimited", "limited", "spaced", "worth"] as const;
export const COUNTS = ["best", "last"] as const;
export const LATE_UNITS = ["day", "hour"] as const;

interface FieldsProps {
  t: Translate;
  values: FormValues;
  faults: FormFaults;
  /** "the course's zone is …, yours …" */
  zoneNote: string;
  hasTitle: boolean;
  firstFault: string | undefined;
  /** The longest an exam may be, in days. */
  examDays: number;
  /** Other courses that an exam would affect. */
  affected: readonly AffectedCourse[];
}

export function FormFields({
  t,
  values,
  faults,
  zoneNote,
  hasTitle,
  firstFault,
  examDays,
  affected,
}: FieldsProps) {
  const field = (
    name: FieldName,
    label: string,
    extra: {
      hint?: string;
      inputmode?: "decimal" | "numeric";
      type?: "datetime-local";
      maxlength?: number;
    } = {},
  ) => (
    <Field
      t={t}
      name={name}
      label={label}
      value={values[name]}
      fault={faults[name]}
      autocomplete="off"
      autofocus={firstFault === name}
      {...extra}
    />
  );
  const radios = <T extends string>(
    name: FieldName,
    legend: string,
    options: readonly T[],
    label: (option: T) => string,
    inside: Partial<Record<T, Child>> = {},
  ) => (
    <Radios t={t} name={name} legend={legend} fault={faults[name]}>
      {options.map((option) => (
        <>
          <label class="check">
            <input
              type="radio"
              name={name}
              value={option}
              checked={values[name] === option}
              autofocus={firstFault === name && option === options[0]}
            />{" "}
            {label(option)}
          </label>
          {inside[option] !== undefined && (
            <div class={`only only-${option}`}>{inside[option]}</div>
          )}
        </>
      ))}
    </Radios>
  );
  return (
    <>
      {hasTitle &&
        field("title", t("assignment.form.title"), {
          hint: t("assignment.form.titleHint"),
          maxlength: MAX_TITLE,
        })}
      <fieldset>
        <legend>{t("assignment.form.when")}</legend>
        <p class="hint">{zoneNote}</p>
        <div class="pair">
          <div>
            {field("opensAt", t("assignment.form.opensAt"), {
              hint: t("assignment.form.opensHint"),
              type: "datetime-local",
            })}
            <WhichOfTwo
              t={t}
              name="opensFold"
              of={t("assignment.form.opensAt")}
              value={values.opensFold}
              fault={faults.opensAt}
            />
          </div>
          <div>
            {field("dueAt", t("assignment.form.dueAt"), {
              hint: t("assignment.form.dueHint"),
              type: "datetime-local",
            })}
            <WhichOfTwo
              t={t}
              name="dueFold"
              of={t("assignment.form.dueAt")}
              value={values.dueFold}
              fault={faults.dueAt}
            />
          </div>
        </div>
        {field("graceMinutes", t("assignment.form.grace"), {
          hint: t("assignment.form.graceHint"),
          inputmode: "numeric",
        })}
      </fieldset>
      {radios(
        "late",
        t("assignment.form.late"),
        LATE_KINDS,
        (kind) => t(`assignment.form.lateKind.${kind}`),
        {
          deduction: (
            <div class="pair">
              {field("latePercent", t("assignment.form.latePercent"), { inputmode: "decimal" })}
              <div class="field">
                <label for="field-latePer">{t("assignment.form.latePer")}</label>
                <select id="field-latePer" name="latePer">
                  {LATE_UNITS.map((unit) => (
                    <option value={unit} selected={values.latePer === unit}>
                      {t(`assignment.form.per.${unit}`)}
                    </option>
                  ))}
                </select>
              </div>
              {field("lateFloor", t("assignment.form.lateFloor"), {
                hint: t("assignment.form.lateFloorHint"),
                inputmode: "decimal",
              })}
            </div>
          ),
        },
      )}
      <div class="late-until">
        {field("lateUntil", t("assignment.form.lateUntil"), {
          hint: t("assignment.form.lateUntilHint"),
          type: "datetime-local",
        })}
        <WhichOfTwo
          t={t}
          name="lateUntilFold"
          of={t("assignment.form.lateUntil")}
          value={values.lateUntilFold}
          fault={faults.lateUntil}
        />
      </div>
      {radios(
        "attempts",
        t("assignment.form.attempts"),
        ATTEMPT_KINDS,
        (kind) => t(`assignment.form.attemptKind.${kind}`),
        {
          limited: field("attemptCount", t("assignment.form.attemptCount"), {
            inputmode: "numeric",
          }),
          spaced: field("attemptMinutes", t("assignment.form.attemptMinutes"), {
            inputmode: "numeric",
          }),
          worth: field("attemptPoints", t("assignment.form.attemptPoints"), {
            hint: t("assignment.form.attemptPointsHint"),
          }),
        },
      )}
      <Radios
        t={t}
        name="freeCompileErrors"
        legend={t("assignment.form.compileErrors")}
        fault={faults.freeCompileErrors}
        hint={t("assignment.form.freeCompileErrorsHint")}
      >
        <label class="check">
          <input
            type="checkbox"
            name="freeCompileErrors"
            value="yes"
            checked={values.freeCompileErrors === "yes"}
            aria-describedby="field-freeCompileErrors-hint"
          />{" "}
          {t("assignment.form.freeCompileErrors")}
        </label>
      </Radios>
      {radios("counts", t("assignment.form.counts"), COUNTS, (which) =>
        t(`assignment.form.count.${which}`),
      )}
      <fieldset>
        <legend>{t("assignment.form.worth")}</legend>
        <div class="pair">
          {field("points", t("assignment.form.points"), { inputmode: "decimal" })}
          {field("weight", t("assignment.form.weight"), {
            hint: t("assignment.form.weightHint"),
            inputmode: "decimal",
          })}
        </div>
      </fieldset>
      <Radios
        t={t}
        name="isExam"
        legend={t("assignment.form.isExam")}
        fault={faults.isExam}
        hint={t("assignment.form.isExamHint", { count: examDays })}
      >
        <label class="check">
          <input
            type="checkbox"
            name="isExam"
            value="yes"
            checked={values.isExam === "yes"}
            aria-describedby="field-isExam-hint"
          />{" "}
          {t("assignment.form.isExamLabel")}
        </label>
        <Affected t={t} affected={affected} />
      </Radios>
      {radios(
        "solutions",
        t("assignment.form.solutions"),
        SOLUTION_RULES,
        (rule) => t(`assignment.form.solution.${rule}`),
        {
          afterPassing: <p class="hint">{t("assignment.form.solutionsHint")}</p>,
          afterDue: <p class="hint">{t("assignment.form.afterDueHint")}</p>,
        },
      )}
      {field("announcement", t("assignment.form.announcement"), {
        hint: t("assignment.form.announcementHint"),
        maxlength: MAX_ANNOUNCEMENT,
      })}
    </>
  );
}

function Affected({ t, affected }: Pick<FieldsProps, "t" | "affected">) {
  return (
    <>
      <input type="hidden" name="affects" value={keyOfAffected(affected)} />
      {affected.length > 0 && (
        <div class="hint">
          <p>{t("assignment.form.affects", { count: EXAM_SPACING_MS / 1000 })}</p>
          <ul>
            {affected.map(({ title }) => (
              <li>{title}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Radio buttons or checkboxes with a legend, and the error of the group. */
function Radios({
  t,
  name,
  legend,
  fault,
  hint,
  children,
}: {
  t: Translate;
  name: string;
  legend: string;
  fault: Fault | undefined;
  hint?: string;
  children?: Child;
}) {
  return (
    <fieldset aria-describedby={fault === undefined ? undefined : `field-${name}-fault`}>
      <legend>{legend}</legend>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`field-${name}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`field-${name}-fault`}>
          {t(fault.key, fault.params)}
        </p>
      )}
    </fieldset>
  );
}

/** Asks which of two instants is meant, if a local time occurs twice. */
export function WhichOfTwo({
  t,
  name,
  of,
  value,
  fault,
}: {
  t: Translate;
  name: string;
  of: string;
  value: string;
  fault: Fault | undefined;
}) {
  if (value === "" && fault?.key !== "assignment.fault.ambiguous") return <></>;
  return (
    <fieldset class="folds">
      <legend>
        {t("assignment.form.fold")} <span class="visually-hidden">({of})</span>
      </legend>
      {FOLDS.map((fold) => (
        <label class="check">
          <input type="radio" name={name} value={fold} checked={value === fold} />{" "}
          {t(`assignment.form.${fold}`)}
        </label>
      ))}
    </fieldset>
  );
}
