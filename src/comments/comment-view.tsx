// A submission's code with the staff's comments and the student's questions: each is below its line.
// A click on a line's number opens a form, for staff to comment and for the student to ask. This is
// a link to a page, so it works without scripts.

import { raw } from "hono/html";
import type { AppContext } from "../http/environment.ts";
import { AskLine, locateLineForm } from "../questions/ask-line.tsx";
import { formatPlace } from "../questions/place.ts";
import { LineQuestion } from "../questions/place-question.tsx";
import { hasQuestion, type ShownQuestions } from "../questions/shown-questions.ts";
import { splitLines } from "../reports/source-lines.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { escapeHtml } from "../ui/escape-html.ts";
import { formatDate } from "../ui/format.ts";
import { type Comment, MAX_COMMENT_LENGTH } from "./queries.ts";

export interface CommentsProps {
  c: AppContext;
  submissionId: string;
  source: string;
  comments: Comment[];
  /** Staff of the course: may write, and change their own comments. */
  canComment: boolean;
  /** May remove any comment. */
  canRemoveAny: boolean;
  /** `?comment=`: the line whose form is open; 0: the whole submission; undefined: none. */
  openLine: number | undefined;
  /** `?edit=`: the comment that is being edited. */
  editing: string | undefined;
  questions: ShownQuestions | undefined;
}

export function CommentedSource(props: CommentsProps) {
  const { c, source, comments, canComment, submissionId, openLine, questions } = props;
  const t = c.get("t");
  const lines = splitLines(source);
  const ofLine = Map.groupBy(comments, ({ line }) =>
    line !== null && line <= lines.length ? line : 0,
  );
  return (
    <>
      {comments.length > 0 && <p class="muted">{t("comment.count", { count: comments.length })}</p>}
      <Thread {...props} comments={ofLine.get(0) ?? []} line={0} />
      {canComment && openLine !== 0 && (
        <p class="actions">
          <a class="button" href={`/submissions/${submissionId}?comment=0#comment-form`}>
            {t("comment.ofWhole")}
          </a>
        </p>
      )}
      <AskLine c={c} shown={questions} lines={lines.length} />
      <div class="code-scroll" tabindex={0} role="group" aria-label={t("submission.code")}>
        <table class="diff commented">
          <tbody>
            {lines.map((line, i) => (
              <>
                {canComment ? (
                  <tr id={`line-${i + 1}`}>
                    <td class="line-number">
                      <a
                        href={`/submissions/${submissionId}?comment=${i + 1}#comment-form`}
                        aria-label={t("comment.addTo", { line: i + 1 })}
                      >
                        {i + 1}
                      </a>
                    </td>
                    <td class="code-line">
                      <code>{escapeControls(line)}</code>
                    </td>
                  </tr>
                ) : (
                  raw(formatLine(c, { line, number: i + 1, questions }))
                )}
                {(ofLine.has(i + 1) ||
                  openLine === i + 1 ||
                  hasQuestion(questions, formatPlace({ kind: "line", line: i + 1 }))) && (
                  <tr class="comment-row">
                    <td class="line-number"></td>
                    <td>
                      <Thread {...props} comments={ofLine.get(i + 1) ?? []} line={i + 1} />
                      {questions !== undefined && (
                        <LineQuestion c={c} shown={questions} line={i + 1} />
                      )}
                    </td>
                  </tr>
                )}
              </>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The row of a line as HTML. Students read hundreds of lines, and each element takes time. */
function formatLine(
  c: AppContext,
  {
    line,
    number,
    questions,
  }: { line: string; number: number; questions: ShownQuestions | undefined },
): string {
  const shown =
    questions?.mayAsk === true
      ? `<a tabindex="-1" href="${escapeHtml(c.get("site").link(locateLineForm(questions, number)))}" ` +
        `aria-label="${escapeHtml(c.get("t")("question.aboutLine", { line: number }))}">${number}</a>`
      : String(number);
  return (
    `<tr id="line-${number}"><td class="line-number">${shown}</td>` +
    `<td class="code-line"><code>${escapeHtml(escapeControls(line))}</code></td></tr>`
  );
}

function Thread(props: CommentsProps & { line: number }) {
  const { c, submissionId, comments, line, openLine, editing } = props;
  const t = c.get("t");
  return (
    <>
      {comments.map((comment) =>
        comment.id === editing ? (
          <CommentForm
            {...props}
            action={`/submissions/${submissionId}/comments/${comment.id}`}
            text={comment.text}
            label={t("comment.edit")}
          />
        ) : (
          <OneComment {...props} comment={comment} />
        ),
      )}
      {props.canComment && openLine === line && (
        <CommentForm
          {...props}
          action={`/submissions/${submissionId}/comments`}
          text=""
          label={line === 0 ? t("comment.ofWhole") : t("comment.addTo", { line })}
        />
      )}
    </>
  );
}

function OneComment({
  c,
  submissionId,
  comment,
  canComment,
  canRemoveAny,
}: CommentsProps & { comment: Comment }) {
  const t = c.get("t");
  const isMine = canComment && comment.authorId === c.get("viewer").userId;
  const path = `/submissions/${submissionId}/comments/${comment.id}`;
  return (
    <article
      class="comment"
      id={`comment-${comment.id}`}
      aria-label={t("comment.by", { name: comment.author })}
    >
      <p class="comment-head muted">
        <strong>{comment.author}</strong> ·{" "}
        <time datetime={comment.createdAt.toISOString()}>
          {formatDate(comment.createdAt, c.get("language"), c.get("timeZone"))}
        </time>
        {comment.editedAt !== null && ` · ${t("comment.edited")}`}
      </p>
      <p class="comment-text">{escapeControls(comment.text)}</p>
      {(isMine || (canComment && canRemoveAny)) && (
        <div class="actions">
          {isMine && (
            <a class="button" href={`/submissions/${submissionId}?edit=${comment.id}#comment-form`}>
              {t("comment.edit")}
            </a>
          )}
          <form method="post" action={`${path}/remove`}>
            <button type="submit">{t("comment.remove")}</button>
          </form>
        </div>
      )}
    </article>
  );
}

function CommentForm({
  c,
  submissionId,
  line,
  action,
  text,
  label,
}: CommentsProps & { line: number; action: string; text: string; label: string }) {
  const t = c.get("t");
  return (
    <form method="post" action={action} class="comment-form" id="comment-form">
      {line > 0 && <input type="hidden" name="line" value={String(line)} />}
      <label for="comment-text">{label}</label>
      <textarea
        id="comment-text"
        name="text"
        rows={3}
        required
        maxlength={MAX_COMMENT_LENGTH}
        autofocus
      >
        {text}
      </textarea>
      <p class="actions">
        <button class="primary" type="submit">
          {t("comment.save")}
        </button>
        <a class="button" href={`/submissions/${submissionId}${line > 0 ? `#line-${line}` : ""}`}>
          {t("comment.cancel")}
        </a>
      </p>
    </form>
  );
}
