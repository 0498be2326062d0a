// GET  /unsubscribe?token=    asks; mail scanners open links, so that opening one changes nothing
// POST /unsubscribe?token=    stops all notice mails to the account
//
// A mail program sends the POST by itself (RFC 8058), without cookies and from no page: the signed
// token is the proof, and can do only this.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import { readUnsubscribeToken, stopMails } from "./mail/unsubscribe.ts";

export function unsubscribeRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const readToken = (c: AppContext) => {
    const token = c.req.query("token") ?? "";
    const userId = readUnsubscribeToken(db, token);
    return userId === undefined ? undefined : { token, userId };
  };
  return new Hono<AppEnv>()
    .get("/unsubscribe", (c) => {
      const found = readToken(c);
      if (found === undefined) {
        c.status(404);
        return c.html(<UnsubscribePage c={c} state="invalid" />);
      }
      return c.html(<UnsubscribePage c={c} state="ask" token={found.token} />);
    })
    .post("/unsubscribe", (c) => {
      const found = readToken(c);
      if (found === undefined) throw new HTTPException(404);
      stopMails(db, found.userId);
      return c.html(<UnsubscribePage c={c} state="done" />);
    });
}

interface PageProps {
  c: AppContext;
  state: "ask" | "done" | "invalid";
  token?: string;
}

function UnsubscribePage({ c, state, token = "" }: PageProps) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("notice.unsubscribe.title")} isUnlisted>
      <h1>{t("notice.unsubscribe.title")}</h1>
      <p>{t(`notice.unsubscribe.${state}`)}</p>
      {state === "ask" && (
        <form method="post" action={`/unsubscribe?token=${encodeURIComponent(token)}`}>
          <button type="submit">{t("notice.unsubscribe.confirm")}</button>
        </form>
      )}
      <p>
        <a href="/settings/notices">{t("notice.settings")}</a>
      </p>
    </Layout>
  );
}
