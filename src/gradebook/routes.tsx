// GET /courses/:id/gradebook the table GET /courses/:id/gradebook/data.json all of it, in columns,
// for the island GET /courses/:id/gradebook/:assignment/:user one score, with what it hangs on POST
// …/override, …/override/undo sets it by hand, with a reason; takes that back POST …/allowances,
// …/allowances/:allowance/undo lets an attempt count that the rules leave out, with a reason; takes
// that back POST …/comments, …/comments/:comment, …/comments/:comment/remove

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine, readText } from "../http/form-fields.ts";
import {
  addComment,
  changeComment,
  MAX_COMMENT_LENGTH,
  removeComment,
} from "../comments/queries.ts";
import { selectAssignmentsOf } from "../assignments/assignments.ts";
import { requireStaff } from "../membership/gate.ts";
import type { CourseView } from "../membership/queries.ts";
import { requireOpen } from "../membership/require-open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Queue } from "../grading/queue.ts";
import type { Fault, Faults } from "../ui/field.tsx";
import { formatNumber } from "../ui/format.ts";
import { selectBesideExams } from "../submissions/beside-exam.tsx";
import { CellPage } from "./cell-page.tsx";
import type { CellField, CellPageProps } from "./cell-page-props.ts";
import { mayBeLetCount } from "./attempts-view.tsx";
import { GradebookPage } from "./gradebook-page.tsx";
import { letCount, undoLetCount } from "./let-count.ts";
import {
  MAX_REASON_LENGTH,
  mostPoints,
  readPoints,
  setOverride,
  undoOverride,
} from "./override-score.ts";
import type { CellName } from "./cell-name.ts";
import { type Cell, selectOptionalCell, selectOptionalSources } from "./select-cell.ts";
import { selectGradebook } from "./select-gradebook.ts";
import { selectStudents } from "./select-students.ts";

const CELL = "/courses/:id/gradebook/:assignment/:user";

export function gradebookRoutes({
  db,
  queue,
  gradeQueue,
}: {
  db: Db;
  queue: Queue;
  gradeQueue: GradeQueue;
}): Hono<AppEnv> {
  const findCell = (c: AppContext): { course: CourseView; cell: Cell } => {
    const course = requireStaff(db, c);
    const cell = selectOptionalCell(
      db,
      course.id,
      c.req.param("assignment") ?? "",
      c.req.param("user") ?? "",
    );
    if (cell === undefined) throw new HTTPException(404);
    return { course, cell };
  };
  /** For whoever changes something: whose score it is, and who asks. */
  const findCellToChange = (c: AppContext) => {
    const { course, cell } = findCell(c);
    if (cell.student.hasLeft) throw new HTTPException(404);
    requireOpen(course);
    const name: CellName = {
      courseId: course.id,
      assignmentId: cell.assignment.id,
      userId: cell.student.id,
    };
    return { course, cell, name, actorId: viewerId(c) };
  };
  const show = (
    c: AppContext,
    props: Pick<CellPageProps, "course" | "cell"> & Partial<CellPageProps>,
  ) =>
    c.html(
      <CellPage
        c={c}
        viewerId={viewerId(c)}
        beside={selectBesideExams(db, c, props.course.id, [props.cell.assignment])}
        compared={undefined}
        {...props}
      />,
    );
  const refuse = (
    c: AppContext,
    { course, cell }: { course: CourseView; cell: Cell },
    faults: Faults<CellField>,
    values: CellPageProps["values"],
    letting?: string,
  ) => {
    c.status(422);
    return show(c, { course, cell, faults, values: values ?? {}, letting });
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/gradebook", (c) => {
      const course = requireStaff(db, c);
      const data = selectGradebook(db, course.id, c.get("language"));
      const wanted = {
        query: (c.req.query("q") ?? "").slice(0, 200),
        section: c.req.query("section") ?? "",
        page: Number(/^\d{1,6}$/.exec(c.req.query("page") ?? "")?.[0] ?? 1),
      };
      return c.html(
        <GradebookPage
          c={c}
          course={course}
          data={data}
          selection={selectStudents(data, c.get("language"), wanted)}
          beside={selectBesideExams(db, c, course.id, selectAssignmentsOf(db, course.id))}
        />,
      );
    })
    .get("/courses/:id/gradebook/data.json", (c) => {
      const course = requireStaff(db, c);
      return c.json(selectGradebook(db, course.id, c.get("language")));
    })
    .get(CELL, (c) => {
      const { course, cell } = findCell(c);
      const ids: [string, string] = [c.req.query("before") ?? "", c.req.query("after") ?? ""];
      const sources = selectOptionalSources(db, cell, ids);
      return show(c, {
        course,
        cell,
        compared: sources === undefined ? undefined : { ids, sources },
        letting: c.req.query("let"),
      });
    })
    .post(`${CELL}/override`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(c);
      const form = await readForm(c);
      const values = { points: readText(form, "points"), reason: readLine(form, "reason") };
      const most = mostPoints(cell.assignment.points);
      const points = readPoints(values.points, most);
      const faults: Faults<CellField> = {
        ...(points === undefined
          ? {
              points: {
                key: "gradebook.fault.points",
                params: { most: formatNumber(most, c.get("language")) },
              },
            }
          : {}),
        ...(values.reason === "" || values.reason.length > MAX_REASON_LENGTH
          ? { reason: { key: "gradebook.fault.reason", params: { count: MAX_REASON_LENGTH } } }
          : {}),
      };
      if (points === undefined || faults.reason !== undefined)
        return refuse(c, { course, cell }, faults, values);
      setOverride(db, name, { points, reason: values.reason, actorId });
      return backTo(c, name, "override");
    })
    .post(`${CELL}/override/undo`, async (c) => {
      const { name, actorId, cell } = findCellToChange(c);
      const id = readText(await readForm(c), "override");
      if (!cell.overrides.some((entry) => entry.id === id)) throw new HTTPException(404);
      undoOverride(db, name, id, actorId);
      return backTo(c, name, "override");
    })
    .post(`${CELL}/allowances`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(c);
      const form = await readForm(c);
      const submissionId = readText(form, "submission");
      const attempt = [...cell.attempts, ...cell.loosePractice].find(
        ({ id }) => id === submissionId,
      );
      if (attempt === undefined || !mayBeLetCount(attempt.standing)) throw new HTTPException(404);
      const values = {
        letReason: readLine(form, "letReason"),
        lateRule: readText(form, "lateRule"),
      };
      if (values.letReason === "" || values.letReason.length > MAX_REASON_LENGTH)
        return refuse(
          c,
          { course, cell },
          { letReason: { key: "gradebook.fault.letReason", params: { count: MAX_REASON_LENGTH } } },
          values,
          submissionId,
        );
      letCount(db, queue, name, {
        submissionId,
        withLateRule: values.lateRule !== "without",
        reason: values.letReason,
        actorId,
      });
      gradeQueue.wake();
      return backTo(c, name, "let-count");
    })
    .post(`${CELL}/allowances/:allowance/undo`, (c) => {
      const { name, actorId, cell } = findCellToChange(c);
      const id = c.req.param("allowance") ?? "";
      if (!cell.allowances.some((entry) => entry.id === id)) throw new HTTPException(404);
      undoLetCount(db, name, id, actorId);
      return backTo(c, name, "let-count");
    })
    .post(`${CELL}/comments`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(c);
      const text = readText(await readForm(c), "text")
        .replaceAll("\r\n", "\n")
        .trim();
      const fault = faultOfComment(text);
      if (fault !== undefined) return refuse(c, { course, cell }, { text: fault }, { text });
      addComment(db, { ...name, actorId, submissionId: null, line: null, text });
      return backTo(c, name, "comments");
    })
    .post(`${CELL}/comments/:comment`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(c);
      const text = readText(await readForm(c), "text")
        .replaceAll("\r\n", "\n")
        .trim();
      const fault = faultOfComment(text);
      if (fault !== undefined) return refuse(c, { course, cell }, { text: fault }, {});
      if (
        !changeComment(db, name, {
          actorId,
          courseId: name.courseId,
          id: c.req.param("comment") ?? "",
          text,
        })
      )
        throw new HTTPException(404);
      return backTo(c, name, "comments");
    })
    .post(`${CELL}/comments/:comment/remove`, (c) => {
      const { course, name, actorId } = findCellToChange(c);
      if (
        !removeComment(db, name, {
          actorId,
          courseId: name.courseId,
          id: c.req.param("comment") ?? "",
          any: course.canInvite,
        })
      )
        throw new HTTPException(404);
      return backTo(c, name, "comments");
    });
}

function faultOfComment(text: string): Fault | undefined {
  if (text === "") return { key: "comment.fault.empty" };
  return text.length > MAX_COMMENT_LENGTH
    ? { key: "comment.fault.long", params: { count: MAX_COMMENT_LENGTH } }
    : undefined;
}

function backTo(
  c: AppContext,
  { courseId, assignmentId, userId }: CellName,
  section: string,
): Response {
  return c.redirect(`/courses/${courseId}/gradebook/${assignmentId}/${userId}#${section}`, 303);
}

/** The gate lets in members alone. */
function viewerId(c: AppContext): string {
  const { userId } = c.get("viewer");
  if (userId === null) throw new HTTPException(404);
  return userId;
}
