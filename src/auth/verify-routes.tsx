// GET, POST /verify/:secret    confirms the address of the signed-in account

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { Db } from "../db/open.ts";
import { Layout } from "../ui/layout.tsx";
import { selectOptionalLink } from "./one-time-links.ts";
import { verifyAddress } from "./verify-address.ts";

export function verifyRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const findLink = (c: AppContext) => {
    const link = selectOptionalLink(db, "verify", c.req.param("secret") ?? "");
    const user =
      link?.userId == null
        ? undefined
        : db
            .select({ id: users.id, name: users.name, email: users.email })
            .from(users)
            .where(eq(users.id, link.userId))
            .get();
    if (link === undefined || user === undefined) throw new HTTPException(404);
    return { id: link.id, user };
  };
  const isTheirs = (c: AppContext, userId: string) =>
    c.get("viewer").userId === userId && !c.get("hasToken");

  return new Hono<AppEnv>()
    .get("/verify/:secret", (c) => {
      const { user } = findLink(c);
      return c.html(<VerifyPage c={c} user={user} isTheirs={isTheirs(c, user.id)} />);
    })
    .post("/verify/:secret", (c) => {
      const { id, user } = findLink(c);
      if (!isTheirs(c, user.id)) return c.redirect(c.req.path, 303);
      const seats = verifyAddress(db, { id, userId: user.id });
      if (seats === undefined) throw new HTTPException(404);
      return c.redirect(`/settings?done=${seats > 0 ? "seats" : "verified"}`, 303);
    });
}

function VerifyPage({
  c,
  user,
  isTheirs,
}: {
  c: AppContext;
  user: { name: string; email: string };
  isTheirs: boolean;
}) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("account.verify.title")}>
      <div class="narrow">
        <h1>{t("account.verify.title")}</h1>
        {isTheirs ? (
          <>
            <p>{t("account.verify.intro", { email: user.email })}</p>
            <form method="post" action={c.req.path}>
              <button class="primary" type="submit">
                {t("account.verify.submit")}
              </button>
            </form>
          </>
        ) : (
          <>
            <OtherAccount c={c} name={user.name} />
            <p class="muted">{t("account.verify.notYours")}</p>
          </>
        )}
      </div>
    </Layout>
  );
}

/** For a visitor who is not signed in to the account that the link is for. */
function OtherAccount({ c, name }: { c: AppContext; name: string }) {
  const t = c.get("t");
  if (c.get("viewer").kind === "member")
    return <p class="notice warn">{t("account.verify.other", { name })}</p>;
  return (
    <>
      <p>{t("account.verify.signIn", { name })}</p>
      <p class="actions">
        <a class="button primary" href={`/sign-in?next=${encodeURIComponent(c.req.path)}`}>
          {t("account.signIn.title")}
        </a>
      </p>
    </>
  );
}
