// Practice, and attempts that were announced not to count, are on the assignment's record but in
// none of its figures, unless the score comes from them.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { selectNumbers } from "../../src/courses/assignment-pages/select-lists.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { FLAGS } from "../../src/gradebook/gradebook-data.ts";
import { letCount } from "../../src/gradebook/let-count.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { selectGradebook } from "../../src/gradebook/select-gradebook.ts";
import { selectCompared } from "../../src/similarity/select-compared.ts";
import { digestAttempts } from "../../src/statistics/read-attempts.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const addMeant = (
  assignment: string,
  userId: string,
  share: number | null,
  fields: Partial<typeof submissions.$inferInsert>,
) => {
  const id = world.addAttempt(assignment, userId, { share });
  db().update(submissions).set(fields).where(eq(submissions.id, id)).run();
  db().transaction(() => recomputeScores(db(), assignment, [userId]));
  return id;
};
const PRACTICE = { isPractice: true, saidToCount: false };

test("statistics, similarity, the list and the gradebook's marks leave them out", async () => {
  const [one, two] = world.students.map(({ userId }) => userId) as [string, string];
  const assignment = world.addAssignment();
  const first = world.addAttempt(assignment, one, { share: 0.4 });
  const practice = addMeant(assignment, one, 1, PRACTICE);
  addMeant(assignment, two, 1, PRACTICE);
  addMeant(assignment, two, null, PRACTICE);
  const read = async () => {
    const { students } = await digestAttempts(
      db(),
      selectOptionalAssignment(db(), world.courseId, assignment)!,
      new Set([one, two]),
    );
    const book = selectGradebook(db(), world.courseId, "en");
    const column = book.assignments.findIndex(({ id }) => id === assignment);
    const place = book.students.ids.indexOf(two);
    return {
      sent: [...students.values()].map(({ userId, sent }) => [userId, sent]),
      compared: selectCompared(db(), assignment).map(({ submissionId }) => submissionId),
      submitted: selectNumbers(db(), world.courseId).byAssignment.get(assignment)!.submitted,
      waits: (book.flags[column]![place]! & FLAGS.waiting) !== 0,
      points: book.points[column]![place],
    };
  };
  expect(await read()).toEqual({
    sent: [[one, 1]],
    compared: [first],
    submitted: 1,
    waits: false,
    points: null,
  });
  // If the score comes from it, they use it.
  letCount(
    db(),
    world.site.services.queue,
    { courseId: world.courseId, assignmentId: assignment, userId: one },
    { submissionId: practice, withLateRule: true, reason: "because", actorId: world.owner.userId },
  );
  expect(await read()).toMatchObject({ sent: [[one, 2]], compared: [practice], submitted: 1 });
});
