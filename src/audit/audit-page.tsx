// The audit log: when, who changed what for whom, and the old and new values.

import type { AppContext } from "../http/environment.ts";
import { hasWords, type Translate } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatDate } from "../ui/format.ts";
import { AUDIT_AREAS, type AuditArea } from "./areas.ts";
import { describeChange } from "./describe-change.ts";
import type { AuditRow } from "./queries.ts";

export interface AuditProps {
  c: AppContext;
  rows: AuditRow[];
  names: Map<string, string>;
  /** The titles of existing assignments, by id. */
  assignments: Map<string, string>;
  /** The values of the filter; "" for an empty field. */
  area: AuditArea | "";
  person: string;
  from: string;
  until: string;
  /** The filter names a person who was not found. */
  isPersonUnknown: boolean;
  /** The path of the page: "/courses/…/audit". */
  path: string;
  /** The link to the next page, with older entries; undefined on the last. */
  older: string | undefined;
  /** Downloads the entries of this filter. */
  exportPath: string;
}

export function AuditLog(props: AuditProps) {
  const { c, rows, older, exportPath } = props;
  const t = c.get("t");
  return (
    <>
      <h1>{t("audit.title")}</h1>
      <p class="muted">{t("audit.intro")}</p>
      <Filter {...props} />
      {rows.length === 0 ? (
        <p class="notice">{t("audit.none")}</p>
      ) : (
        <div class="table-scroll" tabindex={0} role="group" aria-label={t("audit.title")}>
          <table class="audit">
            <thead>
              <tr>
                <th scope="col">{t("audit.when")}</th>
                <th scope="col">{t("audit.who")}</th>
                <th scope="col">{t("audit.what")}</th>
                <th scope="col">{t("audit.about")}</th>
                <th scope="col">{t("audit.change")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Entry {...props} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="actions">
        {older !== undefined && (
          <a class="button" rel="next" href={older}>
            {t("audit.older")}
          </a>
        )}
        <a class="button" href={exportPath} download="audit.csv">
          {t("audit.export")}
        </a>
      </p>
    </>
  );
}

function Filter({ c, area, person, from, until, isPersonUnknown, path }: AuditProps) {
  const t = c.get("t");
  return (
    <form method="get" action={path} class="filter" role="search">
      <div class="field">
        <label for="audit-area">{t("audit.what")}</label>
        <select id="audit-area" name="area">
          <option value="">{t("audit.everything")}</option>
          {AUDIT_AREAS.map((name) => (
            <option value={name} selected={name === area}>
              {t(`audit.area.${name}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="audit-person">{t("audit.person")}</label>
        <input
          id="audit-person"
          name="person"
          value={person}
          maxlength={100}
          autocomplete="off"
          aria-invalid={isPersonUnknown ? "true" : undefined}
          aria-describedby="audit-person-hint"
        />
        <p class={isPersonUnknown ? "error" : "hint"} id="audit-person-hint">
          {t(isPersonUnknown ? "audit.personUnknown" : "audit.personHint")}
        </p>
      </div>
      <div class="field">
        <label for="audit-from">{t("audit.from")}</label>
        <input id="audit-from" name="from" type="date" value={from} />
      </div>
      <div class="field">
        <label for="audit-until">{t("audit.until")}</label>
        <input id="audit-until" name="until" type="date" value={until} />
      </div>
      <p class="actions">
        <button type="submit">{t("audit.show")}</button>
      </p>
    </form>
  );
}

/** "late.percent": the translation of each part, or the part itself if it has none. */
function nameField(t: Translate, name: string): string {
  const parts = name.split(".").map((part) => {
    const key = `audit.field.${part}`;
    return hasWords(key) ? t(key) : escapeControls(part);
  });
  return parts.join(" / ");
}

function Entry({ c, names, assignments, row }: AuditProps & { row: AuditRow }) {
  const t = c.get("t");
  const language = c.get("language");
  const findName = (id: string) =>
    escapeControls(names.get(id) ?? t("audit.gone", { id: id.slice(0, 6) }));
  const about = [
    ...(row.userId === null || row.userId === row.actorId ? [] : [findName(row.userId)]),
    ...(row.assignmentId === null
      ? []
      : [escapeControls(assignments.get(row.assignmentId) ?? row.assignmentId)]),
  ];
  return (
    <tr>
      <td>
        <time datetime={row.at.toISOString()}>
          {formatDate(row.at, language, c.get("timeZone"))}
        </time>
      </td>
      <td>{row.actorId === null ? t("audit.server") : findName(row.actorId)}</td>
      <td>{t(`audit.action.${row.action}`)}</td>
      <td>{about.join(" · ")}</td>
      <td>
        {describeChange(row.before, row.after, language, c.get("timeZone")).map(
          ({ name, before, after }) => (
            <div class="change">
              {name !== "" && <span class="muted">{nameField(t, name)}</span>}{" "}
              {before !== null && <del>{escapeControls(before)}</del>}{" "}
              {before !== null && after !== null && "→ "}
              {after !== null && <ins>{escapeControls(after)}</ins>}
            </div>
          ),
        )}
      </td>
    </tr>
  );
}
