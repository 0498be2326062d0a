// The signed-in browsers of an account.

import { formatDate } from "../ui/format.ts";
import { describeBrowser } from "./describe-browser.ts";
import type { SettingsProps } from "./settings-props.ts";

export function Sessions({ c, sessions, currentSessionId }: SettingsProps) {
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
