// One regrade: its progress, what it would change, and the choice between applying and discarding
// it; afterwards, what it changed.

import { chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate } from "../ui/format.ts";
import { AttemptLine, ChangesTable } from "./changes-table.tsx";
import { ProgressView } from "./progress-view.tsx";
import type { Regrade } from "./queries.ts";
import type { Detail, Outcome } from "./read-detail.ts";
import { chooseStateClass, describeVersions } from "./regrade-words.ts";

interface PageProps {
  c: AppContext;
  course: CourseView;
  regrade: Regrade;
  detail: Detail;
}

/** Attempts that change no score are listed one by one up to this number. */
const OTHERS_SHOWN = 200;

export function RegradePage(props: PageProps) {
  const { c, course, regrade, detail } = props;
  const t = c.get("t");
  const language = c.get("language");
  const title = chooseTitle(regrade.assignment, language);
  const date = (value: Date | null) =>
    value === null ? "" : formatDate(value, language, c.get("timeZone"));
  const path = `/courses/${course.id}/regrades/${regrade.id}`;
  const { state } = regrade;
  const isRunning = state === "running";
  return (
    <CourseLayout
      c={c}
      course={course}
      title={`${t("regrade.title")} · ${title}`}
      islands={isRunning ? ["regrade-progress"] : []}
    >
      <h1>
        {title}{" "}
        <span class={`badge ${chooseStateClass(state)}`}>{t(`regrade.state.${state}`)}</span>
      </h1>
      <p class="regrade-facts">
        {[
          describeVersions(t, regrade),
          t("regrade.started", { date: date(regrade.createdAt), name: detail.startedBy }),
        ].join(" · ")}
      </p>
      {isRunning && (
        <section aria-labelledby="progress-title" class="regrade-progress">
          <h2 id="progress-title">{t("regrade.progress.title")}</h2>
          <div id="regrade-progress" data-address={`${path}/state`}>
            <ProgressView c={c} regrade={regrade} />
          </div>
          <p class="muted">{t("regrade.progress.note")}</p>
          <noscript>
            <p>
              <a class="button" href={path}>
                {t("regrade.progress.refresh")}
              </a>
            </p>
          </noscript>
        </section>
      )}
      {state === "stale" && <p class="notice warn">{t("regrade.stale")}</p>}
      {state === "discarded" && (
        <p class="notice">{t("regrade.discarded", { date: date(regrade.discardedAt) })}</p>
      )}
      {state === "applied" && (
        <p class="notice good" role="status">
          {t(
            regrade.mode === "never-lower" ? "regrade.applied.neverLower" : "regrade.applied.all",
            { date: date(regrade.appliedAt) },
          )}
        </p>
      )}
      {state === "undone" && (
        <p class="notice" role="status">
          {t("regrade.undone", { date: date(regrade.undoneAt) })}
          {detail.later > 0 && <> {t("regrade.undoneWaiting", { count: detail.later })}</>}
        </p>
      )}
      {detail.outcome !== null && <OutcomeView {...props} outcome={detail.outcome} />}
      {course.archivedAt === null && <Decision {...props} path={path} />}
    </CourseLayout>
  );
}

function OutcomeView({ c, course, regrade, outcome }: PageProps & { outcome: Outcome }) {
  const t = c.get("t");
  const { counts, rows, attempts, others, groupTitles, sameVersion, judgeErrors } = outcome;
  const isPreview = regrade.state === "ready";
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">
        {t(isPreview ? "regrade.preview.title" : "regrade.preview.appliedTitle")}
      </h2>
      <ul class="regrade-counts">
        <li class={`badge ${counts.up > 0 ? "good" : ""}`}>
          {t("regrade.preview.up", { count: counts.up })}
        </li>
        <li class={`badge ${counts.down > 0 ? "bad" : ""}`}>
          {t("regrade.preview.down", { count: counts.down })}
        </li>
        <li class="badge">{t("regrade.preview.same", { count: counts.same })}</li>
      </ul>
      {sameVersion !== null &&
        (sameVersion.differing === 0 ? (
          <p class="notice good">{t("regrade.preview.identical", { count: sameVersion.total })}</p>
        ) : (
          <p class="notice bad">
            {t("regrade.preview.differing", { count: sameVersion.differing })}
          </p>
        ))}
      {judgeErrors > 0 && (
        <p class="notice warn">{t("regrade.preview.judgeErrors", { count: judgeErrors })}</p>
      )}
      {rows.length === 0 && sameVersion?.differing !== 0 && (
        <p>{t(isPreview ? "regrade.preview.nobody" : "regrade.preview.nobodyApplied")}</p>
      )}
      {rows.length > 0 && (
        <ChangesTable
          c={c}
          cells={`/courses/${course.id}/gradebook/${regrade.assignmentId}`}
          rows={rows}
          attempts={attempts}
          groupTitles={groupTitles}
          labelledBy="preview"
        />
      )}
      {others.length > 0 && (
        <details class="more-values" open={rows.length === 0}>
          <summary>
            {t("regrade.preview.others")} ({others.length})
          </summary>
          <ul class="regrade-others">
            {others.slice(0, OTHERS_SHOWN).map((attempt) => (
              <AttemptLine c={c} attempt={attempt} groupTitles={groupTitles}>
                {attempt.name} ·{" "}
              </AttemptLine>
            ))}
          </ul>
          {others.length > OTHERS_SHOWN && (
            <p class="muted">
              {t("regrade.preview.othersMore", { count: others.length - OTHERS_SHOWN })}
            </p>
          )}
        </details>
      )}
    </section>
  );
}

/** The actions that are possible in its state. */
function Decision({ c, regrade, detail, path }: PageProps & { path: string }) {
  const t = c.get("t");
  const { state } = regrade;
  if (state === "running" || state === "ready" || state === "stale") {
    return (
      <section aria-labelledby="decide">
        <h2 id="decide">{t("regrade.apply.title")}</h2>
        {state === "ready" && <p>{t("regrade.apply.note")}</p>}
        <div class="regrade-decide">
          {state === "ready" && (
            <form method="post" action={`${path}/apply`} class="regrade-decide">
              <input type="hidden" name="seen" value={detail.seen} />
              <button type="submit" class="primary" name="mode" value="all">
                {t("regrade.apply.all")}
              </button>
              {(detail.outcome?.counts.down ?? 0) > 0 && (
                <button type="submit" name="mode" value="never-lower">
                  {t("regrade.apply.neverLower")}
                </button>
              )}
            </form>
          )}
          <form method="post" action={`${path}/discard`}>
            <button type="submit" class="danger" aria-describedby="discard-note">
              {t("regrade.apply.discard")}
            </button>
          </form>
        </div>
        <p class="muted" id="discard-note">
          {t("regrade.apply.discardNote")}
        </p>
      </section>
    );
  }
  if (state !== "applied") return <></>;
  if (!detail.isNewest) return <p class="muted">{t("regrade.applied.notNewest")}</p>;
  return (
    <section aria-labelledby="undo">
      <h2 id="undo">{t("regrade.applied.undo")}</h2>
      <p>
        {t("regrade.applied.undoNote")}
        {detail.later > 0 && <> {t("regrade.applied.undoLater", { count: detail.later })}</>}
      </p>
      <form method="post" action={`${path}/undo`}>
        <button type="submit" class="danger">
          {t("regrade.applied.undo")}
        </button>
      </form>
    </section>
  );
}
