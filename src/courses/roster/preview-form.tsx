// The form that imports a previewed roster, with the people who are missing in it.

import type { AppContext } from "../../http/environment.ts";
import { ConfirmEncoding } from "../../tables/source-view.tsx";
import { PersonCells, PersonHeads } from "../../membership/person-columns.tsx";
import { ShownName } from "../../membership/shown-name-view.tsx";
import type { Vanished } from "./preview-roster.ts";
import { writeRosterChoice } from "./roster-choice.ts";
import type { PreviewProps } from "./preview-props.ts";

/**
 * This form holds everything that the click confirms: the plan that was shown, how the file is
 * read, and who is removed.
 */
export function ConfirmForm({
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
      {Object.entries(writeRosterChoice(choice)).map(([name, value]) => (
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
              <PersonHeads c={c} columns={["name", "username", "section"]} />
              <th scope="col">{t("roster.vanished.remove")}</th>
            </tr>
          </thead>
          <tbody>
            {vanished.map((person) => (
              <tr>
                <th scope="row">
                  <ShownName t={t} person={person} />
                </th>
                <PersonCells c={c} person={person} columns={["username", "section"]} />
                <td>
                  <input
                    type="checkbox"
                    name={`remove.${person.userId}`}
                    value="yes"
                    aria-label={`${t("roster.vanished.remove")}: ${person.name}`}
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
