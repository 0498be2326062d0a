// The accounts of the site, for the site owner.

import { RESET_LINK_HOURS } from "../auth/one-time-links.ts";
import type { AppContext } from "../http/environment.ts";
import { Pager } from "../ui/pager.tsx";
import { PersonCells, PersonHeads } from "../membership/person-columns.tsx";
import { ShownName } from "../membership/shown-name-view.tsx";
import { PEOPLE_PAGE, type Person } from "./people.ts";
import { countPages } from "../ui/count-pages.ts";
import type { ManageProps } from "./manage-props.ts";

const FACTS = ["username", "email", "createdAt"] as const;

export function People({ c, people, total, query, page, resetLink }: ManageProps) {
  const t = c.get("t");
  const pages = countPages(total, PEOPLE_PAGE);
  const address = (number: number) =>
    `/manage?${new URLSearchParams({ ...(query === "" ? {} : { q: query }), page: String(number) }).toString()}#people`;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t("manage.people.title")}</h2>
      {c.req.query("done") === "merged" && (
        <p class="notice good" role="status">
          {t("manage.merge.done")}
        </p>
      )}
      {resetLink !== undefined && (
        <div class="notice good" role="status">
          <p>{t("manage.people.resetMade", { name: resetLink.name, count: RESET_LINK_HOURS })}</p>
          <p>
            <code class="secret" tabindex={0}>
              {resetLink.url}
            </code>
          </p>
        </div>
      )}
      <form method="get" action="/manage#people" role="search" class="search">
        <label for="field-q">{t("manage.people.search")}</label>
        <span class="search-line">
          <input
            id="field-q"
            name="q"
            type="search"
            value={query}
            maxlength={100}
            autocomplete="off"
          />
          <button type="submit">{t("manage.people.find")}</button>
        </span>
      </form>
      <p class="muted" role="status">
        {t("manage.people.found", { count: total })}
      </p>
      {people.length > 0 && <PeopleTable c={c} people={people} />}
      <Pager c={c} page={page} pages={pages} address={address} />
    </section>
  );
}

function PeopleTable({ c, people }: Pick<ManageProps, "c" | "people">) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="people">
      <table>
        <thead>
          <tr>
            <PersonHeads c={c} columns={["name", ...FACTS]} />
            <th scope="col">
              <span class="visually-hidden">{t("manage.people.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow c={c} person={person} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PersonRow({ c, person }: { c: AppContext; person: Person }) {
  const t = c.get("t");
  const { siteRole } = person;
  return (
    <tr>
      <th scope="row">
        <ShownName t={t} person={person} />{" "}
        {siteRole !== null && (
          <span class={siteRole === "owner" ? "badge good" : "badge"}>
            {t(siteRole === "owner" ? "manage.role.site" : "manage.role.creator")}
          </span>
        )}
      </th>
      <PersonCells c={c} person={person} columns={FACTS} />
      <td>
        <PersonActions c={c} person={person} />
      </td>
    </tr>
  );
}

function PersonActions({ c, person: { id, name, siteRole } }: { c: AppContext; person: Person }) {
  const t = c.get("t");
  return (
    <div class="row-actions">
      {(c.get("hasPasswords") || siteRole === "owner") && (
        <form method="post" action={`/manage/people/${id}/reset-link#people`}>
          <button class="link" type="submit" aria-label={t("manage.people.resetOne", { name })}>
            {t("manage.people.reset")}
          </button>
        </form>
      )}
      <a
        href={`/manage/people/${id}/data`}
        download
        aria-label={t("privacy.downloadOne", { name })}
      >
        {t("manage.people.data")}
      </a>
      <a href={`/manage/people/${id}/role`} aria-label={t("manage.siteRole.title", { name })}>
        {t("manage.siteRole.open")}
      </a>
      {siteRole !== "owner" && (
        <a href={`/manage/people/${id}/merge`} aria-label={t("manage.merge.openOne", { name })}>
          {t("manage.merge.open")}
        </a>
      )}
      {siteRole !== "owner" && (
        <a
          class="danger"
          href={`/manage/people/${id}/delete`}
          aria-label={t("privacy.deleteOne", { name })}
        >
          {t("privacy.delete")}
        </a>
      )}
    </div>
  );
}
