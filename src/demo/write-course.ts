// Writes the demo's course: students, assignments, attempts, and one exception of each kind.

import { recordAudit } from "../db/record-audit.ts";
import { createCourse } from "../membership/create-course.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { assignments, enrolments } from "../db/schema.ts";
import { letCount } from "../gradebook/let-count.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { isPastDue, type Rules } from "../rules/assignment-rules.ts";
import type { Services } from "../services.ts";
import { DEMO_ASSIGNMENTS, type DemoPlan, type PlannedAttempt } from "./plan.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { DEMO_STUDENTS } from "./students.ts";
import { DAY_MS } from "../durations.ts";
import { writeHintViews } from "./write-hints.ts";
import { type GradedWork, writeAttempt } from "./write-attempt.ts";
import { writeExtension, writeOverride, writeComment } from "./write-exceptions.ts";
import { writePlatform } from "./write-platform.ts";
import { writeQuestions } from "./write-questions.ts";
import type { DemoWords } from "./words.ts";

const PLAIN: Rules = {
  opensAtMs: null,
  dueAtMs: null,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: true,
  late: { kind: "refused" },
  attempts: { kind: "unlimited" },
  counts: "best",
};

type Offer = Catalogue["packs"][number]["offers"][number];

interface CourseParts {
  words: DemoWords;
  timeZone: string;
  plan: DemoPlan;
  /** One for each assignment. */
  offers: Offer[];
  /** One for each attempt of the plan. */
  works: GradedWork[];
  studentIds: string[];
  teacherId: string;
  now: Date;
}

/** Writes the course with everything in it, and returns its id. Call it in a transaction. */
export function writeCourse(
  { db, queue }: Pick<Services, "db" | "queue">,
  parts: CourseParts,
): string {
  const { words, timeZone, plan, offers, works, studentIds, teacherId, now } = parts;
  const courseId = createCourse(db, words.course, teacherId, {
    timeZone,
    language: words.language,
    now: new Date(plan.windows[0]!.opensAtMs - 3 * DAY_MS),
  });
  enrolStudents(db, courseId, parts);
  const assignmentIds = DEMO_ASSIGNMENTS.map((_, position) =>
    writeAssignment(db, courseId, position, parts),
  );
  const isInTime = ({ assignment, submittedAtMs }: PlannedAttempt) => {
    const { rules } = DEMO_ASSIGNMENTS[assignment]!;
    const { dueAtMs } = plan.windows[assignment]!;
    return rules.late !== undefined || !isPastDue({ ...PLAIN, ...rules }, dueAtMs, submittedAtMs);
  };
  const sent = plan.attempts.map((attempt, i) =>
    writeAttempt(db, {
      attempt,
      isInTime: isInTime(attempt),
      userId: studentIds[attempt.student]!,
      assignmentId: assignmentIds[attempt.assignment]!,
      offer: offers[attempt.assignment]!,
      work: works[i]!,
    }),
  );
  writeHintViews(db, { attempts: plan.attempts, studentIds, assignmentIds, offers });
  writeQuestions(db, {
    courseId,
    teacherId,
    words,
    attempts: plan.attempts,
    works,
    sent,
    now,
  });
  const exceptions = {
    courseId,
    assignmentIds,
    studentIds,
    teacherId,
    words,
    firstSubmission: sent[0]!,
    dueAtMs: plan.windows[2]!.dueAtMs,
    now,
  };
  writeExtension(db, exceptions);
  writeOverride(db, exceptions);
  writeComment(db, exceptions);
  writePlatform(db, exceptions);
  for (const assignmentId of assignmentIds) recomputeScores(db, assignmentId);
  // One of the late attempts counts because staff allow it.
  const tooLate =
    sent[plan.attempts.findIndex((attempt) => attempt.kind === "accepted" && !isInTime(attempt))];
  if (tooLate !== undefined)
    letCount(
      db,
      queue,
      { courseId, ...tooLate },
      {
        submissionId: tooLate.id,
        withLateRule: true,
        reason: words.allowanceReason,
        actorId: teacherId,
      },
      now,
    );
  return courseId;
}

function enrolStudents(db: Db, courseId: string, { studentIds, plan }: CourseParts): void {
  for (const [i, userId] of studentIds.entries()) {
    db.insert(enrolments)
      .values({
        courseId,
        userId,
        role: "student",
        section: DEMO_STUDENTS[i]!.section,
        joinedAt: new Date(plan.windows[0]!.opensAtMs - DAY_MS),
      })
      .run();
  }
}

function writeAssignment(
  db: Db,
  courseId: string,
  position: number,
  { words, plan, offers, teacherId }: CourseParts,
): string {
  const { rules, points, weight, lateDays, hints = { kind: "on" } } = DEMO_ASSIGNMENTS[position]!;
  const { pack, id: exerciseId, hash } = offers[position]!;
  const assignmentId = newId();
  const { opensAtMs, dueAtMs } = plan.windows[position]!;
  const isLast = position === DEMO_ASSIGNMENTS.length - 1;
  db.insert(assignments)
    .values({
      id: assignmentId,
      courseId,
      packId: pack,
      exerciseId,
      versionHash: hash,
      rules: {
        ...PLAIN,
        ...rules,
        opensAtMs,
        dueAtMs,
        lateUntilMs: lateDays === undefined ? null : dueAtMs + lateDays * DAY_MS,
      },
      points,
      weight,
      position,
      solutions: "afterDue",
      hints,
      announcement: isLast ? words.announcement : "",
      createdAt: new Date(opensAtMs),
    })
    .run();
  recordAudit(
    db,
    {
      action: "assignment.create",
      actorId: teacherId,
      courseId,
      assignmentId,
      after: { points, weight, dueAtMs },
    },
    new Date(opensAtMs),
  );
  return assignmentId;
}
