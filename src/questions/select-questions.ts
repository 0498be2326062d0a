// The questions of one submission, with their messages.

import { asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { messageRow, questionMessages, questions } from "../db/question-schema.ts";
import { users } from "../db/schema.ts";

export interface QuestionMessage {
  id: string;
  authorId: string;
  /** As the account calls itself. */
  author: string;
  text: string;
  postedAt: Date;
  seenAt: Date | null;
}

export interface Question {
  id: string;
  /** As `formatPlace` writes it. */
  place: string;
  title: Localized | null;
  waitingSince: Date | null;
  doneAt: Date | null;
  doneBy: string | null;
  doneByName: string | null;
  /** In the order in which they were written. */
  messages: QuestionMessage[];
}

const doers = alias(users, "doers");

const messagesOf = prepareOnce((db) =>
  db
    .select({
      question: {
        id: questions.id,
        place: questions.place,
        title: questions.title,
        waitingSince: questions.waitingSince,
        doneAt: questions.doneAt,
        doneBy: questions.doneBy,
        doneByName: doers.name,
      },
      message: {
        id: questionMessages.id,
        authorId: questionMessages.authorId,
        author: users.name,
        text: questionMessages.text,
        postedAt: questionMessages.postedAt,
        seenAt: questionMessages.seenAt,
      },
    })
    .from(questions)
    .innerJoin(questionMessages, eq(questionMessages.questionId, questions.id))
    .innerJoin(users, eq(users.id, questionMessages.authorId))
    .leftJoin(doers, eq(doers.id, questions.doneBy))
    .where(eq(questions.submissionId, sql.placeholder("submissionId")))
    .orderBy(
      asc(questions.createdAt),
      asc(questions.id),
      asc(questionMessages.postedAt),
      asc(messageRow),
    )
    .prepare(),
);

/** The oldest question first. */
export function selectQuestions(db: Db, submissionId: string): Question[] {
  const found = new Map<string, Question>();
  for (const { question, message } of messagesOf(db).all({ submissionId })) {
    const known = found.get(question.id);
    if (known === undefined) found.set(question.id, { ...question, messages: [message] });
    else known.messages.push(message);
  }
  return [...found.values()];
}
