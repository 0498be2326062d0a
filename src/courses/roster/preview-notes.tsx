// What a roster's preview says about the file: what is worth a look, which lines are skipped, and
// which cannot be imported.

import { describeNote, describeProblem } from "../../tables/describe-table.ts";
import type { TableNote } from "../../tables/table.ts";
import type { Column } from "./columns.ts";
import { SHOWN, type PreviewProps } from "./preview-props.ts";

export function Notes({
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

export function Problems({
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
