// One submission's own page: how it stands, its report, its code and what changed since the attempt before.

import type { Language } from "../../grader/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { DiffView, diffSources } from "./diff-view.tsx";
import type { SubmissionView } from "./queries.ts";
import { type StatusProps, StatusView } from "./status-view.tsx";

interface PageProps extends StatusProps {
  submission: SubmissionView;
  previous: { id: string; attempt: number; source: string } | undefined;
  /** Still offered, so that one can go back to it. */
  isOffered: boolean;
}

export function SubmissionPage(props: PageProps) {
  const { c, submission, previous, isOffered, snapshot } = props;
  const t = c.get("t");
  const language: Language = c.get("language");
  const exercise = `/exercises/${submission.packId}/${submission.exerciseId}`;
  const isLive = snapshot.state !== "done";
  return (
    <Layout c={c} title={`${submission.title[language]} · ${t("submission.attempt", { attempt: submission.attempt })}`} islands={isLive ? ["live-status"] : []}>
      <h1>{submission.title[language]}</h1>
      <p class="muted">
        {[
          t("submission.attempt", { attempt: submission.attempt }),
          ...(submission.seenBy === "staff" ? [t("submission.by", { name: submission.author })] : []),
          t("submission.at", { date: formatDate(submission.submittedAt, language, c.get("timeZone")) }),
        ].join(" · ")}
      </p>
      <section id="status" aria-live="polite" data-submission={isLive ? submission.id : undefined}>
        <StatusView {...props} />
      </section>
      {isLive && (
        <noscript>
          <p><a class="button" href={`/submissions/${submission.id}`}>{t("submission.refresh")}</a></p>
        </noscript>
      )}
      <p class="actions">
        {isOffered && submission.seenBy === "author" && <a class="button primary" href={exercise}>{t("submission.again")}</a>}
        {isOffered && submission.seenBy === "author" && <a class="button" href={`${exercise}?from=${submission.id}`}>{t("submission.asDraft")}</a>}
        <a class="button" href={`/submissions/${submission.id}/source`} download={submission.fileName}>{t("submission.download")}</a>
      </p>
      {!isOffered && <p class="notice">{t("submission.history.withdrawn")}</p>}
      <section aria-labelledby="changes">
        <h2 id="changes">{previous === undefined ? t("submission.code") : t("submission.diff.title", { attempt: previous.attempt })}</h2>
        {previous === undefined ? <SourceView source={submission.source} label={t("submission.code")} /> : <DiffView c={c} diff={diffSources(previous.source, submission.source)} />}
      </section>
      {previous !== undefined && (
        <details class="whole-code">
          <summary>{t("submission.code")}</summary>
          <SourceView source={submission.source} label={t("submission.code")} />
        </details>
      )}
      {submission.report !== null && (
        <p class="receipt muted">
          {t("report.receipt", { submission: submission.report.receipt.submission.slice(0, 8), exercise: submission.report.receipt.exercise.slice(0, 8), engine: submission.report.receipt.engine, seed: submission.report.receipt.seed })}
        </p>
      )}
    </Layout>
  );
}

function SourceView({ source, label }: { source: string; label: string }) {
  return (
    <div class="code-scroll" tabindex={0} role="group" aria-label={label}>
      <table class="diff">
        <tbody>
          {source.replace(/\n$/, "").split("\n").map((line, i) => (
            <tr><td class="line-number">{i + 1}</td><td class="code-line"><code>{escapeControls(line)}</code></td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
