// Fills an empty site with a course in its seventh week: sixty made-up students, and attempts that
// are the packs' own accepted and wrong examples, each student's in a hand of their own, and each
// of them really graded.

import type { Language } from "../../grader/doors/packs.ts";
import { type Exercise } from "../../grader/doors/packs.ts";
import { type Report } from "../../grader/doors/reports.ts";
import { makeAccount } from "./make-account.ts";
import { recordAudit } from "../db/record-audit.ts";
import { createCourse } from "../membership/queries.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { assignments, enrolments } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import { extensions, overrides } from "../db/teaching-schema.ts";
import { addComment } from "../comments/queries.ts";
import { letCount } from "../gradebook/let-count.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import type { Rules } from "../rules/rules.ts";
import type { Services } from "../services.ts";
import { addGrading } from "../scoring/add-grading.ts";
import { DEMO_ASSIGNMENTS, planDemo, type PlannedAttempt, seededRandom } from "./plan.ts";
import { restyle } from "./restyle.ts";
import { DEMO_STUDENTS } from "./students.ts";
import { DAY_MS } from "../durations.ts";

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

export interface Demo {
  courseId: string;
  username: string;
  password: string;
  students: number;
  submissions: number;
  graded: number;
}

export interface DemoWords {
  /** In which they are: the course's. */
  language: Language;
  course: string;
  teacher: string;
  announcement: string;
  overrideReason: string;
  extensionReason: string;
  allowanceReason: string;
  comment: string;
}

/**
 * `onGraded`: of how many examples how many are done. Throws where an exercise of the course is not
 * offered.
 */
export async function makeDemo(
  services: Services,
  words: DemoWords,
  timeZone: string,
  onGraded: (done: number, of: number) => void,
  now = new Date(),
): Promise<Demo> {
  const { db, catalogue, host } = services;
  const offers = DEMO_ASSIGNMENTS.map(({ exercise }) => {
    const offer = catalogue.packs.flatMap((pack) => pack.offers).find(({ id }) => id === exercise);
    if (offer === undefined) throw new Error(`the packs hold no exercise ${exercise}`);
    return offer;
  });
  const plan = planDemo(DEMO_STUDENTS.length, now.getTime());
  const works = await gradeEach(
    plan.attempts.map((attempt) => writeWork(offers[attempt.assignment]!.exercise, attempt)),
    host,
    onGraded,
  );

  const teacher = await makeAccount(services, { name: words.teacher, username: "teacher" }, now);
  const studentIds: string[] = [];
  for (const student of DEMO_STUDENTS)
    studentIds.push((await makeAccount(services, student, now)).userId);
  const courseId = db.transaction(
    () => {
      const id = createCourse(db, words.course, teacher.userId, {
        timeZone,
        language: words.language,
        now: new Date(plan.windows[0]!.opensAtMs - 3 * DAY_MS),
      });
      for (const [i, userId] of studentIds.entries()) {
        db.insert(enrolments)
          .values({
            courseId: id,
            userId,
            role: "student",
            section: DEMO_STUDENTS[i]!.section,
            joinedAt: new Date(plan.windows[0]!.opensAtMs - DAY_MS),
          })
          .run();
      }
      const assignmentIds = DEMO_ASSIGNMENTS.map(
        ({ rules, points, weight, lateDays }, position) => {
          const { pack, id: exerciseId, hash } = offers[position]!;
          const assignmentId = newId();
          const { opensAtMs, dueAtMs } = plan.windows[position]!;
          const isLast = position === DEMO_ASSIGNMENTS.length - 1;
          db.insert(assignments)
            .values({
              id: assignmentId,
              courseId: id,
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
              announcement: isLast ? words.announcement : "",
              createdAt: new Date(opensAtMs),
            })
            .run();
          recordAudit(
            db,
            {
              action: "assignment.create",
              actorId: teacher.userId,
              courseId: id,
              assignmentId,
              after: { points, weight, dueAtMs },
            },
            new Date(opensAtMs),
          );
          return assignmentId;
        },
      );
      const isInTime = ({ assignment, submittedAtMs }: PlannedAttempt) =>
        DEMO_ASSIGNMENTS[assignment]!.rules.late !== undefined ||
        submittedAtMs <= plan.windows[assignment]!.dueAtMs;
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
      writeExceptions(db, {
        courseId: id,
        assignmentIds,
        studentIds,
        teacherId: teacher.userId,
        words,
        firstSubmission: sent[0]!,
        dueAtMs: plan.windows[2]!.dueAtMs,
        now,
      });
      for (const assignmentId of assignmentIds) recomputeScores(db, assignmentId);
      // One of those that came too late is let count.
      const tooLate =
        sent[
          plan.attempts.findIndex((attempt) => attempt.kind === "accepted" && !isInTime(attempt))
        ];
      if (tooLate !== undefined)
        letCount(
          db,
          services.queue,
          { courseId: id, ...tooLate },
          {
            submissionId: tooLate.id,
            withLateRule: true,
            reason: words.allowanceReason,
            actorId: teacher.userId,
          },
          now,
        );
      return id;
    },
    { behavior: "immediate" },
  );
  return {
    courseId,
    username: "teacher",
    password: teacher.password,
    students: studentIds.length,
    submissions: plan.attempts.length,
    graded: new Set(works.map(({ source }) => source)).size,
  };
}

/** One attempt: an example of the pack in the student's own hand, and what it came to. */
interface Work {
  exercise: Exercise;
  fileName: string;
  source: string;
  /** As the pack has it. */
  plain: string;
}

type GradedWork = Work & { report: Report };

function writeWork(exercise: Exercise, { assignment, kind, pick, hand }: PlannedAttempt): Work {
  const fitting = exercise.examples.filter(({ folder }) =>
    kind === "accepted" ? folder === "accepted" : folder === "wrong_answer",
  );
  const { fileName, source } = fitting[pick % fitting.length]!;
  return {
    exercise,
    fileName,
    plain: source,
    source: restyle(source, fileName, seededRandom(hand * DEMO_ASSIGNMENTS.length + assignment)),
  };
}

async function gradeEach(
  works: Work[],
  host: Services["host"],
  onGraded: (done: number, of: number) => void,
): Promise<GradedWork[]> {
  let done = 0;
  // As many at once as there are slots; the grader keeps the others waiting.
  return Promise.all(
    works.map(async (work) => {
      const isWrong =
        work.exercise.examples.find(({ source }) => source === work.plain)?.folder ===
        "wrong_answer";
      const expected = isWrong ? "wrong-answer" : "accepted";
      let graded = await gradeWork(work, host);
      // Another hand has changed what it computes, so it stays in the pack's.
      if (graded.report.verdict !== expected)
        graded = await gradeWork({ ...work, source: work.plain }, host);
      onGraded((done += 1), works.length);
      return graded;
    }),
  );
}

async function gradeWork(work: Work, host: Services["host"]): Promise<GradedWork> {
  const { exercise, fileName, source } = work;
  const report = await host.grade({ exercise, source: new TextEncoder().encode(source), fileName });
  if (report === undefined || report.verdict === "judge-error")
    throw new Error(`${exercise.id}/${fileName} could not be graded`);
  return { ...work, report };
}

interface Sent {
  id: string;
  userId: string;
  assignmentId: string;
}

function writeAttempt(
  db: Db,
  {
    attempt,
    isInTime,
    userId,
    assignmentId,
    offer,
    work,
  }: {
    attempt: PlannedAttempt;
    isInTime: boolean;
    userId: string;
    assignmentId: string;
    offer: { pack: string; id: string; hash: string };
    work: GradedWork;
  },
): Sent {
  const id = newId();
  const number = db.$client
    .prepare<[string, string], number>(
      "select count(*) + 1 from submissions where assignment_id = ? and user_id = ?",
    )
    .pluck()
    .get(assignmentId, userId)!;
  // Some try first, for practice.
  const isPractice = attempt.kind === "wrong" && attempt.pick % 20 === 0;
  db.insert(submissions)
    .values({
      id,
      userId,
      packId: offer.pack,
      exerciseId: offer.id,
      versionHash: offer.hash,
      assignmentId,
      isPractice,
      saidToCount: isInTime && !isPractice,
      attempt: number,
      fileName: work.fileName,
      source: work.source,
      submittedAt: new Date(attempt.submittedAtMs),
      formKey: null,
      via: "web",
    })
    .run();
  addGrading(db, id, work.report, "", new Date(attempt.submittedAtMs + 200));
  return { id, userId, assignmentId };
}

/** An extension, an override and a comment, so that there is one of each to look at. */
function writeExceptions(
  db: Db,
  {
    courseId,
    assignmentIds,
    studentIds,
    teacherId,
    words,
    firstSubmission,
    dueAtMs,
    now,
  }: {
    courseId: string;
    assignmentIds: string[];
    studentIds: string[];
    teacherId: string;
    words: DemoWords;
    firstSubmission: Sent;
    dueAtMs: number;
    now: Date;
  },
): void {
  const [extended, overridden] = [studentIds[8]!, studentIds[3]!];
  const assignmentId = assignmentIds[2]!;
  const until = dueAtMs + 3 * DAY_MS;
  db.insert(extensions)
    .values({
      assignmentId,
      userId: extended,
      dueAt: new Date(until),
      extraAttempts: 0,
      reason: words.extensionReason,
      createdAt: now,
      createdBy: teacherId,
    })
    .run();
  recordAudit(
    db,
    {
      action: "extension.set",
      actorId: teacherId,
      courseId,
      assignmentId,
      userId: extended,
      after: { dueAtMs: until },
    },
    now,
  );
  db.insert(overrides)
    .values({
      id: newId(),
      assignmentId,
      userId: overridden,
      points: 85,
      reason: words.overrideReason,
      createdAt: now,
      createdBy: teacherId,
    })
    .run();
  recordAudit(
    db,
    {
      action: "override.set",
      actorId: teacherId,
      courseId,
      assignmentId,
      userId: overridden,
      after: { points: 85 },
    },
    now,
  );
  addComment(
    db,
    {
      actorId: teacherId,
      courseId,
      assignmentId: firstSubmission.assignmentId,
      userId: firstSubmission.userId,
      submissionId: firstSubmission.id,
      line: 1,
      text: words.comment,
    },
    now,
  );
}
