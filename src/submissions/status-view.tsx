// The part of a submission's page that changes until it is graded: its place in line, the finished
// visible groups, then the report.

import { type ExerciseLimits, type Localized } from "../../grader/doors/packs.ts";
import { type GroupReport, redact } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import type { ShownProgress } from "../grading/progress.ts";
import type { Queue } from "../grading/queue.ts";
import { chooseTone } from "../reports/verdict-classes.ts";
import type { ReportContext } from "./report-context.ts";
import { formatNumber } from "../ui/format.ts";
import { describePurpose } from "./describe-purpose.ts";
import { describeExamNote } from "./exam-note.tsx";
import type { Purpose } from "./purpose.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import type { WaysOn } from "./ways-on.ts";
import { WaysOnView } from "./ways-on-view.tsx";
import { GroupList, ReportView } from "./report-view.tsx";

/** All data of the status; always sent completely, so that a lost message does no harm. */
export type Snapshot =
  | { state: "waiting"; place: number; isPaused: boolean }
  | { state: "running"; groups: GroupReport[] }
  | { state: "done"; submission: SubmissionView };

/** `submission` was read a moment ago; `reread` if it may have been graded since. */
export function takeSnapshot(
  { queue, progress, isPaused }: { queue: Queue; progress: ShownProgress; isPaused: () => boolean },
  submission: SubmissionView,
  reread: () => SubmissionView | undefined,
): Snapshot {
  if (submission.report !== null) return { state: "done", submission };
  const place = queue.placeOf(submission.id);
  if (place === undefined) return { state: "done", submission: reread() ?? submission };
  if (place === 0) return { state: "running", groups: progress.listGroups(submission.id) };
  return { state: "waiting", place, isPaused: isPaused() };
}

export interface StatusProps {
  c: AppContext;
  /** What it counts for now. */
  purpose: Purpose;
  snapshot: Snapshot;
  limits: ExerciseLimits;
  asking?: ReportContext["asking"];
  keepAt?: ReportContext["keepAt"];
  /** For the author, when it is graded. */
  waysOn?: WaysOn | undefined;
  questions?: ReportContext["questions"];
  /** The visible groups in order; unfinished ones are marked. */
  groups: { id: string; title: Localized; visible: boolean }[];
}

export function StatusView(props: StatusProps) {
  const { c, purpose } = props;
  return (
    <>
      <p
        class={`purpose-line ${purpose.kind === "counts" || purpose.kind === "waiting" ? "" : "uncounted"}`}
      >
        {describePurpose(purpose, c.get("t"), c.get("language"))}
      </p>
      <Outcome {...props} />
    </>
  );
}

function Outcome(props: StatusProps) {
  const { c, snapshot, limits, asking, keepAt, questions, waysOn, groups } = props;
  const t = c.get("t");
  const language = c.get("language");
  if (snapshot.state === "done") {
    const { report, seenBy, audience } = snapshot.submission;
    const examNote = describeExamNote(c, snapshot.submission);
    if (report === null)
      return (
        <p class="notice" role="status">
          {t("submission.running")}
        </p>
      );
    const shown = redact(report, audience);
    const score = formatNumber(shown.score, language);
    const maxScore = formatNumber(shown.maxScore, language);
    return (
      <>
        <p class={`verdict-line ${chooseTone(shown.verdict)}`} role="status">
          <strong>{t(`verdict.${shown.verdict}`)}</strong>{" "}
          <span>{t("report.points", { score, maxScore })}</span>
        </p>
        {waysOn !== undefined && <WaysOnView c={c} waysOn={waysOn} />}
        <ReportView
          c={c}
          limits={limits}
          asking={asking}
          keepAt={keepAt}
          questions={questions}
          report={shown}
        />
        {shown.groups.some(({ visible }) => !visible) &&
          (seenBy === "author" || examNote !== undefined) && (
            <p class="muted">{examNote ?? t("submission.hiddenNote")}</p>
          )}
      </>
    );
  }
  if (snapshot.state === "waiting") {
    return (
      <>
        <p class="verdict-line" role="status">
          <strong>{t("submission.waitingTitle")}</strong>{" "}
          <span>
            {snapshot.place === 1
              ? t("submission.next")
              : t("submission.place", { count: snapshot.place - 1 })}
          </span>
        </p>
        {snapshot.isPaused && <p class="notice warn">{t("submission.paused")}</p>}
      </>
    );
  }
  const done = new Map(snapshot.groups.map((group) => [group.id, group]));
  const pending = groups.filter(({ id }) => !done.has(id));
  return (
    <>
      <p class="verdict-line" role="status">
        <strong>{t("submission.running")}</strong>
      </p>
      <div class="report">
        <GroupList c={c} limits={limits} groups={groups.flatMap(({ id }) => done.get(id) ?? [])} />
        <ul class="groups">
          {pending.map(({ title }) => (
            <li class="group pending">
              <div class="group-head">
                <span class="mark" aria-hidden="true">
                  ·
                </span>
                <span class="group-title">{title[language]}</span>
                <span class="group-facts">{t("submission.pending")}</span>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
