// One field of a form: label, hint, input and error message, connected for screen readers.

import type { Translate, WordKey } from "../i18n/index.ts";

/** The error of a field, as a code with its parameters. */
export interface Fault {
  key: WordKey;
  params?: Record<string, string | number>;
}

export type Faults<Name extends string> = Partial<Record<Name, Fault>>;

interface FieldProps {
  t: Translate;
  name: string;
  label: string;
  hint?: string;
  fault?: Fault | undefined;
  type?: "text" | "email" | "password" | "number" | "search" | "datetime-local";
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
  fault,
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
  const described = fault === undefined ? hintId : `${id}-fault`;
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
        aria-invalid={fault === undefined ? undefined : "true"}
        aria-describedby={described}
      />
      {fault !== undefined ? (
        <p class="fault" id={`${id}-fault`}>
          {t(fault.key, fault.params)}
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
export function firstFault<Name extends string>(
  names: readonly Name[],
  faults: Faults<Name>,
): Name | undefined {
  return names.find((name) => faults[name] !== undefined);
}
