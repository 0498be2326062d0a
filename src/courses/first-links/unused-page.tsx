// The accounts of a course that nobody has signed in to yet, with the state of each one's mail; and
// a new first link for one of them, shown once.

import { FIRST_LINK_DAYS } from "../../auth/one-time-links.ts";
import type { AppContext } from "../../http/environment.ts";
import type { WordKey } from "../../i18n/index.ts";
import { formatDate } from "../../ui/format.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/course-view.ts";
import { PersonCells, PersonHeads } from "../../membership/person-columns.tsx";
import { ShownName } from "../../membership/shown-name-view.tsx";
import type { UnusedAccount } from "./unused-accounts.ts";

const FACTS = ["username", "email", "section"] as const;

interface UnusedPageProps {
  c: AppContext;
  course: CourseView;
  accounts: UnusedAccount[];
  hasMail: boolean;
  notice?: { key: WordKey; count: number } | undefined;
}

export function UnusedPage({ c, course, accounts, hasMail, notice }: UnusedPageProps) {
  const t = c.get("t");
  const people = `/courses/${course.id}/people`;
  const isOpen = course.archivedAt === null;
  const waiting = accounts.filter(({ mail }) => mail?.isWaiting === true).length;
  const failed = accounts.filter(
    ({ mail }) => mail !== undefined && mail.sentAtMs === null && !mail.isWaiting,
  ).length;
  const unsent = accounts.filter(({ email, mail }) => email !== null && mail === undefined).length;
  return (
    <CourseLayout c={c} course={course} title={t("firstLink.title")}>
      <p>
        <a href={people}>{t("people.back")}</a>
      </p>
      <h1>{t("firstLink.title")}</h1>
      {notice !== undefined && (
        <p class="notice good" role="status">
          {t(notice.key, { count: notice.count })}
        </p>
      )}
      <p>{t("firstLink.intro", { count: FIRST_LINK_DAYS })}</p>
      {waiting > 0 && (
        <p class="notice" role="status">
          {t("firstLink.waiting", { count: waiting })}{" "}
          <a href={`${people}/unused`}>{t("firstLink.refresh")}</a>
        </p>
      )}
      {failed > 0 && <p class="notice bad">{t("firstLink.failed", { count: failed })}</p>}
      {accounts.length === 0 ? (
        <p class="notice">{t("firstLink.nobody")}</p>
      ) : (
        <>
          {isOpen && (
            <Actions c={c} people={people} hasMail={hasMail} unsent={unsent} failed={failed} />
          )}
          {isOpen && <p class="muted">{t("firstLink.newest")}</p>}
          <AccountTable c={c} people={people} accounts={accounts} />
        </>
      )}
    </CourseLayout>
  );
}

function Actions({
  c,
  people,
  hasMail,
  unsent,
  failed,
}: {
  c: AppContext;
  people: string;
  hasMail: boolean;
  unsent: number;
  failed: number;
}) {
  const t = c.get("t");
  return (
    <div class="actions">
      {hasMail && unsent > 0 && (
        <MailButton
          path={`${people}/unused/mail`}
          which="unsent"
          text={t("firstLink.mailUnsent", { count: unsent })}
        />
      )}
      {hasMail && failed > 0 && (
        <MailButton
          path={`${people}/unused/mail`}
          which="failed"
          text={t("firstLink.mailFailed", { count: failed })}
        />
      )}
      {hasMail && (
        <MailButton path={`${people}/unused/mail`} which="all" text={t("firstLink.mailAll")} />
      )}
      <form method="post" action={`${people}/unused/links`}>
        <button type="submit">{t("firstLink.download")}</button>
      </form>
    </div>
  );
}

function AccountTable({
  c,
  people,
  accounts,
}: {
  c: AppContext;
  people: string;
  accounts: UnusedAccount[];
}) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={t("firstLink.title")}>
      <table>
        <thead>
          <tr>
            <PersonHeads c={c} columns={["name", ...FACTS]} />
            <th scope="col">{t("firstLink.mail")}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr>
              <th scope="row">
                <ShownName t={t} person={account} href={`${people}/${account.userId}`} />
              </th>
              <PersonCells c={c} person={account} columns={FACTS} />
              <td>{mailText(c, account.mail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MailButton({
  path,
  which,
  text,
}: {
  path: string;
  which: "unsent" | "failed" | "all";
  text: string;
}) {
  return (
    <form method="post" action={path}>
      <button type="submit" name="which" value={which}>
        {text}
      </button>
    </form>
  );
}

function mailText(c: AppContext, mail: UnusedAccount["mail"]): string {
  const t = c.get("t");
  if (mail === undefined) return "–";
  if (mail.sentAtMs !== null)
    return t("firstLink.sentAt", {
      date: formatDate(new Date(mail.sentAtMs), c.get("language"), c.get("timeZone")),
    });
  if (mail.error === null) return t("firstLink.inLine");
  return t(mail.isWaiting ? "firstLink.retrying" : "firstLink.givenUp", { error: mail.error });
}

/** Shows a new link once. */
export function FirstLinkPage({
  c,
  course,
  account,
  url,
}: {
  c: AppContext;
  course: CourseView;
  account: UnusedAccount;
  url: string;
}) {
  const t = c.get("t");
  const title = t("firstLink.ofOne", { name: account.name });
  return (
    <CourseLayout c={c} course={course} title={title}>
      <p>
        <ShownName t={t} person={account} href={`/courses/${course.id}/people/${account.userId}`} />
      </p>
      <h1>{title}</h1>
      <div class="notice good" role="status">
        <p>{t("firstLink.made", { name: account.name, count: FIRST_LINK_DAYS })}</p>
        <p>
          <code class="secret" tabindex={0}>
            {url}
          </code>
        </p>
      </div>
    </CourseLayout>
  );
}
