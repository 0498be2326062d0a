// Fills an empty site with a course in its seventh week: sixty invented students, and attempts made
// from the packs' accepted and wrong examples, each student's rewritten in a style of their own, and
// all of them really graded.

import type { Exercise } from "../../grader/doors/packs.ts";
import { makeAccount } from "./make-account.ts";
import type { Services } from "../services.ts";
import { DEMO_ASSIGNMENTS, planDemo, type PlannedAttempt, makeSeededRandom } from "./plan.ts";
import { restyle } from "./restyle.ts";
import { DEMO_STUDENTS } from "./students.ts";
import { writeOwnWork } from "./write-own-work.ts";
import { writeCourse } from "./write-course.ts";
import type { DemoWords } from "./words.ts";
import type { Work, GradedWork } from "./write-attempt.ts";

export interface Demo {
  courseId: string;
  username: string;
  password: string;
  students: number;
  submissions: number;
  graded: number;
}

/**
 * `onGraded` reports how many of the attempts are graded. Throws if an exercise of the course is not
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
  const pack = catalogue.packs.find(({ id }) => id === offers[0]!.pack)!;
  const plan = planDemo(DEMO_STUDENTS.length, now.getTime());
  const all = await gradeEach(
    [
      ...plan.attempts.map((attempt) => writeWork(offers[attempt.assignment]!.exercise, attempt)),
      ...pack.offers.map(({ exercise }) => chooseAccepted(exercise)),
    ],
    host,
    onGraded,
  );
  const works = all.slice(0, plan.attempts.length);

  const teacher = await makeAccount(services, { name: words.teacher, username: "teacher" }, now);
  const studentIds: string[] = [];
  for (const student of DEMO_STUDENTS)
    studentIds.push((await makeAccount(services, student, now)).userId);
  const teacherId = teacher.userId;
  const courseId = db.transaction(
    () => {
      const own = all.slice(plan.attempts.length);
      const name = words.teacher;
      writeOwnWork(db, { userId: teacherId, name, timeZone, pack, works: own, now });
      const parts = { words, timeZone, plan, offers, works, studentIds, teacherId, now };
      return writeCourse(services, parts);
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

function writeWork(exercise: Exercise, { assignment, kind, pick, hand }: PlannedAttempt): Work {
  const fitting = exercise.examples.filter(({ folder }) =>
    kind === "accepted" ? folder === "accepted" : folder === "wrong_answer",
  );
  const { fileName, source } = fitting[pick % fitting.length]!;
  return {
    exercise,
    fileName,
    plain: source,
    source: restyle(
      source,
      fileName,
      makeSeededRandom(hand * DEMO_ASSIGNMENTS.length + assignment),
    ),
  };
}

/** As it is in the pack. */
function chooseAccepted(exercise: Exercise): Work {
  const { fileName, source } = exercise.examples.find(({ folder }) => folder === "accepted")!;
  return { exercise, fileName, plain: source, source };
}

async function gradeEach(
  works: Work[],
  host: Services["host"],
  onGraded: (done: number, of: number) => void,
): Promise<GradedWork[]> {
  let done = 0;
  // The grader runs as many at once as there are slots.
  return Promise.all(
    works.map(async (work) => {
      const isWrong =
        work.exercise.examples.find(({ source }) => source === work.plain)?.folder ===
        "wrong_answer";
      const expected = isWrong ? "wrong-answer" : "accepted";
      let graded = await gradeWork(work, host);
      // The rewriting has changed the result, so the pack's own source is used.
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
