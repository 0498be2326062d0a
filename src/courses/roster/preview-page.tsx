// Previews a roster: how the file was read, its problems, and the effect of each line. Nothing is
// changed yet.

import { LeftOut, TableSourceView, UnsureEncoding } from "../../tables/source-view.tsx";
import { CourseLayout } from "../course-layout.tsx";
import { countPlan } from "./prepare-import.ts";
import { PLAN_KINDS } from "./plan-line.ts";
import { writeRosterChoice } from "./roster-choice.ts";
import type { PreviewProps } from "./preview-props.ts";
import { Lines } from "./preview-lines.tsx";
import { Notes, Problems } from "./preview-notes.tsx";
import { ConfirmForm } from "./preview-form.tsx";
import { ColumnPicker } from "./column-picker.tsx";

export function PreviewPage(props: PreviewProps) {
  const {
    c,
    course,
    file,
    preview: { roster, plan, vanished },
    error,
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
      {error !== undefined && (
        <p class="notice warn" role="alert">
          {t(error.key, error.params)}
        </p>
      )}
      {table !== undefined && <UnsureEncoding c={c} table={table} />}
      <Summary {...props} isNothing={isNothing} />
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

/** Whether the roster can be imported, and what is wrong with it. */
function Summary(props: PreviewProps & { isNothing: boolean }) {
  const { c, course, file, preview, choice, isNothing } = props;
  const t = c.get("t");
  const { problems } = preview.plan;
  if (problems.length > 0) {
    const query = new URLSearchParams(writeRosterChoice(choice)).toString();
    return (
      <>
        <p class="notice bad" role="alert">
          {preview.roster.isBroken
            ? t("roster.isBroken")
            : t("roster.hasProblems", { count: problems.length })}
        </p>
        <Problems {...props} />
        <p>
          <a href={`/courses/${course.id}/people/import/${file}/problems.csv?${query}`} download>
            {t("roster.problemsFile")}
          </a>
        </p>
      </>
    );
  }
  return isNothing ? (
    <p class="notice" role="status">
      {t("roster.nothing")}
    </p>
  ) : (
    <p class="notice good" role="status">
      {t("roster.ready")}
    </p>
  );
}
