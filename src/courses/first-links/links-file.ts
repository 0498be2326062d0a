// A new account has no password: a link, created and shown once, sets it. All links of an import as
// one CSV file, or by mail.

import { stringify } from "csv-stringify/sync";
import { makeFirstLink } from "../../auth/one-time-links.ts";
import type { Db } from "../../db/open.ts";
import type { SiteAddress } from "../../site-address.ts";
import { makeSeatLink, type RosterSeat } from "../../identity/seats.ts";
import type { Translate } from "../../i18n/index.ts";
import { titleColumn } from "../../membership/person-columns.tsx";
import type { Pause } from "../../tables/take-turns.ts";
import { type Asker, selectOptionalUnusedAccount } from "./unused-accounts.ts";

export interface LinkRow {
  userId: string;
  name: string;
  username: string | null;
  /** null for those who gave none. */
  email: string | null;
  section: string | null;
}

/**
 * Those of `userIds` for whom this course's staff may create a link, in the same order: some may
 * have signed in meanwhile, or be gone.
 */
export async function selectUnused(
  db: Db,
  course: Asker & { id: string },
  userIds: string[],
  pause: Pause,
): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  for (const id of userIds) {
    const row = selectOptionalUnusedAccount(db, course.id, id, course);
    if (row !== undefined) rows.push(row);
    await pause();
  }
  return rows;
}

export interface LinksFile {
  /** New accounts: a link to set the first password. */
  rows: LinkRow[];
  /** Open seats: a link that gives the seat to the person who opens it. */
  seats: RosterSeat[];
}

/** With a byte order mark; text that a spreadsheet would run as a formula is made harmless. */
export async function makeLinksFile(
  db: Db,
  site: SiteAddress,
  { rows, seats }: LinksFile,
  t: Translate,
  pause: Pause,
): Promise<string> {
  const header = [
    ...(["name", "username", "email", "section"] as const).map((column) => titleColumn(t, column)),
    t("roster.links.column"),
  ];
  let file = stringify([header], { bom: true });
  const LINES = 100;
  for (let i = 0; i < rows.length; i += LINES) {
    const some = rows.slice(i, i + LINES);
    const secrets = db.$client.transaction(() =>
      some.map(({ userId }) => makeFirstLink(db, userId)),
    )();
    file += stringify(
      some.map(({ name, username, email, section }, k) => [
        name,
        username,
        email,
        section,
        site.full(`/reset/${secrets[k]!}`),
      ]),
      { escape_formulas: true },
    );
    await pause();
  }
  for (const { id, name, username, email, section } of seats) {
    file += stringify(
      [[name, username, email, section, site.full(`/seat/${makeSeatLink(db, id)}`)]],
      { escape_formulas: true },
    );
    await pause();
  }
  return file;
}
