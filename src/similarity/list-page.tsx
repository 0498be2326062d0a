// Similar submissions in one assignment: groups and pairs to review, pairs that staff dismissed, and
// submissions that were not compared.

import type { Child } from "hono/jsx";
import { MAX_COMPARED } from "../../grader/doors/similarity.ts";
import { type Assignment, chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate } from "../ui/format.ts";
import { groupPairs } from "./group-pairs.ts";
import type { PairView, RunView } from "./read-pairs.ts";
import type { RunState } from "./similarity-runs.ts";

interface ListPageProps {
  c: AppContext;
  course: CourseView;
  assignment: Assignment;
  /** The address of this page. */
  path: string;
  run: RunView | undefined;
  state: RunState;
  /** The number of students with a submission. */
  available: number;
  /** The submissions that count now are not those that were compared. */
  isStale: boolean;
  percent: number;
}

export const formatPercent = (similarity: number): string => `${Math.floor(similarity * 100)}%`;
export const makePairPath = (path: string, { earlier, later }: PairView): string =>
  `${path}/${earlier.userId}/${later.userId}`;

export function ListPage(props: ListPageProps) {
  const { c, course, assignment, path, run, state, available, isStale, percent } = props;
  const t = c.get("t");
  const title = chooseTitle(assignment, c.get("language"));
  return (
    <CourseLayout c={c} course={course} title={`${t("similarity.title")} · ${title}`}>
      <div class="similarity">
        <h1>{t("similarity.heading", { title })}</h1>
        <NoProof c={c} />
        {state.kind === "running" && (
          <p class="notice" role="status">
            {t("similarity.running")} <a href={path}>{t("similarity.reload")}</a>
          </p>
        )}
        {state.kind === "failed" && (
          <p class="notice bad" role="status">
            {t(`similarity.failure.${state.why}`)}
          </p>
        )}
        {available < 2 && run === undefined && <p>{t("similarity.tooFew")}</p>}
        {run !== undefined && (
          <p class="muted">
            {t("similarity.computed", {
              date: formatDate(run.computedAt, c.get("language"), c.get("timeZone")),
              count: run.compared,
            })}
          </p>
        )}
        {isStale && <p class="notice warn">{t("similarity.stale")}</p>}
        {available >= 2 && state.kind !== "running" && course.archivedAt === null && (
          <form method="post" action={path}>
            <button type="submit" class={isStale || run === undefined ? "primary" : ""}>
              {t(run === undefined ? "similarity.compare" : "similarity.again")}
            </button>
          </form>
        )}
        {run !== undefined && <Found {...props} run={run} percent={percent} />}
      </div>
    </CourseLayout>
  );
}

function NoProof({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <div class="notice warn">
      <p>
        <strong>{t("similarity.noProof")}</strong> {t("similarity.reasons")}
      </p>
      <details>
        <summary>{t("similarity.how")}</summary>
        <p>{t("similarity.howText", { max: MAX_COMPARED })}</p>
      </details>
    </div>
  );
}

function Found(props: ListPageProps & { run: RunView }) {
  const { c, course, path, run, percent } = props;
  const t = c.get("t");
  const open = run.pairs.filter(({ dismissal }) => dismissal === null);
  const shown = open.filter(({ similarity }) => similarity * 100 >= percent);
  const dismissed = run.pairs.filter(({ dismissal }) => dismissal !== null);
  return (
    <>
      <Threshold {...props} />
      {!run.isComplete && <p class="notice warn">{t("similarity.incomplete")}</p>}
      <Groups c={c} pairs={shown} percent={percent} />
      <Section id="pairs" title={t("similarity.pairs", { count: shown.length })}>
        {shown.length === 0 ? (
          <p>{t("similarity.none", { percent })}</p>
        ) : (
          <ul class="rows pairs">
            {shown.map((pair) => (
              <PairRow c={c} path={path} pair={pair} />
            ))}
          </ul>
        )}
        {open.length > shown.length && (
          <p class="muted">{t("similarity.below", { count: open.length - shown.length })}</p>
        )}
      </Section>
      {dismissed.length > 0 && <Dismissed c={c} course={course} path={path} pairs={dismissed} />}
      {run.tooShort.length > 0 && (
        <details class="folded">
          <summary>{t("similarity.tooShort", { number: run.tooShort.length })}</summary>
          <p class="muted">{t("similarity.tooShortText")}</p>
          <ul>
            {run.tooShort.map(({ name, submissionId }) => (
              <li>
                <a href={`/submissions/${submissionId}`}>{name}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Threshold({ c, path, percent }: ListPageProps) {
  const t = c.get("t");
  return (
    <form method="get" action={path} class="threshold">
      <label for="from">{t("similarity.from")}</label>
      <input
        id="from"
        name="from"
        type="number"
        min={30}
        max={100}
        step={1}
        value={String(percent)}
        required
        aria-describedby="from-hint"
      />
      <button type="submit">{t("similarity.show")}</button>
      <p class="hint" id="from-hint">
        {t("similarity.fromHint")}
      </p>
    </form>
  );
}

function Groups({ c, pairs, percent }: { c: AppContext; pairs: PairView[]; percent: number }) {
  const t = c.get("t");
  const names = new Map(
    pairs
      .flatMap(({ earlier, later }) => [earlier, later])
      .map(({ userId, name }) => [userId, name]),
  );
  const groups = groupPairs(
    pairs.map(({ earlier, later, similarity }) => ({
      userA: earlier.userId,
      userB: later.userId,
      similarity,
    })),
    percent / 100,
  );
  if (groups.length === 0) return <></>;
  return (
    <Section id="groups" title={t("similarity.groups", { count: groups.length })}>
      <p class="muted">{t("similarity.groupsIntro")}</p>
      <ul class="rows">
        {groups.map((ids) => (
          <li>
            <div>
              <strong>{t("similarity.students", { count: ids.length })}</strong>{" "}
              <span class="group-names">
                {formatNames(
                  c,
                  ids.map((id) => names.get(id) ?? ""),
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Dismissed({
  c,
  course,
  path,
  pairs,
}: Pick<ListPageProps, "c" | "course" | "path"> & { pairs: PairView[] }) {
  const t = c.get("t");
  return (
    <details class="folded">
      <summary>{t("similarity.dismissed", { number: pairs.length })}</summary>
      <ul class="rows pairs">
        {pairs.map((pair) => (
          <PairRow c={c} path={path} pair={pair}>
            {course.archivedAt === null && (
              <form method="post" action={`${makePairPath(path, pair)}/restore`}>
                <button
                  type="submit"
                  aria-label={t("similarity.restoreOne", {
                    one: pair.earlier.name,
                    other: pair.later.name,
                  })}
                >
                  {t("similarity.restore")}
                </button>
              </form>
            )}
          </PairRow>
        ))}
      </ul>
    </details>
  );
}

function formatNames(c: AppContext, names: string[]): string {
  const language = c.get("language");
  return new Intl.ListFormat(language).format(names.sort((a, b) => a.localeCompare(b, language)));
}

function Section({ id, title, children }: { id: string; title: string; children?: Child }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function PairRow({
  c,
  path,
  pair,
  children,
}: {
  c: AppContext;
  path: string;
  pair: PairView;
  children?: Child;
}) {
  const t = c.get("t");
  const { earlier, later, similarity, longestLines, sharedLines, dismissal } = pair;
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <li>
      <div class="pair">
        <span class="percent">{formatPercent(similarity)}</span>
        <div>
          <a href={makePairPath(path, pair)}>
            {t("similarity.both", { one: earlier.name, other: later.name })}
          </a>
          <div class="muted">
            {t("similarity.sent", {
              one: date(earlier.submittedAt),
              other: date(later.submittedAt),
            })}
          </div>
          <div class="muted">
            {t("similarity.lines", { longest: longestLines, shared: sharedLines })}
          </div>
          {dismissal !== null && (
            <p class="note">
              {t("similarity.noteOf", {
                name: dismissal.by ?? "–",
                date: date(dismissal.createdAt),
              })}{" "}
              {dismissal.note}
            </p>
          )}
        </div>
      </div>
      {children}
    </li>
  );
}
