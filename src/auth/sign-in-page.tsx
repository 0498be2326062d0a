// The sign-in page: email or username and password, or the account of an institution.

import type { Config } from "../config.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import { type AfterSignIn, formatAfterSignInQuery } from "./arrive.ts";

interface SignInPageProps {
  c: AppContext;
  config: Config;
  afterSignIn: AfterSignIn;
  login?: string;
  /** About name and password together: the message does not reveal which of them is wrong. */
  error?: FieldError;
  /** A message about an action on another page. */
  notice?: { key: WordKey; kind: "good" | "bad"; params?: Record<string, string> };
}

export function SignInPage({ c, config, afterSignIn, login = "", error, notice }: SignInPageProps) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.signIn.title")}>
      <div class="narrow">
        <h1>{t("account.signIn.title")}</h1>
        {notice !== undefined && (
          <p class={`notice ${notice.kind}`} role="status">
            {t(notice.key, notice.params)}
          </p>
        )}
        {error !== undefined && (
          <p class="notice bad" role="alert">
            {t(error.key, error.params)}
          </p>
        )}
        <form method="post" action="/sign-in" class="account-form">
          <AfterSignInFields afterSignIn={afterSignIn} />
          <Field
            t={t}
            name="login"
            label={t("account.signIn.login")}
            value={login}
            autocomplete="username"
            required
            maxlength={200}
            autofocus={login === ""}
          />
          <Field
            t={t}
            name="password"
            label={t("account.password")}
            type="password"
            autocomplete="current-password"
            required
            maxlength={200}
            autofocus={login !== ""}
          />
          <p class="actions">
            <button class="primary" type="submit">
              {t("account.signIn.submit")}
            </button>
          </p>
        </form>
        <ProviderButton c={c} config={config} afterSignIn={afterSignIn} />
        <ul class="account-links">
          <li>
            {t("account.signIn.noAccount")}{" "}
            <a href={`/sign-up${formatAfterSignInQuery(afterSignIn)}`}>
              {t("account.signUp.title")}
            </a>
          </li>
          <li>
            <a href={`/forgot-password${formatAfterSignInQuery(afterSignIn)}`}>
              {t("account.signIn.forgot")}
            </a>
          </li>
        </ul>
        {c.get("viewer").kind === "guest" && <p class="muted">{t("account.guestKeeps")}</p>}
      </div>
    </Layout>
  );
}

export function AfterSignInFields({ afterSignIn: { next, join } }: { afterSignIn: AfterSignIn }) {
  return (
    <>
      {next !== "/" && <input type="hidden" name="next" value={next} />}
      {join !== "" && <input type="hidden" name="join" value={join} />}
    </>
  );
}

export function ProviderButton({
  c,
  config,
  afterSignIn,
}: {
  c: AppContext;
  config: Config;
  afterSignIn: AfterSignIn;
}) {
  const t = c.get("t");
  if (config.oidc === undefined) return null;
  return (
    <form method="post" action="/sign-in/provider" class="provider">
      <p class="divider">
        <span>{t("account.or")}</span>
      </p>
      <AfterSignInFields afterSignIn={afterSignIn} />
      <button type="submit">{t("account.signIn.provider", { name: config.oidc.name })}</button>
    </form>
  );
}

/** A header of the response leads there immediately. The link is for clients that ignore it. */
export function ProviderPage({ c, name, url }: { c: AppContext; name: string; url: string }) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.signIn.title")}>
      <div class="narrow">
        <h1>{t("account.signIn.leaving", { name })}</h1>
        <p>
          <a class="button primary" href={url}>
            {t("account.continue")}
          </a>
        </p>
      </div>
    </Layout>
  );
}
