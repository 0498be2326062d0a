// The pages for a forgotten password: requesting a link, and setting a new password with it.

import type { Config } from "../config.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import { MAX_EMAIL_LENGTH } from "./account-forms.ts";
import { type AfterSignIn, formatAfterSignInQuery } from "./arrive.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";
import { RESET_LINK_HOURS } from "./one-time-links.ts";
import { nameInstitutions } from "./institutions.ts";
import { AfterSignInFields, ProviderButtons } from "./sign-in-page.tsx";

interface ForgotPageProps {
  c: AppContext;
  afterSignIn: AfterSignIn;
  config: Config;
  /** Without a mail server, only the site's owner can make a link. */
  hasMail: boolean;
  email?: string;
  error?: FieldError;
  /** Shown whether or not the account exists. */
  isSent?: boolean;
}

export function ForgotPage(props: ForgotPageProps) {
  const { c, afterSignIn, config, hasMail } = props;
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.forgot.title")}>
      <div class="narrow">
        <h1>{t("account.forgot.title")}</h1>
        {config.ssoOnly && (
          <p class="notice">
            {t("institution.only.forgot", { name: nameInstitutions(config, t) })}
          </p>
        )}
        {hasMail && <ForgotForm {...props} />}
        {!hasMail && !config.ssoOnly && (
          <p>{t("account.forgot.ask", { count: RESET_LINK_HOURS })}</p>
        )}
        {hasMail && !config.ssoOnly && <p class="muted">{t("account.forgot.noEmail")}</p>}
        <p>
          <a href={`/sign-in${formatAfterSignInQuery(afterSignIn)}`}>{t("account.signIn.title")}</a>
        </p>
      </div>
    </Layout>
  );
}

function ForgotForm({
  c,
  afterSignIn,
  email = "",
  error,
  isSent = false,
}: Omit<ForgotPageProps, "config">) {
  const t = c.get("t");
  if (isSent)
    return (
      <p class="notice good" role="status">
        {t("account.forgot.sent", { email, count: RESET_LINK_HOURS })}
      </p>
    );
  return (
    <form method="post" action="/forgot-password" class="account-form" novalidate>
      <AfterSignInFields afterSignIn={afterSignIn} />
      <p>{t("account.forgot.intro")}</p>
      <Field
        t={t}
        name="email"
        label={t("account.email")}
        type="email"
        value={email}
        error={error}
        autocomplete="email"
        required
        maxlength={MAX_EMAIL_LENGTH}
        autofocus
      />
      <p class="actions">
        <button class="primary" type="submit">
          {t("account.forgot.submit")}
        </button>
      </p>
    </form>
  );
}

/**
 * With GRADUS_SSO_ONLY, in place of the page for a password: also for the first link of a roster's
 * account, which opens by signing in.
 */
export function InstitutionPage({
  c,
  config,
  afterSignIn,
  name,
}: {
  c: AppContext;
  config: Config;
  afterSignIn: AfterSignIn;
  name: string;
}) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.signIn.title")}>
      <div class="narrow">
        <h1>{t("account.signIn.title")}</h1>
        <p>{t("institution.only.reset", { name })}</p>
        <p class="muted">{t("institution.only.first")}</p>
        <ProviderButtons c={c} config={config} afterSignIn={afterSignIn} isAlone />
      </div>
    </Layout>
  );
}

interface ResetPageProps {
  c: AppContext;
  afterSignIn: AfterSignIn;
  path: string;
  account: { name: string; login: string };
  error?: FieldError | undefined;
}

export function ResetPage({ c, afterSignIn, path, account, error }: ResetPageProps) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.reset.title")}>
      <div class="narrow">
        <h1>{t("account.reset.title")}</h1>
        <p>{t("account.reset.intro", { name: account.name })}</p>
        <form method="post" action={path} class="account-form" novalidate>
          <AfterSignInFields afterSignIn={afterSignIn} />
          {/* For the browser's password manager. */}
          <input
            type="text"
            name="username"
            value={account.login}
            autocomplete="username"
            readonly
            hidden
          />
          <Field
            t={t}
            name="password"
            label={t("account.newPassword")}
            hint={t("account.passwordHint", { count: MIN_PASSWORD_LENGTH })}
            type="password"
            error={error}
            autocomplete="new-password"
            required
            maxlength={MAX_PASSWORD_LENGTH}
            autofocus
          />
          <p class="actions">
            <button class="primary" type="submit">
              {t("account.reset.submit")}
            </button>
          </p>
        </form>
      </div>
    </Layout>
  );
}
