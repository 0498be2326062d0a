// Previews a roster: how the file was read, its problems, and the effect of each line. Nothing is
// changed yet.

import type { AppContext } from "../../http/environment.ts";
import { describeNote, describeProblem } from "../../tables/describe-table.ts";
import {
  columnName,
  ConfirmEncoding,
  LeftOut,
  TableSourceView,
  UnsureEncoding,
} from "../../tables/source-view.tsx";
import type { TableNote } from "../../tables/table.ts";
import type { Fault } from "../../ui/field.tsx";
import { formatDate } from "../../ui/format.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/queries.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { countPlan } from "./import-roster.ts";
import { PLAN_KINDS, type PlanKind, type PlanLine } from "./plan-roster.ts";
import type { Preview, Vanished } from "./preview-roster.ts";
import type { RosterChoice } from "./read-roster.ts";
import { fieldsOfChoice } from "./roster-choice.ts";

/** Lines shown per kind; the page says how many more there are. */
const SHOWN = 200;

interface PreviewProps {
  c: AppContext;
  course: CourseView;
  /** The import's id. */
  file: string;
  preview: Preview;
  choice: RosterChoice;
  /** Why the confirmed import was not done. */
  fault?: Fault;
}

export function PreviewPage(props: PreviewProps) {
  const {
    c,
    course,
    file,
    preview: { roster, plan, vanished },
    choice,
    fault,
  } = props;
  const t = c.get("t");
  const root = `/courses/${course.id}/people/import`;
  const counts = countPlan(plan.lines);
  const { table, isBroken } = roster;
  const isNothing = plan.lines.every(({ kind }) => kind === "already") && vanished.length === 0;
  return (
    <CourseLayout c={c} course={course} title={t("roster.previewTitle")}>
      <p>
        <a href={root}>{t("roster.other")}</a>
      </p>
      <h1>{t("roster.previewTitle")}</h1>
      {fault !== undefined && (
        <p class="notice warn" role="alert">
          {t(fault.key, fault.params)}
        </p>
      )}
      {table !== undefined && <UnsureEncoding c={c} table={table} />}
      {plan.problems.length > 0 ? (
        <>
          <p class="notice bad" role="alert">
            {isBroken
              ? t("roster.isBroken")
              : t("roster.hasProblems", { count: plan.problems.length })}
          </p>
          <Problems {...props} />
          <p>
            <a
              href={`${root}/${file}/problems.csv?${new URLSearchParams(fieldsOfChoice(choice)).toString()}`}
              download
            >
              {t("roster.problemsFile")}
            </a>
          </p>
        </>
      ) : isNothing ? (
        <p class="notice" role="status">
          {t("roster.nothing")}
        </p>
      ) : (
        <p class="notice good" role="status">
          {t("roster.ready")}
        </p>
      )}
      {table !== undefined && (
        <TableSourceView
          c={c}
          table={table}
          action={`${root}/${file}`}
          isOpen={isBroken || roster.columns.notes.length > 0}
        >
          <ColumnPicker {...props} />
        </TableSourceView>
      )}
      {table !== undefined && <LeftOut c={c} table={table} ignored={roster.columns.ignored} />}
      <Notes {...props} />
      {plan.lines.length > 0 && (
        <ul class="roster-counts">
          {PLAN_KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
            <li>
              <a href={`#${kind}`}>{t(`roster.kind.${kind}`, { count: counts[kind] })}</a>
            </li>
          ))}
        </ul>
      )}
      {!isBroken && !isNothing && <ConfirmForm {...props} />}
      <form method="post" action={`${root}/${file}/discard`}>
        <p class="actions">
          <button type="submit">{t("roster.discard")}</button>
        </p>
      </form>
      {PLAN_KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
        <Lines c={c} kind={kind} lines={plan.lines.filter((line) => line.kind === kind)} />
      ))}
    </CourseLayout>
  );
}

/**
 * This form holds everything that the click confirms: the plan that was shown, how the file is
 * read, and who is removed.
 */
function ConfirmForm({
  c,
  course,
  file,
  preview: {
    roster: { table },
    plan,
    vanished,
    hash,
  },
  choice,
}: PreviewProps) {
  const t = c.get("t");
  const changes = plan.lines.filter(({ kind }) => kind !== "already").length;
  return (
    <form method="post" action={`/courses/${course.id}/people/import/${file}`} id="import">
      <input type="hidden" name="plan" value={hash} />
      {Object.entries(fieldsOfChoice(choice)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <VanishedList c={c} vanished={vanished} />
      {table !== undefined && <ConfirmEncoding c={c} table={table} />}
      {plan.problems.length > 0 && (
        <label class="check">
          <input type="checkbox" name="partial" value="yes" required />{" "}
          <span>
            {t("roster.partial", { count: new Set(plan.problems.map(({ line }) => line)).size })}
          </span>
        </label>
      )}
      <p class="actions">
        <button class="primary" type="submit">
          {changes > 0 ? t("roster.confirm", { count: changes }) : t("roster.vanished.confirm")}
        </button>
      </p>
    </form>
  );
}

function ColumnPicker({
  c,
  preview: {
    roster: { table, columns },
  },
  choice,
}: PreviewProps) {
  const t = c.get("t");
  if (table === undefined) return null;
  const names = table.header.titles.map((_, place) => columnName(table, place, t));
  const chosen = choice.columns ?? {};
  return (
    <fieldset>
      <legend>{t("roster.columnsTitle")}</legend>
      {COLUMNS.map((column) => {
        const place = columns.at[column];
        const automatic =
          chosen[column] === undefined && place !== undefined
            ? names[place]!
            : t("table.source.none");
        return (
          <div class="field">
            <label for={`field-column-${column}`}>{t(`roster.column.${column}`)}</label>
            <select id={`field-column-${column}`} name={`column.${column}`}>
              <option value="" selected={chosen[column] === undefined}>
                {t("table.source.automatic", { title: automatic })}
              </option>
              <option value="0" selected={chosen[column] === null}>
                {t("table.source.none")}
              </option>
              {names.map((name, i) => (
                <option value={i + 1} selected={chosen[column] === i}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        );
      })}
    </fieldset>
  );
}

function Notes({
  c,
  preview: {
    roster: { notes, skipped },
  },
}: PreviewProps) {
  const t = c.get("t");
  const worded = (note: TableNote) =>
    describeNote(
      note.params?.["kind"] === undefined
        ? note
        : {
            ...note,
            params: { ...note.params, kind: t(`roster.column.${note.params["kind"] as Column}`) },
          },
      t,
    );
  return (
    <>
      {notes.length > 0 && (
        <section class="notice warn" aria-labelledby="notes">
          <h2 id="notes">{t("roster.noteTitle")}</h2>
          <ul>
            {notes.map((note) => (
              <li>{worded(note)}</li>
            ))}
          </ul>
        </section>
      )}
      {skipped.length > 0 && (
        <section aria-labelledby="skipped">
          <h2 id="skipped">{t("roster.skippedTitle")}</h2>
          <ul>
            {skipped.slice(0, SHOWN).map((one) => (
              <li>
                {t("table.source.headerAt", { line: one.line, text: describeProblem(one, t) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Problems({
  c,
  preview: {
    plan: { problems },
  },
}: PreviewProps) {
  const t = c.get("t");
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-label={t("roster.problems")}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {t("roster.line")}
              </th>
              <th scope="col">{t("roster.what")}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, SHOWN).map((problem) => (
              <tr>
                <td class="number">{problem.line}</td>
                <td>{describeProblem(problem, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > SHOWN && (
        <p class="muted">{t("roster.more", { count: problems.length - SHOWN })}</p>
      )}
    </>
  );
}

function VanishedList({ c, vanished }: { c: AppContext; vanished: Vanished[] }) {
  const t = c.get("t");
  if (vanished.length === 0) return null;
  return (
    <section aria-labelledby="vanished">
      <h2 id="vanished">{t("roster.vanished.title", { count: vanished.length })}</h2>
      <p class="muted">{t("roster.vanished.intro")}</p>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="vanished">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("manage.people.name")}</th>
              <th scope="col">{t("account.username")}</th>
              <th scope="col">{t("people.section")}</th>
              <th scope="col">{t("roster.vanished.remove")}</th>
            </tr>
          </thead>
          <tbody>
            {vanished.map(({ userId, name, username, section }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{username ?? "–"}</td>
                <td>{section ?? "–"}</td>
                <td>
                  <input
                    type="checkbox"
                    name={`remove.${userId}`}
                    value="yes"
                    aria-label={`${t("roster.vanished.remove")}: ${name}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Lines({ c, kind, lines }: { c: AppContext; kind: PlanKind; lines: PlanLine[] }) {
  const t = c.get("t");
  const hasRoles = lines.some(({ role }) => role !== "student");
  // Each claim needs an answer, so all of them are shown.
  const shown = kind === "claim" ? lines : lines.slice(0, SHOWN);
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>{t(`roster.kind.${kind}`, { count: lines.length })}</h2>
      <p class="muted">{t(`roster.note.${kind}`)}</p>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby={kind}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {t("roster.line")}
              </th>
              <th scope="col">{t("manage.people.name")}</th>
              {kind !== "new" && <th scope="col">{t("roster.account")}</th>}
              <th scope="col">{t("account.username")}</th>
              <th scope="col">{t("account.email")}</th>
              <th scope="col">{t("people.section")}</th>
              {hasRoles && <th scope="col">{t("manage.course.role")}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <Line c={c} line={line} hasRoles={hasRoles} />
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > shown.length && (
        <p class="muted">{t("roster.more", { count: lines.length - shown.length })}</p>
      )}
    </section>
  );
}

function Line({
  c,
  line: {
    line,
    kind,
    name,
    username,
    email,
    section,
    sectionBefore,
    role,
    rosterName,
    rosterNameBefore,
    isNameDifferent,
    given,
    claim,
  },
  hasRoles,
}: {
  c: AppContext;
  line: PlanLine;
  hasRoles: boolean;
}) {
  const t = c.get("t");
  const isRenamed =
    rosterNameBefore !== null && rosterName !== null && rosterNameBefore !== rosterName;
  const login = kind === "claim" ? given : { username, email };
  const madeAt =
    claim === null
      ? null
      : formatDate(new Date(claim.accountMadeAtMs), c.get("language"), c.get("timeZone"));
  return (
    <tr>
      <td class="number">{line}</td>
      <th scope="row">
        {rosterName ?? name}
        {isRenamed && <div class="muted">{t("roster.wasCalled", { name: rosterNameBefore })}</div>}
      </th>
      {kind !== "new" && (
        <td>
          {name} {isNameDifferent && <span class="badge warn">{t("roster.otherName")}</span>}
          {claim !== null && (
            <div class="muted">{[username, email].filter((part) => part !== "").join(" · ")}</div>
          )}
          {madeAt !== null && (
            <div class="muted">
              {t("roster.claim.madeAt", { date: madeAt })}
              {claim?.isIn === true && ` · ${t("roster.claim.isIn")}`}
            </div>
          )}
          {claim !== null && (
            <label class="check">
              <input type="checkbox" name={`same-${line}`} value="1" form="import" />{" "}
              <span>
                {t("roster.claim.confirm")}
                <span class="visually-hidden"> ({t("roster.claim.ofLine", { line })})</span>
              </span>
            </label>
          )}
        </td>
      )}
      <td>{login.username || "–"}</td>
      <td>{login.email || "–"}</td>
      <td>
        {kind === "section" ? `${sectionBefore ?? "–"} → ${section ?? "–"}` : (section ?? "–")}
      </td>
      {hasRoles && <td>{t(`manage.role.${role}`)}</td>}
    </tr>
  );
}
