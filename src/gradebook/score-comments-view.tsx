// Comments on a score; their authors can edit and remove them.

import { MAX_COMMENT_LENGTH } from "../comments/queries.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatDate } from "../ui/format.ts";
import type { CellPageProps } from "./cell-page-props.ts";

interface ViewProps extends CellPageProps {
  path: string;
  canChange: boolean;
  date: (value: Date) => string;
}

export function ScoreComments(props: ViewProps) {
  const { c, cell, errors = {}, values = {}, path, canChange } = props;
  const t = c.get("t");
  return (
    <section aria-labelledby="comments">
      <h2 id="comments">{t("gradebook.cell.comments")}</h2>
      <p class="muted">{t("gradebook.cell.commentsHint")}</p>
      <ul class="score-comments">
        {cell.comments.map((comment) => (
          <CommentItem {...props} comment={comment} />
        ))}
      </ul>
      {canChange && (
        <form method="post" action={`${path}/comments`} class="account-form" novalidate>
          <div class="field">
            <label for="field-text">{t("gradebook.cell.comment")}</label>
            <textarea
              id="field-text"
              name="text"
              rows={3}
              maxlength={MAX_COMMENT_LENGTH}
              autofocus={errors.text !== undefined}
              aria-invalid={errors.text === undefined ? undefined : "true"}
              aria-describedby={errors.text === undefined ? undefined : "field-text-error"}
            >
              {values.text ?? ""}
            </textarea>
            {errors.text !== undefined && (
              <p class="error" id="field-text-error">
                {t(errors.text.key, errors.text.params)}
              </p>
            )}
          </div>
          <p class="actions">
            <button type="submit">{t("gradebook.cell.say")}</button>
          </p>
        </form>
      )}
    </section>
  );
}

interface CommentProps extends ViewProps {
  comment: ViewProps["cell"]["comments"][number];
}

function CommentItem(props: CommentProps) {
  const { c, course, cell, viewerId, path, canChange, date, comment } = props;
  const { id, text, author, authorId, createdAt, editedAt } = comment;
  const t = c.get("t");
  return (
    <li id={`comment-${id}`}>
      <p class="said">{escapeControls(text)}</p>
      <div class="muted">
        {t("gradebook.cell.byAt", {
          name: author,
          date: formatDate(createdAt, c.get("language"), cell.assignment.course.timeZone),
        })}
        {editedAt !== null && ` · ${t("gradebook.cell.edited", { date: date(editedAt) })}`}
      </div>
      {canChange && (authorId === viewerId || course.canInvite) && (
        <div class="actions">
          {authorId === viewerId && <EditForm {...props} />}
          <form method="post" action={`${path}/comments/${id}/remove`}>
            <button type="submit" class="link">
              {t("gradebook.cell.remove")}
            </button>
          </form>
        </div>
      )}
    </li>
  );
}

function EditForm({ c, path, comment: { id, text } }: CommentProps) {
  const t = c.get("t");
  return (
    <details>
      <summary>{t("gradebook.cell.edit")}</summary>
      <form method="post" action={`${path}/comments/${id}`}>
        <label class="visually-hidden" for={`text-${id}`}>
          {t("gradebook.cell.comment")}
        </label>
        <textarea id={`text-${id}`} name="text" rows={3} maxlength={MAX_COMMENT_LENGTH}>
          {text}
        </textarea>
        <p class="actions">
          <button type="submit">{t("gradebook.cell.save")}</button>
        </p>
      </form>
    </details>
  );
}
