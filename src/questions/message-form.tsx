// The form for a message: a new question, or a reply.

import type { AppContext } from "../http/environment.ts";
import { MAX_MESSAGE_LENGTH } from "./read-message.ts";
import type { OpenForm } from "./shown-questions.ts";

/** The fragment of the open form: its text field, which then has the focus. A page has one. */
export const OPEN_FORM = "question-text";

export function MessageForm({
  c,
  action,
  label,
  place,
  form,
  cancel,
}: {
  c: AppContext;
  action: string;
  label: string;
  /** For a new question. */
  place?: string;
  /** Set if this form is the open one. */
  form: OpenForm | undefined;
  /** A form that is not folded needs a way back. */
  cancel?: string;
}) {
  const t = c.get("t");
  const error = form?.error;
  return (
    <form method="post" action={action} class="question-form">
      {place !== undefined && <input type="hidden" name="place" value={place} />}
      <label>
        {label}
        <textarea
          id={form === undefined ? undefined : OPEN_FORM}
          name="text"
          rows={4}
          required
          maxlength={MAX_MESSAGE_LENGTH}
          autofocus={form !== undefined}
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={error === undefined ? undefined : "question-error"}
        >
          {form?.text ?? ""}
        </textarea>
      </label>
      {error === undefined ? (
        <p class="muted">{t("question.hint")}</p>
      ) : (
        <p class="error" id="question-error" role="alert">
          {t(error.key, error.params)}
        </p>
      )}
      <p class="actions">
        <button class="primary" type="submit">
          {t("question.send")}
        </button>
        {cancel !== undefined && (
          <a class="button" href={cancel}>
            {t("question.cancel")}
          </a>
        )}
      </p>
    </form>
  );
}
