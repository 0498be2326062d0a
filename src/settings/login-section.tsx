// The settings for signing in: username and email address. A user without a password here changes
// them at the institution.

import { MAX_EMAIL_LENGTH } from "../auth/account-forms.ts";
import { ConfirmationField } from "../auth/confirmation-field.tsx";
import { MAX_USERNAME_LENGTH } from "../identity/login-names.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldErrors, Field, chooseFirstError } from "../ui/field.tsx";

const FIELDS = ["username", "email", "confirm"] as const;

export interface LoginSectionProps {
  c: AppContext;
  username: string | null;
  email: string | null;
  hasPassword: boolean;
  errors?: FieldErrors<(typeof FIELDS)[number]>;
  /** The submitted values, if they were refused. */
  login?: { username: string; email: string };
}

export function LoginSection({
  c,
  username,
  email,
  hasPassword,
  errors = {},
  login,
}: LoginSectionProps) {
  const t = c.get("t");
  const first = chooseFirstError(FIELDS, errors);
  if (!hasPassword) {
    return (
      <dl class="facts">
        {username !== null && (
          <div>
            <dt>{t("account.username")}</dt>
            <dd>{username}</dd>
          </div>
        )}
        {email !== null && (
          <div>
            <dt>{t("account.email")}</dt>
            <dd>{email}</dd>
          </div>
        )}
      </dl>
    );
  }
  return (
    <section aria-labelledby="login">
      <h2 id="login">{t("account.settings.login")}</h2>
      <form method="post" action="/settings/login#login" class="account-form" novalidate>
        <Field
          t={t}
          name="username"
          label={t("account.username")}
          hint={t("account.signUp.usernameHint")}
          value={login?.username ?? username ?? ""}
          error={errors.username}
          autocomplete="username"
          maxlength={MAX_USERNAME_LENGTH}
          autofocus={first === "username"}
        />
        <Field
          t={t}
          name="email"
          label={t("account.email")}
          hint={t("account.signUp.emailHint")}
          value={login?.email ?? email ?? ""}
          error={errors.email}
          type="email"
          autocomplete="email"
          maxlength={MAX_EMAIL_LENGTH}
          autofocus={first === "email"}
        />
        <ConfirmationField
          t={t}
          confirmation={{ kind: "password" }}
          name="confirm"
          label={t("account.settings.current")}
          hint={t("account.settings.confirmHint")}
          error={errors.confirm}
          autofocus={first === "confirm"}
        />
        <p class="actions">
          <button type="submit">{t("account.settings.saveLogin")}</button>
        </p>
      </form>
    </section>
  );
}
