// The form field in which an owner enters their password or name again (confirm-owner.ts).

import { MAX_PASSWORD_LENGTH } from "../auth/better-auth.ts";
import type { Translate } from "../i18n/index.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import type { Confirmation } from "./confirm-owner.ts";

export function ConfirmationField({
  t,
  confirmation: { kind, ownName },
  error,
}: {
  t: Translate;
  confirmation: Confirmation;
  error: FieldError | undefined;
}) {
  return (
    <Field
      t={t}
      name="confirmation"
      type={kind === "password" ? "password" : "text"}
      label={
        kind === "password" ? t("privacy.yourPassword") : t("privacy.typeName", { name: ownName })
      }
      error={error}
      required
      autocomplete={kind === "password" ? "current-password" : "off"}
      maxlength={MAX_PASSWORD_LENGTH}
      autofocus={error !== undefined}
    />
  );
}
