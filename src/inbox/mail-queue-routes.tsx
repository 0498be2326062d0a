// GET  /manage/mail          what waits in the queue of notice mails, and why
// POST /manage/mail/retry    tries failed mails again now
//
// For the site owner.

import { Hono } from "hono";
import { requireSiteOwner } from "../auth/require-site-owner.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { type MailQueueState, retryFailed, selectQueueState } from "./mail/mail-queue.ts";

interface QueueServices {
  db: Db;
  config: Pick<Config, "mail">;
}

export function mailQueueRoutes({ db, config }: QueueServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/manage/mail", (c) => {
      requireSiteOwner(c);
      const retried = c.req.query("retried") ?? "";
      return c.html(
        <MailQueuePage
          c={c}
          state={selectQueueState(db)}
          hasServer={config.mail !== undefined}
          retried={/^\d{1,6}$/.test(retried) ? Number(retried) : undefined}
        />,
      );
    })
    .post("/manage/mail/retry", (c) => {
      const actorId = requireSiteOwner(c);
      const count = db.transaction(
        () => {
          const changes = retryFailed(db);
          if (changes > 0)
            recordAudit(db, { action: "site.retry-mails", actorId, after: { count: changes } });
          return changes;
        },
        { behavior: "immediate" },
      );
      return c.redirect(`/manage/mail?retried=${count}`, 303);
    });
}

interface PageProps {
  c: AppContext;
  state: MailQueueState;
  hasServer: boolean;
  retried: number | undefined;
}

function MailQueuePage({ c, state, hasServer, retried }: PageProps) {
  const t = c.get("t");
  const date = (at: Date) => formatDate(at, c.get("language"), c.get("timeZone"));
  return (
    <Layout c={c} title={t("notice.queue.title")}>
      <p>
        <a href="/manage">{t("site.manage")}</a>
      </p>
      <h1>{t("notice.queue.title")}</h1>
      {retried !== undefined && (
        <p class="notice good" role="status">
          {t("notice.queue.retried", { count: retried })}
        </p>
      )}
      {!hasServer && <p class="notice">{t("notice.queue.noServer")}</p>}
      <p>
        {state.waiting === 0
          ? t("notice.queue.none")
          : t("notice.queue.waiting", { count: state.waiting, failed: state.failed })}
      </p>
      {state.failures.length > 0 && (
        <>
          <ul class="rows">
            {state.failures.map(({ code, mails, nextAt, since }) => (
              <li>
                <div>
                  <strong>{t(`notice.queue.failure.${classify(code)}`)}</strong>
                  <div class="muted">
                    {t("notice.queue.line", {
                      code,
                      mails,
                      since: date(since),
                      next: date(nextAt),
                    })}
                  </div>
                </div>
              </li>
            ))}
          </ul>
          <form method="post" action="/manage/mail/retry">
            <p class="actions">
              <button type="submit">{t("notice.queue.retry")}</button>
            </p>
          </form>
        </>
      )}
      {state.refused > 0 && <p>{t("notice.queue.refused", { count: state.refused })}</p>}
      <p class="muted">{t("notice.queue.intro")}</p>
    </Layout>
  );
}

/** By nodemailer's codes, and numbers of SMTP. */
function classify(code: string): "connection" | "signIn" | "timeout" | "answer" {
  if (code === "EAUTH" || ["530", "534", "535", "538"].includes(code)) return "signIn";
  if (code === "ETIMEDOUT") return "timeout";
  return /^\d+$/.test(code) ? "answer" : "connection";
}
