// The sign-up page, for a student, or for the site owner on a new site. Both have the same fields.

import type { Config } from "../config.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldErrors, Field, chooseFirstError } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import {
  MAX_EMAIL_LENGTH,
  MAX_NAME_LENGTH,
  SIGN_UP_FIELDS,
  type SignUpField,
  type SignUpValues,
} from "./account-forms.ts";
import { type AfterSignIn, formatAfterSignInQuery } from "./arrive.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";
import { MAX_USERNAME_LENGTH } from "../identity/login-names.ts";
import { AfterSignInFields, ProviderButtons } from "./sign-in-page.tsx";

interface FieldsProps {
  c: AppContext;
  /** As typed; a password is never sent back. */
  values?: Omit<SignUpValues, "password">;
  errors?: FieldErrors<SignUpField>;
}

interface SignUpPageProps extends FieldsProps {
  config: Config;
  afterSignIn: AfterSignIn;
  /** The course that the join link leads to. */
  course: string | undefined;
  /** False if sign-up requires a join link and there is none. */
  isOpen: boolean;
}

export function SignUpPage({
  c,
  config,
  afterSignIn,
  course,
  isOpen,
  values,
  errors,
}: SignUpPageProps) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.signUp.title")}>
      <div class="narrow">
        <h1>{t("account.signUp.title")}</h1>
        {course !== undefined && <p class="notice">{t("account.signUp.joins", { course })}</p>}
        {isOpen && config.ssoOnly && (
          <>
            <p>{t("institution.only.introNew")}</p>
            <ProviderButtons c={c} config={config} afterSignIn={afterSignIn} isAlone />
          </>
        )}
        {isOpen && !config.ssoOnly && (
          <>
            {c.get("viewer").kind === "guest" && <p class="muted">{t("account.guestKeeps")}</p>}
            <form method="post" action="/sign-up" class="account-form" novalidate>
              <AfterSignInFields afterSignIn={afterSignIn} />
              <SignUpFields c={c} values={values} errors={errors} />
              <p class="actions">
                <button class="primary" type="submit">
                  {t("account.signUp.submit")}
                </button>
              </p>
            </form>
            <ProviderButtons c={c} config={config} afterSignIn={afterSignIn} />
          </>
        )}
        {!isOpen && <p class="notice">{t("account.signUp.linkOnly")}</p>}
        <ul class="account-links">
          <li>
            {t("account.signUp.hasAccount")}{" "}
            <a href={`/sign-in${formatAfterSignInQuery(afterSignIn)}`}>
              {t("account.signIn.title")}
            </a>
          </li>
        </ul>
      </div>
    </Layout>
  );
}

export function SetupPage({ c, path, values, errors }: FieldsProps & { path: string }) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.setup.title")}>
      <div class="narrow">
        <h1>{t("account.setup.title")}</h1>
        <p>{t("account.setup.intro")}</p>
        <form method="post" action={path} class="account-form" novalidate>
          <SignUpFields c={c} values={values} errors={errors} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("account.setup.submit")}
            </button>
          </p>
        </form>
      </div>
    </Layout>
  );
}

function SignUpFields({
  c,
  values = { name: "", username: "", email: "" },
  errors = {},
}: FieldsProps) {
  const t = c.get("t");
  const first = chooseFirstError(SIGN_UP_FIELDS, errors);
  return (
    <>
      {first !== undefined && (
        <p class="notice bad" role="alert">
          {t("account.error.some")}
        </p>
      )}
      <Field
        t={t}
        name="name"
        label={t("account.signUp.name")}
        hint={t("account.signUp.nameHint")}
        value={values.name}
        error={errors.name}
        autocomplete="name"
        required
        maxlength={MAX_NAME_LENGTH}
        autofocus={first === undefined || first === "name"}
      />
      <Field
        t={t}
        name="username"
        label={t("account.username")}
        hint={t("account.signUp.usernameHint")}
        value={values.username}
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
        value={values.email}
        error={errors.email}
        type="email"
        autocomplete="email"
        maxlength={MAX_EMAIL_LENGTH}
        autofocus={first === "email"}
      />
      <Field
        t={t}
        name="password"
        label={t("account.password")}
        hint={t("account.passwordHint", { count: MIN_PASSWORD_LENGTH })}
        error={errors.password}
        type="password"
        autocomplete="new-password"
        required
        maxlength={MAX_PASSWORD_LENGTH}
        autofocus={first === "password"}
      />
    </>
  );
}
