// The columns of every table of people: their titles, and one rule for what each of them shows. A
// page names the columns that it needs and adds its own. The page of one person and the preview of
// a merge show the same values as a list.

import type { Child } from "hono/jsx";
import type { CourseRole } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { Translate, WordKey } from "../i18n/index.ts";
import { formatDate } from "../ui/format.ts";

interface PersonFacts {
  username: string | null;
  /** null if they have none; never an address that the site made up. */
  email: string | null;
  role: CourseRole;
  section: string | null;
  /** In the course. */
  joinedAt: Date;
  /** Of the account. */
  createdAt: Date;
}
type FactColumn = keyof PersonFacts;

const TITLES: Record<FactColumn | "name", WordKey> = {
  name: "manage.people.name",
  username: "account.username",
  email: "account.email",
  role: "manage.course.role",
  section: "people.section",
  joinedAt: "manage.course.joined",
  createdAt: "manage.people.since",
};

const NONE = "–";
const VALUES: { [K in FactColumn]: (c: AppContext, value: PersonFacts[K]) => Child } = {
  username: (_c, username) => username ?? NONE,
  email: (_c, email) => email ?? NONE,
  // In a long list of students, the badge makes staff easy to find.
  role: (c, role) =>
    role === "student" ? (
      c.get("t")("manage.role.student")
    ) : (
      <span class="badge">{c.get("t")(`manage.role.${role}`)}</span>
    ),
  section: (_c, section) => section ?? NONE,
  joinedAt: showDate,
  createdAt: showDate,
};

function showDate(c: AppContext, date: Date) {
  return (
    <time datetime={date.toISOString()}>
      {formatDate(date, c.get("language"), c.get("timeZone"))}
    </time>
  );
}

export function titleColumn(t: Translate, column: FactColumn | "name"): string {
  return t(TITLES[column]);
}

/** The header cells of `columns`, in their order. The cell of a name is ShownName. */
export function PersonHeads({
  c,
  columns,
}: {
  c: AppContext;
  columns: readonly (FactColumn | "name")[];
}) {
  return (
    <>
      {columns.map((column) => (
        <th scope="col">{titleColumn(c.get("t"), column)}</th>
      ))}
    </>
  );
}

interface FactProps<K extends FactColumn> {
  c: AppContext;
  person: Pick<PersonFacts, K>;
  column: K;
}

export function PersonFact<K extends FactColumn>({ c, person, column }: FactProps<K>) {
  return <>{VALUES[column](c, person[column])}</>;
}

/** The cells of `columns` in one person's row. */
export function PersonCells<K extends FactColumn>({
  c,
  person,
  columns,
}: Omit<FactProps<K>, "column"> & { columns: readonly K[] }) {
  return (
    <>
      {columns.map((column) => (
        <td>
          <PersonFact c={c} person={person} column={column} />
        </td>
      ))}
    </>
  );
}

/** An email address with whether its owner has proved it. */
export function CheckedEmail({
  c,
  person,
}: {
  c: AppContext;
  person: { email: string | null; isVerified: boolean };
}) {
  return (
    <>
      <PersonFact c={c} person={person} column="email" />
      {person.email !== null && (
        <>
          {" "}
          <span class={`badge ${person.isVerified ? "good" : "warn"}`}>
            {c.get("t")(`account.signIns.${person.isVerified ? "verified" : "unverified"}`)}
          </span>
        </>
      )}
    </>
  );
}
