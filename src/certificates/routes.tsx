// GET  /certificates/:id                    a certificate, for anyone who has the address
// POST /settings/certificates/:id/withdraw  its owner withdraws it
//
// The address contains 200 random bits. Search engines are asked not to list it, other sites do not
// receive it (the referrer policy of every page is "same-origin"; with "no-referrer" browsers would
// send forms of this page without an origin, and they would be refused), and the log contains the
// patterns of routes only.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppEnv } from "../http/environment.ts";
import { requireSession } from "../http/require-session.ts";
import { CertificatePage } from "./certificate-page.tsx";
import { selectOptionalCertificate, withdrawCertificate } from "./certificates.ts";

export function certificateRoutes({ db }: { db: Db }): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/certificates/:id", (c) => {
      const certificate = selectOptionalCertificate(db, c.req.param("id"));
      if (certificate === undefined) throw new HTTPException(404);
      c.header("x-robots-tag", "noindex, nofollow, noarchive");
      const isOwner = c.get("viewer").userId === certificate.userId;
      return c.html(<CertificatePage c={c} certificate={certificate} isOwner={isOwner} />);
    })
    .post("/settings/certificates/:id/withdraw", (c) => {
      if (!withdrawCertificate(db, requireSession(c), c.req.param("id")))
        throw new HTTPException(404);
      return c.redirect("/settings?done=certificate", 303);
    });
}
