// Importing a roster: choosing the file, seeing what it would do, and what came of it.

import type { Language } from "../../../grader/index.ts";
import { FIRST_LINK_DAYS } from "../../auth/one-time-links.ts";
import type { AppContext } from "../../http/environment.ts";
import { MAX_ROSTER_BYTES } from "../../http/security.ts";
import type { Fault } from "../../ui/field.tsx";
import { formatDate, formatNumber } from "../../ui/format.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../queries.ts";
import { countPlan } from "./import-roster.ts";
import type { ImportNote } from "./kept-rosters.ts";
import { type Plan, PLAN_KINDS, type PlanKind, type PlanLine } from "./plan-roster.ts";
import { MAX_ROSTER_LINES } from "./read-roster.ts";

/** Of each kind; how many more there are is told. */
const SHOWN = 200;

/** Not words: what a file may hold. */
const SAMPLES: Record<Language, string> = {
  "zh-CN": "姓名,用户名,邮箱,班级\n银杏,20260001,yinxing@example.org,1 班\n白杨,20260002,,2 班",
  en: "name,username,email,section\nGinkgo,ginkgo,ginkgo@example.org,Lab 1\nPoplar,poplar,,Lab 2",
};

interface PageProps {
  c: AppContext;
  course: CourseView;
}

export function RosterPage({ c, course, text = "", fault }: PageProps & { text?: string; fault?: Fault }) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  return (
    <CourseLayout c={c} course={course} title={t("roster.title")}>
      <p><a href={root}>{t("people.back")}</a></p>
      <h1>{t("roster.title")}</h1>
      <p>{t("roster.intro")}</p>
      <pre tabindex={0} aria-label={t("roster.example")}>{SAMPLES[c.get("language")]}</pre>
      <ul>
        <li>{t("roster.columns")}</li>
        <li>{t("roster.formats", { lines: formatNumber(MAX_ROSTER_LINES, c.get("language")), size: MAX_ROSTER_BYTES / 2 ** 20 })}</li>
        <li>{t("roster.sure")}</li>
      </ul>
      {/* A pasted roster goes as it is, too: percent signs would make three bytes of each of its. */}
      <form method="post" action={`${root}/import`} enctype="multipart/form-data" class="roster-form">
        {fault !== undefined && <p class="notice bad" role="alert" id="roster-fault">{t(fault.key, fault.params)}</p>}
        <div class="field">
          <label for="field-file">{t("roster.file")}</label>
          <input id="field-file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" aria-describedby={fault === undefined ? undefined : "roster-fault"} />
        </div>
        <div class="field">
          <label for="field-text">{t("roster.paste")}</label>
          <textarea id="field-text" name="text" rows={8} spellcheck={false} aria-describedby={fault === undefined ? undefined : "roster-fault"}>{text}</textarea>
        </div>
        <p class="actions"><button class="primary" type="submit">{t("roster.preview")}</button></p>
      </form>
    </CourseLayout>
  );
}

export function PreviewPage({ c, course, file, plan, hasChanged = false }: PageProps & { file: string; plan: Plan; hasChanged?: boolean }) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people/import`;
  const counts = countPlan(plan.lines);
  const changes = plan.lines.length - counts.already;
  return (
    <CourseLayout c={c} course={course} title={t("roster.previewTitle")}>
      <p><a href={root}>{t("roster.other")}</a></p>
      <h1>{t("roster.previewTitle")}</h1>
      {hasChanged && <p class="notice warn" role="alert">{t("roster.changed")}</p>}
      {plan.problems.length > 0 ? (
        <>
          <p class="notice bad" role="alert">{t("roster.hasProblems", { count: plan.problems.length })}</p>
          <Problems c={c} plan={plan} />
        </>
      ) : changes === 0 ? (
        <p class="notice" role="status">{t("roster.nothing")}</p>
      ) : (
        <p class="notice good" role="status">{t("roster.ready")}</p>
      )}
      {plan.lines.length > 0 && (
        <ul class="roster-counts">
          {PLAN_KINDS.filter((kind) => counts[kind] > 0).map((kind) => <li><a href={`#${kind}`}>{t(`roster.kind.${kind}`, { count: counts[kind] })}</a></li>)}
        </ul>
      )}
      {plan.problems.length === 0 && changes > 0 && (
        <div class="actions">
          <form method="post" action={`${root}/${file}`} id="import">
            <input type="hidden" name="plan" value={plan.hash} />
            <button class="primary" type="submit">{t("roster.confirm", { count: changes })}</button>
          </form>
          <form method="post" action={`${root}/${file}/discard`}><button type="submit">{t("roster.discard")}</button></form>
        </div>
      )}
      {PLAN_KINDS.filter((kind) => counts[kind] > 0).map((kind) => <Lines c={c} kind={kind} lines={plan.lines.filter((line) => line.kind === kind)} />)}
    </CourseLayout>
  );
}

function Problems({ c, plan: { problems } }: { c: AppContext; plan: Plan }) {
  const t = c.get("t");
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-label={t("roster.problems")}>
        <table>
          <thead><tr><th scope="col" class="number">{t("roster.line")}</th><th scope="col">{t("roster.what")}</th></tr></thead>
          <tbody>{problems.slice(0, SHOWN).map(({ line, key, params }) => <tr><td class="number">{line}</td><td>{t(key, params)}</td></tr>)}</tbody>
        </table>
      </div>
      {problems.length > SHOWN && <p class="muted">{t("roster.more", { count: problems.length - SHOWN })}</p>}
    </>
  );
}

function Lines({ c, kind, lines }: { c: AppContext; kind: PlanKind; lines: PlanLine[] }) {
  const t = c.get("t");
  // Each claim wants an answer, so all of them are shown.
  const shown = kind === "claim" ? lines : lines.slice(0, SHOWN);
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>{t(`roster.kind.${kind}`, { count: lines.length })}</h2>
      <p class="muted">{t(`roster.note.${kind}`)}</p>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby={kind}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">{t("roster.line")}</th>
              <th scope="col">{t("manage.people.name")}</th>
              {kind !== "new" && <th scope="col">{t("roster.account")}</th>}
              <th scope="col">{t("account.username")}</th>
              <th scope="col">{t("account.email")}</th>
              <th scope="col">{t("people.section")}</th>
              {kind === "claim" && <th scope="col">{t("roster.claim.same")}</th>}
            </tr>
          </thead>
          <tbody>{shown.map((line) => <Line c={c} line={line} />)}</tbody>
        </table>
      </div>
      {lines.length > shown.length && <p class="muted">{t("roster.more", { count: lines.length - shown.length })}</p>}
    </section>
  );
}

function Line({ c, line: { line, kind, name, username, email, section, sectionBefore, rosterName, isNameDifferent, given, claim } }: { c: AppContext; line: PlanLine }) {
  const t = c.get("t");
  const login = kind === "claim" ? given : { username, email };
  const madeAt = claim === null ? null : formatDate(new Date(claim.accountMadeAtMs), c.get("language"), c.get("timeZone"));
  return (
    <tr>
      <td class="number">{line}</td>
      <th scope="row">{rosterName ?? name}</th>
      {kind !== "new" && (
        <td>
          {name} {isNameDifferent && <span class="badge warn">{t("roster.otherName")}</span>}
          {claim !== null && <div class="muted">{[username, email].filter((part) => part !== "").join(" · ")}</div>}
          {madeAt !== null && <div class="muted">{t("roster.claim.madeAt", { date: madeAt })}{claim?.isIn === true && ` · ${t("roster.claim.isIn")}`}</div>}
        </td>
      )}
      <td>{login.username || "–"}</td>
      <td>{login.email || "–"}</td>
      <td>{kind === "section" ? `${sectionBefore ?? "–"} → ${section ?? "–"}` : (section ?? "–")}</td>
      {kind === "claim" && <td><label class="check"><input type="checkbox" name={`same-${line}`} value="1" form="import" /> <span>{t("roster.claim.confirm")}<span class="visually-hidden"> ({t("roster.claim.ofLine", { line })})</span></span></label></td>}
    </tr>
  );
}

interface DoneProps extends PageProps {
  file: string;
  note: ImportNote;
  hasMail: boolean;
  /** Mails are being sent. */
  isMailing: boolean;
}

export function ImportedPage({ c, course, file, note, hasMail, isMailing }: DoneProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  const { created, enrolled, moved, renamed, claimed, mailed, pending, seats } = note;
  return (
    <CourseLayout c={c} course={course} title={t("roster.doneTitle")}>
      <p><a href={root}>{t("people.back")}</a></p>
      <h1>{t("roster.doneTitle")}</h1>
      <p class="notice good" role="status">{t("roster.done", { created, enrolled, moved })} {renamed > 0 && t("roster.doneRenamed", { count: renamed })}</p>
      {claimed > 0 && <p class="notice warn">{t("roster.doneClaimed", { count: claimed })} <a href={`${root}#open-seats`}>{t("roster.seeSeats")}</a></p>}
      {created + claimed > 0 && (
        <section aria-labelledby="links">
          <h2 id="links">{t("roster.links.title")}</h2>
          <p>{t("roster.links.intro", { count: FIRST_LINK_DAYS })}</p>
          {mailed > 0 && <p class="muted" role="status">{t("roster.links.mailed", { count: mailed })}</p>}
          {isMailing ? (
            <p class="notice" role="status">{t("roster.links.mailing", { count: pending.length })} <a href={`${root}/import/${file}`}>{t("roster.links.look")}</a></p>
          ) : pending.length + seats.length === 0 ? (
            <p class="muted">{t("roster.links.none")}</p>
          ) : (
            <>
              <p>{t("roster.links.pending", { count: pending.length + seats.length })}</p>
              <div class="actions">
                {hasMail && pending.length > 0 && <form method="post" action={`${root}/import/${file}/mail`}><button class="primary" type="submit">{t("roster.links.mail")}</button></form>}
                <form method="post" action={`${root}/import/${file}/links`}><button class={hasMail && pending.length > 0 ? "" : "primary"} type="submit">{t("roster.links.download")}</button></form>
              </div>
              <p class="muted">{t("roster.links.once")}</p>
            </>
          )}
        </section>
      )}
    </CourseLayout>
  );
}
