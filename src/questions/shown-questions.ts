// The questions of a submission as one reader sees them, with what the reader may do.

import type { Db } from "../db/open.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import type { AppContext } from "../http/environment.ts";
import { findTalking } from "./permission.ts";
import { formatPlace } from "./place.ts";
import type { MessageError } from "./read-message.ts";
import { type Question, selectQuestions } from "./select-questions.ts";

/** A form that is open when the page is shown. */
export interface OpenForm {
  /** A place for a new question, or the id of the question to reply to. */
  at: string;
  /** What was refused; "" for a new form. */
  text: string;
  error: MessageError | undefined;
}

export interface ShownQuestions {
  submission: Pick<SubmissionView, "id" | "userId" | "author">;
  questions: Question[];
  /** The reader is the student, and may ask at a place without a question. */
  mayAsk: boolean;
  /** May reply, mark as done and reopen. */
  mayReply: boolean;
  /** The reader is the student, who may have left the course. */
  isAuthor: boolean;
  form: OpenForm | undefined;
}

/** undefined if there are none and the reader may not ask. `refused`: by a POST. */
export function readQuestions(
  db: Db,
  c: AppContext,
  submission: SubmissionView,
  refused?: OpenForm,
): ShownQuestions | undefined {
  if (submission.assignment === null) return undefined;
  const talking = findTalking(db, c, submission);
  const mayReply = talking !== undefined && talking.course.archivedAt === null;
  const mayAsk = mayReply && talking.isStudent;
  const questions = selectQuestions(db, submission.id);
  if (questions.length === 0 && !mayAsk) return undefined;
  return {
    submission,
    questions,
    mayAsk,
    mayReply,
    isAuthor: c.get("viewer").userId === submission.userId,
    form: refused ?? readOpenLine(c),
  };
}

/** `?ask=12`: the form of this line is open. */
function readOpenLine(c: AppContext): OpenForm | undefined {
  const line = Number(c.req.query("ask"));
  return Number.isInteger(line) && line >= 1
    ? { at: formatPlace({ kind: "line", line }), text: "", error: undefined }
    : undefined;
}

export function findQuestion(shown: ShownQuestions, place: string): Question | undefined {
  return shown.questions.find((question) => question.place === place);
}

/** Whether the student has not seen some of the messages yet. */
export function hasNewAnswers({ questions }: ShownQuestions): boolean {
  return questions.some(({ messages }) => messages.some(({ seenAt }) => seenAt === null));
}

/** Whether a place has a question, or the open form. Then its fold is open. */
export function hasQuestion(shown: ShownQuestions | undefined, place: string): boolean {
  if (shown === undefined) return false;
  return findQuestion(shown, place) !== undefined || (shown.mayAsk && shown.form?.at === place);
}
