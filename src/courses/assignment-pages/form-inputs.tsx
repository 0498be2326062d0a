// The kinds of input in an assignment's form: text, a local time, one of several options, a
// checkbox. Each shows its own error.

import type { Child } from "hono/jsx";
import type { Translate } from "../../i18n/index.ts";
import { type FieldError, Field } from "../../ui/field.tsx";
import type { FieldName, FormErrors, FormValues } from "./form-values.ts";
import { FOLDS } from "./local-time.ts";

/** What every field of the form is drawn from. */
export interface FormState {
  t: Translate;
  values: FormValues;
  errors: FormErrors;
  /** The first field with an error, which gets the focus. */
  chooseFirstError: string | undefined;
}

/** One of several options; `inside`: the fields that belong to an option. */
export function Choice<T extends string>({
  t,
  values,
  errors,
  chooseFirstError,
  name,
  legend,
  options,
  label,
  inside = {},
}: FormState & {
  name: FieldName;
  legend: string;
  options: readonly T[];
  label: (option: T) => string;
  inside?: Partial<Record<T, Child>>;
}) {
  return (
    <Options t={t} name={name} legend={legend} error={errors[name]}>
      {options.map((option) => (
        <>
          <label class="check">
            <input
              type="radio"
              name={name}
              value={option}
              checked={values[name] === option}
              autofocus={chooseFirstError === name && option === options[0]}
            />{" "}
            {label(option)}
          </label>
          {inside[option] !== undefined && (
            <div class={`only only-${option}`}>{inside[option]}</div>
          )}
        </>
      ))}
    </Options>
  );
}

/** A single checkbox with a legend and a hint. */
export function YesField({
  t,
  values,
  errors,
  name,
  legend,
  label,
  hint,
  children,
}: FormState & {
  name: "freeCompileErrors" | "isExam" | "mayAskReference";
  legend: string;
  label: string;
  hint: string;
  children?: Child;
}) {
  return (
    <Options t={t} name={name} legend={legend} error={errors[name]} hint={hint}>
      <label class="check">
        <input
          type="checkbox"
          name={name}
          value="yes"
          checked={values[name] === "yes"}
          aria-describedby={`field-${name}-hint`}
        />{" "}
        {label}
      </label>
      {children}
    </Options>
  );
}

/** A local time, and which of two instants is meant if it occurs twice. */
export function TimeField(
  props: FormState & {
    name: "opensAt" | "dueAt" | "lateUntil";
    foldName: "opensFold" | "dueFold" | "lateUntilFold";
    label: string;
    hint: string;
  },
) {
  const { t, values, errors, name, foldName, label, hint } = props;
  return (
    <>
      <TextField {...props} name={name} label={label} hint={hint} type="datetime-local" />
      <WhichOfTwo t={t} name={foldName} of={label} value={values[foldName]} error={errors[name]} />
    </>
  );
}

export function TextField({
  t,
  values,
  errors,
  chooseFirstError,
  name,
  label,
  hint,
  inputmode,
  type,
  maxlength,
}: FormState & {
  name: FieldName;
  label: string;
  hint?: string;
  inputmode?: "decimal" | "numeric";
  type?: "datetime-local";
  maxlength?: number;
}) {
  return (
    <Field
      t={t}
      name={name}
      label={label}
      value={values[name]}
      error={errors[name]}
      autocomplete="off"
      autofocus={chooseFirstError === name}
      {...(hint === undefined ? {} : { hint })}
      {...(inputmode === undefined ? {} : { inputmode })}
      {...(type === undefined ? {} : { type })}
      {...(maxlength === undefined ? {} : { maxlength })}
    />
  );
}

/** Radio buttons or checkboxes with a legend, and the error of the group. */
function Options({
  t,
  name,
  legend,
  error,
  hint,
  children,
}: {
  t: Translate;
  name: string;
  legend: string;
  error: FieldError | undefined;
  hint?: string;
  children?: Child;
}) {
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `field-${name}-error`}>
      <legend>{legend}</legend>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`field-${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`field-${name}-error`}>
          {t(error.key, error.params)}
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
  error,
}: {
  t: Translate;
  name: string;
  of: string;
  value: string;
  error: FieldError | undefined;
}) {
  if (value === "" && error?.key !== "assignment.error.ambiguous") return <></>;
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
