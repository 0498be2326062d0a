// A table of people on the pages of a platform's roster.

import type { AppContext } from "../../http/environment.ts";
import type { CourseRole } from "../../db/schema.ts";
import { PersonCells, PersonHeads } from "../../membership/person-columns.tsx";
import { ShownName } from "../../membership/shown-name-view.tsx";
import { formatDate } from "../../ui/format.ts";

/** The rows of one table; more are only counted. */
const SHOWN = 200;

interface Row {
  name: string;
  ownName: string | null;
  /** null: no page of their own. */
  href: string | null;
  email: string | null;
  role: CourseRole | null;
  section: string | null;
  /** Not listed since. */
  goneAt: Date | null;
}

/** `heading`: the id of the table's heading. */
export function PeopleTable({ c, heading, rows }: { c: AppContext; heading: string; rows: Row[] }) {
  const t = c.get("t");
  const hasTimes = rows.some(({ goneAt }) => goneAt !== null);
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby={heading}>
        <table>
          <thead>
            <tr>
              <PersonHeads c={c} columns={["name", "email", "role", "section"]} />
              {hasTimes && <th scope="col">{t("ltiRoster.since")}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row) => (
              <tr>
                <th scope="row">
                  {row.name === "" ? (
                    <span class="muted">{t("ltiRoster.nameless")}</span>
                  ) : (
                    <ShownName
                      t={t}
                      person={row}
                      {...(row.href === null ? {} : { href: row.href })}
                    />
                  )}
                </th>
                <PersonCells c={c} person={row} columns={["email"]} />
                {row.role === null ? (
                  <td>–</td>
                ) : (
                  <PersonCells c={c} person={{ role: row.role }} columns={["role"]} />
                )}
                <PersonCells c={c} person={row} columns={["section"]} />
                {hasTimes && <td>{row.goneAt !== null && <Time c={c} at={row.goneAt} />}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && (
        <p class="muted">{t("ltiRoster.more", { count: rows.length - SHOWN })}</p>
      )}
    </>
  );
}

function Time({ c, at }: { c: AppContext; at: Date }) {
  return (
    <time datetime={at.toISOString()}>{formatDate(at, c.get("language"), c.get("timeZone"))}</time>
  );
}
