// The tokens of an account, for the command line and the API.

import { Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { TOKEN_DAYS, type SettingsProps } from "./settings-props.ts";

export function Tokens({ c, tokens, errors = {}, freshToken }: SettingsProps) {
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
