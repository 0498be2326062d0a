// Questions of the demo's students about attempts that failed: one is done, one is answered, two
// wait for an answer.

import { redact } from "../../grader/doors/reports.ts";
import { HOUR_MS } from "../durations.ts";
import type { Db } from "../db/open.ts";
import { findPlace } from "../questions/find-place.ts";
import { formatPlace } from "../questions/place.ts";
import { askQuestion, markAsDone, replyToQuestion } from "../questions/write-question.ts";
import { listShownCases, listShownGroups } from "../reports/shown-groups.ts";
import type { PlannedAttempt } from "./plan.ts";
import type { DemoWords } from "./words.ts";
import type { GradedWork, Sent } from "./write-attempt.ts";

interface Askers {
  courseId: string;
  teacherId: string;
  words: DemoWords;
  attempts: readonly PlannedAttempt[];
  works: readonly GradedWork[];
  /** One for each attempt. */
  sent: readonly Sent[];
  now: Date;
}

/** A student's attempt with a failing test that its report lists. */
interface Failed extends Sent {
  work: GradedWork;
  /** The place of that test. */
  test: string;
  sentAtMs: number;
}

export function writeQuestions(db: Db, parts: Askers): void {
  const { courseId, teacherId, words, now } = parts;
  const [line, test, answered, done] = findFailed(parts);
  const ask = (failed: Failed, place: string, text: string): Talk => {
    const { id, userId, assignmentId, work, sentAtMs } = failed;
    const source = { source: work.source, report: redact(work.report, "student") };
    const at = new Date(Math.min(sentAtMs + HOUR_MS, now.getTime()));
    const submission = { id, userId };
    const { title } = findPlace(place, source)!;
    const asked = { submission, assignmentId, place, title, actorId: userId, text };
    const questionId = askQuestion(db, asked, at);
    return { courseId, submissionId: id, questionId, studentId: userId, at };
  };
  const reply = (talk: Talk, actorId: string, text: string, hours: number) =>
    replyToQuestion(db, { ...talk, actorId, text }, later(talk, hours, now));
  if (line !== undefined) ask(line, formatPlace({ kind: "line", line: 2 }), words.questions.line);
  if (test !== undefined) ask(test, test.test, words.questions.test);
  if (answered !== undefined)
    reply(
      ask(answered, answered.test, words.questions.answered),
      teacherId,
      words.answers.answered,
      1,
    );
  if (done !== undefined) {
    const talk = ask(done, done.test, words.questions.done);
    reply(talk, teacherId, words.answers.done, 1);
    reply(talk, talk.studentId, words.thanks, 2);
    markAsDone(db, { ...talk, actorId: talk.studentId }, later(talk, 2, now));
  }
}

interface Talk {
  courseId: string;
  submissionId: string;
  questionId: string;
  studentId: string;
  at: Date;
}

function later({ at }: Talk, hours: number, now: Date): Date {
  return new Date(Math.min(at.getTime() + hours * HOUR_MS, now.getTime()));
}

/** The newest first, no two of the same student or assignment. */
function findFailed({ attempts, works, sent }: Askers): Failed[] {
  const found: Failed[] = [];
  const isTaken = ({ userId, assignmentId }: Sent) =>
    found.some((one) => one.userId === userId || one.assignmentId === assignmentId);
  for (const [i, { submittedAtMs }] of [...attempts.entries()].toReversed()) {
    const [one, work] = [sent[i]!, works[i]!];
    if (one.isPractice || isTaken(one)) continue;
    const [test] = listShownGroups(redact(work.report, "student")).flatMap((group) =>
      listShownCases(group).map(({ name }) => formatPlace({ kind: "case", group: group.id, name })),
    );
    if (test !== undefined) found.push({ ...one, work, test, sentAtMs: submittedAtMs });
  }
  return found;
}
