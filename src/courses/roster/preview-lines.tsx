// The lines of a roster's preview by what importing them does, a table for each kind.

import type { AppContext } from "../../http/environment.ts";
import { formatDate } from "../../ui/format.ts";
import { PersonCells, PersonFact, PersonHeads } from "../../membership/person-columns.tsx";
import type { PlanKind, PlanLine } from "./plan-line.ts";
import { SHOWN } from "./preview-props.ts";

export function Lines({ c, kind, lines }: { c: AppContext; kind: PlanKind; lines: PlanLine[] }) {
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
              <PersonHeads c={c} columns={["name"]} />
              {kind !== "new" && <th scope="col">{t("roster.account")}</th>}
              <PersonHeads c={c} columns={["username", "email", "section"]} />
              {hasRoles && <PersonHeads c={c} columns={["role"]} />}
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

function Line({ c, line, hasRoles }: { c: AppContext; line: PlanLine; hasRoles: boolean }) {
  const t = c.get("t");
  const { kind, name, sectionBefore, rosterName, rosterNameBefore } = line;
  const isRenamed =
    rosterNameBefore !== null && rosterName !== null && rosterNameBefore !== rosterName;
  const login = kind === "claim" ? line.given : line;
  return (
    <tr>
      <td class="number">{line.line}</td>
      <th scope="row">
        {rosterName ?? name}
        {isRenamed && <div class="muted">{t("roster.wasCalled", { name: rosterNameBefore })}</div>}
      </th>
      {kind !== "new" && <AccountCell c={c} line={line} />}
      <PersonCells
        c={c}
        person={{ username: login.username || null, email: login.email || null }}
        columns={["username", "email"]}
      />
      <td>
        {kind === "section" && (
          <>
            <PersonFact c={c} person={{ section: sectionBefore }} column="section" />
            {" → "}
          </>
        )}
        <PersonFact c={c} person={line} column="section" />
      </td>
      {hasRoles && <PersonCells c={c} person={line} columns={["role"]} />}
    </tr>
  );
}

/** The account found for a line; for a claim with what helps to decide whose it is. */
function AccountCell({
  c,
  line: { line, name, username, email, isNameDifferent, claim },
}: {
  c: AppContext;
  line: PlanLine;
}) {
  const t = c.get("t");
  const madeAt =
    claim === null
      ? null
      : formatDate(new Date(claim.accountMadeAtMs), c.get("language"), c.get("timeZone"));
  return (
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
  );
}
