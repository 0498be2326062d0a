// The page of one submission: its status, its report, its code, and the changes since the previous
// attempt.

import { ViewAsStudent, ViewedAsStudent } from "../ui/view-as.tsx";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { CommentedSource, type CommentsProps } from "../comments/comment-view.tsx";
import { WholeQuestions } from "../questions/whole-questions.tsx";
import { redact, type Report } from "../../grader/doors/reports.ts";
import { BesideExamNotices } from "./beside-exam.tsx";
import { formatPurposeLabel } from "./describe-purpose.ts";
import { DiffView, diffSources } from "./diff-view.tsx";
import type { SubmissionView } from "../grading/select-submission.ts";
import { type StatusProps, StatusView } from "./status-view.tsx";
import { shortenHash } from "../reports/shorten-hash.ts";

interface PageProps extends StatusProps {
  submission: SubmissionView;
  comments: Omit<CommentsProps, "c" | "submissionId" | "source" | "questions">;
  previous: { id: string; attempt: number; source: string } | undefined;
  /** The exercise is still offered, so the page links to it. */
  isOffered: boolean;
  /** The tests offered now are not the version that graded it. */
  isByEarlierTests: boolean;
}

export function SubmissionPage(props: PageProps) {
  const {
    c,
    submission,
    purpose,
    previous,
    isOffered,
    isByEarlierTests,
    snapshot,
    comments,
    questions,
  } = props;
  const t = c.get("t");
  const language = c.get("language");
  const courseId = submission.assignment?.courseId;
  const isLive = snapshot.state !== "done";
  return (
    <Layout
      c={c}
      title={`${submission.title[language]} · ${formatPurposeLabel(purpose, t)}`}
      islands={[...(isLive ? ["live-status"] : []), "reference-answers"]}
    >
      {courseId !== undefined && submission.isViewedAsStudent && (
        <ViewedAsStudent c={c} courseId={courseId} />
      )}
      <h1>{submission.title[language]}</h1>
      <Byline {...props} />
      {submission.besideUntilMs !== null && (
        <BesideExamNotices
          c={c}
          exams={[{ title: submission.title[language], endMs: submission.besideUntilMs }]}
          timeZone={submission.courseTimeZone ?? c.get("timeZone")}
        />
      )}
      <section
        id="status"
        aria-live="polite"
        data-address={isLive ? `/submissions/${submission.id}` : undefined}
      >
        <StatusView {...props} />
      </section>
      {isByEarlierTests && <p class="notice">{t("regrade.earlierTests")}</p>}
      {isLive && (
        <noscript>
          <p>
            <a class="button" href={`/submissions/${submission.id}`}>
              {t("submission.refresh")}
            </a>
          </p>
        </noscript>
      )}
      <Actions {...props} />
      {courseId !== undefined && submission.seenBy === "staff" && (
        <ViewAsStudent c={c} courseId={courseId} isButton />
      )}
      {!isOffered && <p class="notice">{t("submission.history.withdrawn")}</p>}
      <WholeQuestions
        c={c}
        shown={questions}
        source={submission.source}
        report={readReport(props)}
      />
      {previous !== undefined && (
        <section aria-labelledby="changes">
          <h2 id="changes">{t("submission.diff.title")}</h2>
          <DiffView c={c} diff={diffSources(previous.source, submission.source)} />
        </section>
      )}
      <section aria-labelledby="code">
        <h2 id="code">{t("submission.code")}</h2>
        <CommentedSource
          c={c}
          submissionId={submission.id}
          source={submission.source}
          questions={questions}
          {...comments}
        />
      </section>
      <Receipt {...props} />
    </Layout>
  );
}

/** As the reader sees it; null while there is none. */
function readReport({ snapshot }: PageProps): Report | null {
  if (snapshot.state !== "done") return null;
  const { report, audience } = snapshot.submission;
  return report && redact(report, audience);
}

function Byline({ c, submission, purpose }: PageProps) {
  const t = c.get("t");
  const language = c.get("language");
  const { assignment, courseTitle, seenBy, author, submittedAt } = submission;
  const date = formatDate(submittedAt, language, c.get("timeZone"));
  return (
    <p class="muted">
      {capitalize(formatPurposeLabel(purpose, t))}
      {seenBy === "staff" && ` · ${t("submission.by", { name: author })}`}
      {courseTitle !== null && (
        <>
          {" · "}
          {assignment !== null && seenBy === "staff" ? (
            <a href={`/courses/${assignment.courseId}`}>{courseTitle}</a>
          ) : (
            courseTitle
          )}
        </>
      )}
      {` · ${t("submission.at", { date })}`}
    </p>
  );
}

function Actions({ c, submission, isOffered, waysOn }: PageProps) {
  const t = c.get("t");
  const exercise = `/exercises/${submission.packId}/${submission.exerciseId}`;
  const goal = submission.assignment === null ? "" : `assignment=${submission.assignment.id}`;
  return (
    <p class="actions">
      {isOffered && submission.seenBy === "author" && (
        <a
          class={waysOn?.next === undefined ? "button primary" : "button"}
          href={goal === "" ? exercise : `${exercise}?${goal}`}
        >
          {t("submission.again")}
        </a>
      )}
      {isOffered && submission.seenBy === "author" && !submission.isViewedAsStudent && (
        <a
          class="button"
          href={`${exercise}?from=${submission.id}${goal === "" ? "" : `&${goal}`}`}
        >
          {t("submission.asDraft")}
        </a>
      )}
      <a
        class="button"
        href={`/submissions/${submission.id}/source`}
        download={submission.fileName}
      >
        {t("submission.download")}
      </a>
    </p>
  );
}

function Receipt({ c, submission }: PageProps) {
  const t = c.get("t");
  if (submission.report === null) return <></>;
  return (
    <p class="receipt muted">
      {t("report.receipt", {
        submission: shortenHash(submission.report.receipt.submission),
        exercise: shortenHash(submission.report.receipt.exercise),
        engine: submission.report.receipt.engine,
        seed: submission.report.receipt.seed,
      })}
      {submission.audience === "author" &&
        submission.report.receipt.hiddenSeed !== undefined &&
        ` · ${t("report.hiddenSeed", { hiddenSeed: submission.report.receipt.hiddenSeed })}`}
    </p>
  );
}

function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
