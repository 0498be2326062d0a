// The page about the walls around submitted code, for the site owner: which work, why one does not
// and how to fix it, and a form to grade without it.

import type { AppContext } from "../../http/environment.ts";
import type { FieldError } from "../../ui/field.tsx";
import { Layout } from "../../ui/layout.tsx";
import type { Confirmation } from "../../auth/confirm-action.ts";
import { ConfirmationField } from "../../auth/confirmation-field.tsx";
import type { WallStanding } from "./wall-standing.ts";
import { listWalls, WallsNotice } from "./walls-notice.tsx";

export interface WallsPageProps {
  c: AppContext;
  standing: WallStanding;
  confirmation: Confirmation;
  error?: FieldError | undefined;
}

export function WallsPage({ c, standing, confirmation, error }: WallsPageProps) {
  const t = c.get("t");
  const { walls, kind, setting, lowerable } = standing;
  return (
    <Layout c={c} title={t("manage.walls.title")}>
      <div class="narrow">
        <h1>{t("manage.walls.title")}</h1>
        {c.req.query("done") === "lowered" && kind !== "paused" && (
          <p class="notice good" role="status">
            {t("manage.walls.lowered")}
          </p>
        )}
        <WallsNotice c={c} standing={standing} />
        <p class="muted">{t("manage.walls.intro")}</p>
        <ul class="rows">
          {walls.map(({ wall, standing: stands, reason }) => (
            <li>
              <div>
                <strong>{t(`wall.${wall}`)}</strong>{" "}
                {stands === undefined ? (
                  <span class="badge">{t("manage.walls.unknown")}</span>
                ) : (
                  <span class={stands ? "badge good" : "badge bad"}>
                    {t(stands ? "manage.walls.standing" : "manage.walls.missing")}
                  </span>
                )}
                {stands === false && <div>{t(`manage.walls.help.${wall}`)}</div>}
                {stands === false && reason !== undefined && (
                  <div class="muted">
                    {t("manage.walls.why")}: <code>{reason}</code>
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
        {kind === "paused" && setting === true && <p>{t("manage.walls.demanded")}</p>}
        {lowerable.length > 0 && (
          <section aria-labelledby="lower">
            <h2 id="lower">{t("manage.walls.lowerTitle")}</h2>
            <p>{t("manage.walls.lowerNote", { walls: listWalls(c, lowerable) })}</p>
            <form method="post" action="/manage/walls" class="account-form" novalidate>
              <input type="hidden" name="walls" value={lowerable.join(",")} />
              <ConfirmationField t={t} confirmation={confirmation} error={error} />
              <p class="actions">
                <button class="danger" type="submit">
                  {t("manage.walls.lower")}
                </button>
              </p>
            </form>
          </section>
        )}
        <p>
          <a href="/manage">{t("site.manage")}</a>
        </p>
      </div>
    </Layout>
  );
}
