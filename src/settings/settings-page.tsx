// The settings page: name, sign-in, courses, appearance, password, sessions, tokens for the command
// line.

import { type AppContext, THEMES } from "../http/environment.ts";
import { readCurrentPage } from "../http/current-page.ts";
import { MAX_NAME_LENGTH } from "../auth/account-forms.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../auth/password-length.ts";
import { Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import { Certificates } from "../certificates/certificates-section.tsx";
import { LoginSection } from "./login-section.tsx";
import { SignInsSection } from "./sign-ins-section.tsx";
import type { SettingsProps } from "./settings-props.ts";
import { Sessions } from "./sessions-section.tsx";
import { Tokens } from "./tokens-section.tsx";

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
        <section aria-labelledby="notices">
          <h2 id="notices">{t("notice.title")}</h2>
          <p class="actions">
            <a class="button" href="/settings/notices">
              {t("notice.settings")}
            </a>
          </p>
        </section>
        <Appearance c={c} />
        <Password {...props} />
        <Sessions {...props} />
        <Tokens {...props} />
        <Certificates c={c} certificates={props.certificates} />
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
