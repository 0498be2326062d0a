//   GET, POST  /courses/:id/people/import                     uploads a roster, as a file or pasted
//   GET, POST  /courses/:id/people/import/:file               the preview, read as the query string
//                                                             says; imports it if nothing has
//                                                             changed; then the result
//   GET        /courses/:id/people/import/:file/problems.csv  the lines that cannot be imported,
//                                                             with the reasons
//   POST       /courses/:id/people/import/:file/discard
//   POST       /courses/:id/people/import/:file/links         the new accounts' first links as CSV,
//                                                             once
//   POST       /courses/:id/people/import/:file/mail          the same links by mail

import { Hono } from "hono";
import type { Config } from "../../config.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import type { FirstMailer } from "../first-links/first-mailer.ts";
import { confirmImport } from "./confirm-import.tsx";
import { downloadFirstLinks, mailFirstLinks } from "./hand-out-links.ts";
import type { ImportParts } from "./find-import.ts";
import { discardImport, downloadProblems, showImport } from "./show-import.tsx";
import { StoredRosters } from "./stored-rosters.ts";
import { showUpload, uploadRoster } from "./upload-roster.tsx";

const ROOT = "/courses/:id/people/import";

export function rosterRoutes({
  config,
  db,
  firstMailer,
}: {
  config: Config;
  db: Db;
  firstMailer: Pick<FirstMailer, "wake"> | undefined;
}): Hono<AppEnv> {
  const parts: ImportParts = {
    db,
    firstMailer,
    rosters: new StoredRosters(config.dataFolder),
    busy: new Set(),
  };
  return new Hono<AppEnv>()
    .get(ROOT, (c) => showUpload(parts, c))
    .post(ROOT, (c) => uploadRoster(parts, c))
    .get(`${ROOT}/:file`, (c) => showImport(parts, c))
    .get(`${ROOT}/:file/problems.csv`, (c) => downloadProblems(parts, c))
    .post(`${ROOT}/:file`, (c) => confirmImport(parts, c))
    .post(`${ROOT}/:file/discard`, (c) => discardImport(parts, c))
    .post(`${ROOT}/:file/links`, (c) => downloadFirstLinks(parts, c))
    .post(`${ROOT}/:file/mail`, (c) => mailFirstLinks(parts, c));
}
