// The form field in which users enter their password or a name to confirm an action
// (confirm-action.ts).

import type { Translate } from "../i18n/index.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import { MAX_PASSWORD_LENGTH } from "./password-length.ts";
import type { Confirmation } from "./confirm-action.ts";

interface ConfirmationFieldProps {
  t: Translate;
  confirmation: Confirmation;
  error: FieldError | undefined;
  name?: string;
  label?: string;
  hint?: string;
  autofocus?: boolean;
}

export function ConfirmationField({
  t,
  confirmation,
  error,
  name = "confirmation",
  label = confirmation.kind === "password"
    ? t("account.confirm.password")
    : t("account.confirm.name", { name: confirmation.name }),
  hint,
  autofocus = error !== undefined,
}: ConfirmationFieldProps) {
  const isPassword = confirmation.kind === "password";
  return (
    <Field
      t={t}
      name={name}
      type={isPassword ? "password" : "text"}
      label={label}
      hint={hint}
      error={error}
      required
      autocomplete={isPassword ? "current-password" : "off"}
      maxlength={MAX_PASSWORD_LENGTH}
      autofocus={autofocus}
    />
  );
}
