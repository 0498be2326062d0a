// The settings page: name, sign-in, courses, appearance, password, sessions, tokens for the command
// line.

import type { MyCourse } from "../membership/select-courses.ts";
import { type AppContext, THEMES } from "../http/environment.ts";
import { readCurrentPage } from "../http/current-page.ts";
import { MAX_NAME_LENGTH } from "../auth/account-forms.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../auth/better-auth.ts";
import type { WordKey } from "../i18n/index.ts";
import { type FieldError, type FieldErrors, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { describeBrowser } from "./describe-browser.ts";
import { LoginSection } from "./login-section.tsx";
import type { SessionRow, TokenRow } from "./queries.ts";
import { SignInsSection } from "./sign-ins-section.tsx";
import type { ConnectedRow } from "./sign-ins.ts";

export const TOKEN_DAYS = [30, 90, 365] as const;

export interface SettingsProps {
  c: AppContext;
  name: string;
  username: string | null;
  email: string | null;
  hasPassword: boolean;
  isVerified: boolean;
  hasMail: boolean;
  /** The institution's name; undefined if there is none. */
  provider: string | undefined;
  connected: ConnectedRow[];
  courses: MyCourse[];
  sessions: SessionRow[];
  currentSessionId: string;
  tokens: TokenRow[];
  errors?: FieldErrors<
    "name" | "username" | "email" | "confirm" | "current" | "password" | "token" | "confirmSignIn"
  >;
  /** The submitted values, if they were refused. */
  login?: { username: string; email: string };
  notice?: WordKey | undefined;
  /** An error from signing in at the institution. */
  problem?: FieldError | undefined;
  /** A new token, shown only this once. */
  freshToken?: { name: string; token: string };
}

export function SettingsPage(props: SettingsProps) {
  const { c, name, courses, errors = {}, notice } = props;
  const t = c.get("t");
  return (
    <Layout c={c} title={t("site.settings")}>
      <div class="settings">
        <h1>{t("site.settings")}</h1>
        {notice !== undefined && (
          <p class="notice good" role="status">
            {t(notice)}
          </p>
        )}
        {props.problem !== undefined && (
          <p class="notice bad" role="alert">
            {t(props.problem.key, props.problem.params)}
          </p>
        )}
        <section aria-labelledby="profile">
          <h2 id="profile">{t("account.settings.profile")}</h2>
          {!props.hasPassword && <LoginSection {...props} />}
          <form method="post" action="/settings/name" class="account-form" novalidate>
            <Field
              t={t}
              name="name"
              label={t("account.signUp.name")}
              hint={t("account.signUp.nameHint")}
              value={name}
              error={errors.name}
              autocomplete="name"
              required
              maxlength={MAX_NAME_LENGTH}
              autofocus={errors.name !== undefined}
            />
            <p class="actions">
              <button type="submit">{t("account.settings.save")}</button>
            </p>
          </form>
        </section>
        {props.hasPassword && <LoginSection {...props} />}
        <SignInsSection {...props} />
        <section aria-labelledby="courses">
          <h2 id="courses">{t("account.settings.courses")}</h2>
          {courses.length === 0 ? (
            <p class="muted">{t("account.settings.noCourses")}</p>
          ) : (
            <ul class="rows">
              {courses.map(({ id, title, role }) => (
                <li>
                  <a href={`/courses/${id}`}>{title}</a>{" "}
                  <span class="badge">{t(`manage.role.${role}`)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <Appearance c={c} />
        <Password {...props} />
        <Sessions {...props} />
        <Tokens {...props} />
        <section aria-labelledby="data">
          <h2 id="data">{t("privacy.title")}</h2>
          <p>{t("privacy.intro")}</p>
          <p class="actions">
            <a class="button" href="/settings/data" download>
              {t("privacy.download")}
            </a>
            <a class="button danger" href="/settings/delete">
              {t("privacy.deleteMine")}
            </a>
          </p>
        </section>
      </div>
    </Layout>
  );
}

function Appearance({ c }: { c: AppContext }) {
  const t = c.get("t");
  const themes = {
    auto: t("site.themeAuto"),
    light: t("site.themeLight"),
    dark: t("site.themeDark"),
  };
  return (
    <section aria-labelledby="appearance">
      <h2 id="appearance">{t("account.settings.appearance")}</h2>
      <form method="post" action="/preferences" class="preferences">
        <input type="hidden" name="back" value={readCurrentPage(c)} />
        <span class="choice" role="group" aria-label={t("site.language")}>
          <button
            name="language"
            value="zh-CN"
            aria-pressed={c.get("language") === "zh-CN"}
            lang="zh-CN"
          >
            中文
          </button>
          <button name="language" value="en" aria-pressed={c.get("language") === "en"} lang="en">
            English
          </button>
        </span>
        <span class="choice" role="group" aria-label={t("site.theme")}>
          {THEMES.map((theme) => (
            <button name="theme" value={theme} aria-pressed={c.get("theme") === theme}>
              {themes[theme]}
            </button>
          ))}
        </span>
      </form>
    </section>
  );
}

function Password({ c, hasPassword, username, email, errors = {} }: SettingsProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="password">
      <h2 id="password">{t("account.settings.password")}</h2>
      {hasPassword ? (
        <form method="post" action="/settings/password" class="account-form" novalidate>
          {/* For the browser's password manager. */}
          <input
            type="text"
            name="username"
            value={username ?? email ?? ""}
            autocomplete="username"
            readonly
            hidden
          />
          <Field
            t={t}
            name="current"
            label={t("account.settings.current")}
            type="password"
            error={errors.current}
            autocomplete="current-password"
            required
            maxlength={200}
            autofocus={errors.current !== undefined}
          />
          <Field
            t={t}
            name="password"
            label={t("account.newPassword")}
            hint={t("account.passwordHint", { count: MIN_PASSWORD_LENGTH })}
            type="password"
            error={errors.password}
            autocomplete="new-password"
            required
            maxlength={MAX_PASSWORD_LENGTH}
            autofocus={errors.current === undefined && errors.password !== undefined}
          />
          <p>
            <label class="check">
              <input type="checkbox" name="others" value="end" checked />{" "}
              {t("account.settings.endOthers")}
            </label>
          </p>
          <p class="actions">
            <button type="submit">{t("account.settings.changePassword")}</button>
          </p>
        </form>
      ) : (
        <p class="muted">{t("account.settings.noPassword")}</p>
      )}
    </section>
  );
}

function Sessions({ c, sessions, currentSessionId }: SettingsProps) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t("account.settings.sessions")}</h2>
      <ul class="rows">
        {sessions.map(({ id, userAgent, createdAt }) => {
          const browser = describeBrowser(userAgent) || t("account.settings.unknownBrowser");
          return (
            <li>
              <div>
                <strong>{browser}</strong>{" "}
                {id === currentSessionId && (
                  <span class="badge good">{t("account.settings.thisSession")}</span>
                )}
                <div class="muted">
                  <time datetime={createdAt.toISOString()}>
                    {t("account.settings.since", { date: date(createdAt) })}
                  </time>
                </div>
              </div>
              {id !== currentSessionId && (
                <form method="post" action={`/settings/sessions/${id}/end`}>
                  <button
                    type="submit"
                    aria-label={t("account.settings.endOne", { browser, date: date(createdAt) })}
                  >
                    {t("site.signOut")}
                  </button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
      <form method="post" action="/settings/sessions/end">
        <button class="danger" type="submit">
          {t("account.settings.endAll")}
        </button>
      </form>
    </section>
  );
}

function Tokens({ c, tokens, errors = {}, freshToken }: SettingsProps) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  const now = new Date();
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{t("account.tokens.title")}</h2>
      <p class="muted">{t("account.tokens.intro")}</p>
      {freshToken !== undefined && (
        <div class="notice good" role="status">
          <p>{t("account.tokens.fresh", { name: freshToken.name })}</p>
          <p>
            <code class="secret" tabindex={0}>
              {freshToken.token}
            </code>
          </p>
        </div>
      )}
      {tokens.length > 0 && (
        <ul class="rows">
          {tokens.map(({ id, name, createdAt, lastUsedAt, expiresAt }) => (
            <li>
              <div>
                <strong>{name}</strong>{" "}
                {expiresAt !== null && expiresAt <= now && (
                  <span class="badge warn">{t("account.tokens.expired")}</span>
                )}
                <div class="muted">
                  {[
                    t("account.tokens.made", { date: date(createdAt) }),
                    lastUsedAt === null
                      ? t("account.tokens.neverUsed")
                      : t("account.tokens.used", { date: date(lastUsedAt) }),
                    expiresAt === null
                      ? t("account.tokens.forever")
                      : t("account.tokens.until", { date: date(expiresAt) }),
                  ].join(" · ")}
                </div>
              </div>
              <form method="post" action={`/settings/tokens/${id}/revoke`}>
                <button type="submit" aria-label={t("account.tokens.revokeOne", { name })}>
                  {t("account.tokens.revoke")}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action="/settings/tokens#tokens" class="account-form" novalidate>
        <Field
          t={t}
          name="token"
          label={t("account.tokens.name")}
          hint={t("account.tokens.nameHint")}
          error={errors.token}
          required
          maxlength={60}
          autocomplete="off"
          autofocus={errors.token !== undefined}
        />
        <div class="field">
          <label for="field-days">{t("account.tokens.lasts")}</label>
          <select id="field-days" name="days">
            {TOKEN_DAYS.map((days) => (
              <option value={String(days)} selected={days === 90}>
                {t("account.tokens.days", { count: days })}
              </option>
            ))}
            <option value="">{t("account.tokens.untilRevoked")}</option>
          </select>
        </div>
        <p class="actions">
          <button type="submit">{t("account.tokens.make")}</button>
        </p>
      </form>
    </section>
  );
}
