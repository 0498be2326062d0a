// One field of a form: label, hint, input and error message, connected for screen readers.

import type { Translate, WordKey } from "../i18n/index.ts";

/** The error of a field, as a code with its parameters. */
export interface FieldError {
  key: WordKey;
  params?: Record<string, string | number>;
}

export type FieldErrors<Name extends string> = Partial<Record<Name, FieldError>>;

interface FieldProps {
  t: Translate;
  name: string;
  label: string;
  hint?: string;
  error?: FieldError | undefined;
  type?: "text" | "email" | "password" | "number" | "search" | "date" | "datetime-local";
  value?: string;
  autocomplete?: string;
  required?: boolean;
  maxlength?: number;
  min?: number;
  max?: number;
  inputmode?: "decimal" | "numeric";
  /** The first of several fields with errors gets the focus. */
  autofocus?: boolean;
}

export function Field({
  t,
  name,
  label,
  hint,
  error,
  type = "text",
  value,
  autocomplete,
  required = false,
  maxlength,
  min,
  max,
  inputmode,
  autofocus = false,
}: FieldProps) {
  const id = `field-${name}`;
  // The error message says what is expected, so it replaces the hint.
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const described = error === undefined ? hintId : `${id}-error`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        value={value}
        autocomplete={autocomplete}
        required={required}
        maxlength={maxlength}
        min={min}
        max={max}
        inputmode={inputmode}
        autofocus={autofocus}
        // Usernames are not words, so spelling is not checked.
        {...(name === "username" || name === "login"
          ? { autocapitalize: "none", spellcheck: false }
          : {})}
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={described}
      />
      {error !== undefined ? (
        <p class="error" id={`${id}-error`}>
          {t(error.key, error.params)}
        </p>
      ) : (
        hint !== undefined && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** The first field with an error, in the page's order. */
export function chooseFirstError<Name extends string>(
  names: readonly Name[],
  errors: FieldErrors<Name>,
): Name | undefined {
  return names.find((name) => errors[name] !== undefined);
}
