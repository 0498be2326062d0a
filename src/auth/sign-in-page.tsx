// The sign-in page: email or username and password, or the account of an institution.

import type { Config } from "../config.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldError, Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import { type AfterSignIn, formatAfterSignInQuery, listAfterSignInFields } from "./arrive.ts";
import { listInstitutions, nameInstitutions } from "./institutions.ts";
import type { Notice } from "./sign-in-notice.ts";

interface SignInPageProps {
  c: AppContext;
  config: Config;
  afterSignIn: AfterSignIn;
  login?: string;
  /** About name and password together: the message does not reveal which of them is wrong. */
  error?: FieldError;
  /** A message about an action on another page. */
  notice?: Notice;
  /** With GRADUS_SSO_ONLY: shows the form for site owners instead of the institution's buttons. */
  isOwners?: boolean;
}

export function SignInPage(props: SignInPageProps) {
  const { c, config, error, notice, isOwners = false } = props;
  const t = c.get("t");
  const title =
    config.ssoOnly && isOwners ? t("institution.only.ownerTitle") : t("account.signIn.title");
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {notice !== undefined && <NoticeLine c={c} notice={notice} />}
        {error !== undefined && (
          <p class="notice bad" role="alert">
            {t(error.key, error.params)}
          </p>
        )}
        {!config.ssoOnly && <EveryWay {...props} />}
        {config.ssoOnly && (isOwners ? <OwnersForm {...props} /> : <InstitutionOnly {...props} />)}
        {c.get("viewer").kind === "guest" && <p class="muted">{t("account.guestKeeps")}</p>}
      </div>
    </Layout>
  );
}

function NoticeLine({ c, notice: { key, kind, params, link } }: { c: AppContext; notice: Notice }) {
  const t = c.get("t");
  return (
    <p class={`notice ${kind}`} role="status">
      {t(key, params)}
      {link !== undefined && (
        <>
          {" "}
          <a href={link.href} rel="noreferrer">
            {t(link.key, params)}
          </a>
        </>
      )}
    </p>
  );
}

function EveryWay(props: SignInPageProps) {
  const { c, config, afterSignIn } = props;
  const t = c.get("t");
  return (
    <>
      <PasswordForm {...props} />
      <ProviderButtons c={c} config={config} afterSignIn={afterSignIn} />
      <ul class="account-links">
        <li>
          {t("account.signIn.noAccount")}{" "}
          <a href={`/sign-up${formatAfterSignInQuery(afterSignIn)}`}>{t("account.signUp.title")}</a>
        </li>
        <li>
          <a href={`/forgot-password${formatAfterSignInQuery(afterSignIn)}`}>
            {t("account.signIn.forgot")}
          </a>
        </li>
      </ul>
    </>
  );
}

function InstitutionOnly({ c, config, afterSignIn }: SignInPageProps) {
  const t = c.get("t");
  const query = new URLSearchParams({ owner: "1", ...listAfterSignInFields(afterSignIn) });
  return (
    <>
      <p>
        {config.signUp === "open" ? t("institution.only.introNew") : t("institution.only.intro")}
      </p>
      <ProviderButtons c={c} config={config} afterSignIn={afterSignIn} isAlone />
      <ul class="account-links">
        <li>
          <a href={`/sign-in?${query.toString()}`}>{t("institution.only.owner")}</a>
        </li>
      </ul>
    </>
  );
}

function OwnersForm(props: SignInPageProps) {
  const { c, config, afterSignIn } = props;
  const t = c.get("t");
  const name = nameInstitutions(config, t);
  return (
    <>
      <p>{t("institution.only.ownerIntro", { name })}</p>
      <PasswordForm {...props} />
      <ul class="account-links">
        <li>
          <a href={`/sign-in${formatAfterSignInQuery(afterSignIn)}`}>
            {t("institution.only.others", { name })}
          </a>
        </li>
        <li>
          <a href={`/forgot-password${formatAfterSignInQuery(afterSignIn)}`}>
            {t("account.signIn.forgot")}
          </a>
        </li>
      </ul>
    </>
  );
}

function PasswordForm({ c, afterSignIn, login = "" }: SignInPageProps) {
  const t = c.get("t");
  return (
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

export function ProviderButtons({
  c,
  config,
  afterSignIn,
  isAlone = false,
}: {
  c: AppContext;
  config: Config;
  afterSignIn: AfterSignIn;
  /** There is no form with a password above them. */
  isAlone?: boolean;
}) {
  const t = c.get("t");
  const institutions = listInstitutions(config);
  if (institutions.length === 0) return null;
  return (
    <>
      {!isAlone && (
        <p class="or-line">
          <span>{t("account.or")}</span>
        </p>
      )}
      {institutions.map(({ name, action }) => (
        <form method="post" action={action} class="provider">
          <AfterSignInFields afterSignIn={afterSignIn} />
          <button type="submit" class={isAlone ? "primary" : undefined}>
            {t("account.signIn.provider", { name })}
          </button>
        </form>
      ))}
    </>
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
