// A question at its place: the messages, the state, and forms for those who may write.

import type { AppContext } from "../http/environment.ts";
import { MessageText } from "../ui/message-text.tsx";
import { formatDate } from "../ui/format.ts";
import { describeQuestionPlace } from "./describe-place.ts";
import { MessageForm } from "./message-form.tsx";
import { chooseQuestionState, type QuestionState } from "./question-state.ts";
import type { Question, QuestionMessage } from "./select-questions.ts";
import type { ShownQuestions } from "./shown-questions.ts";

interface QuestionProps {
  c: AppContext;
  shown: ShownQuestions;
  question: Question;
}

const TONES: Record<QuestionState, string> = { waiting: "warn", answered: "good", done: "" };

export function StateBadge({ c, state }: { c: AppContext; state: QuestionState }) {
  return <span class={`badge ${TONES[state]}`}>{c.get("t")(`question.state.${state}`)}</span>;
}

/** Focusable, so that the keyboard continues here after a message was sent. */
export function QuestionView({ c, shown, question }: QuestionProps) {
  const t = c.get("t");
  const place = describeQuestionPlace(t, c.get("language"), question);
  return (
    <article
      class="question"
      id={`question-${question.id}`}
      tabindex={-1}
      aria-label={t("question.about", { place })}
    >
      <p class="question-head">
        <span class="muted">{t("question.about", { place })}</span>{" "}
        <StateBadge c={c} state={chooseQuestionState(question)} />{" "}
        {question.doneAt !== null && (
          <span class="muted">
            {t("question.doneBy", {
              name: nameDoer(shown, question),
              date: formatDate(question.doneAt, c.get("language"), c.get("timeZone")),
            })}
          </span>
        )}
      </p>
      {question.messages.map((message) => (
        <Message c={c} shown={shown} message={message} />
      ))}
      {shown.mayReply && <Actions c={c} shown={shown} question={question} />}
    </article>
  );
}

function nameDoer({ submission }: ShownQuestions, { doneBy, doneByName }: Question): string {
  return doneBy === submission.userId ? submission.author : (doneByName ?? "");
}

function Message({
  c,
  shown: { submission, isAuthor },
  message: { authorId, author, text, postedAt, seenAt },
}: Omit<QuestionProps, "question"> & { message: QuestionMessage }) {
  const t = c.get("t");
  const isStudent = authorId === submission.userId;
  return (
    <div class={`message ${isStudent ? "" : "by-staff"}`}>
      <p class="comment-head muted">
        <strong>{isStudent ? submission.author : author}</strong>
        {!isStudent && ` · ${t("question.staff")}`} ·{" "}
        <time datetime={postedAt.toISOString()}>
          {formatDate(postedAt, c.get("language"), c.get("timeZone"))}
        </time>{" "}
        {isAuthor && seenAt === null && <span class="badge good">{t("question.new")}</span>}
      </p>
      <MessageText text={text} />
    </div>
  );
}

function Actions({ c, shown, question }: QuestionProps) {
  const t = c.get("t");
  const path = `/submissions/${shown.submission.id}/questions/${question.id}`;
  const form = shown.form?.at === question.id ? shown.form : undefined;
  const isDone = question.doneAt !== null;
  return (
    <div class="question-actions">
      <details class="ask" open={form !== undefined}>
        <summary>{t(shown.isAuthor ? "question.reply" : "question.answer")}</summary>
        <MessageForm
          c={c}
          action={`${path}/messages`}
          label={t("question.replyText")}
          form={form}
        />
      </details>
      <form method="post" action={`${path}/state`}>
        <input type="hidden" name="state" value={isDone ? "open" : "done"} />
        <button type="submit" class="quiet">
          {t(isDone ? "question.open" : "question.done")}
        </button>
      </form>
    </div>
  );
}
