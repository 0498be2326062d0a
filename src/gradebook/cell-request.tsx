// What the routes of one score have in common: finding it, showing its page, and refusing a form.

import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { requireActor } from "../http/require-actor.ts";
import { selectCellSendings } from "../lti/grades/select-sending.ts";
import { requireStaff } from "../membership/gate.ts";
import type { CourseView } from "../membership/course-view.ts";
import { requireOpen } from "../membership/require-open.ts";
import { selectBesideExams } from "../submissions/beside-exam.tsx";
import type { FieldErrors } from "../ui/field.tsx";
import type { CellName } from "./cell-name.ts";
import { CellPage } from "./cell-page.tsx";
import type { CellField, CellPageProps } from "./cell-page-props.ts";
import { type Cell, selectOptionalCell } from "./select-cell.ts";

export const CELL = "/courses/:id/gradebook/:assignment/:user";

export interface CellRequest {
  course: CourseView;
  cell: Cell;
}

/** For staff. Throws 404 if there is no such cell. */
export function findCell(db: Db, c: AppContext): CellRequest {
  const course = requireStaff(db, c);
  const cell = selectOptionalCell(
    db,
    course.id,
    c.req.param("assignment") ?? "",
    c.req.param("user") ?? "",
  );
  if (cell === undefined) throw new HTTPException(404);
  return { course, cell };
}

/** For a change: the cell by its names as well, and the user who makes the change. */
export function findCellToChange(
  db: Db,
  c: AppContext,
): CellRequest & { name: CellName; actorId: string } {
  const { course, cell } = findCell(db, c);
  if (cell.student.hasLeft) throw new HTTPException(404);
  requireOpen(course);
  const name: CellName = {
    courseId: course.id,
    assignmentId: cell.assignment.id,
    userId: cell.student.id,
  };
  return { course, cell, name, actorId: requireActor(c) };
}

export function showCell(
  db: Db,
  c: AppContext,
  props: Pick<CellPageProps, "course" | "cell"> & Partial<CellPageProps>,
) {
  return c.html(
    <CellPage
      c={c}
      viewerId={requireActor(c)}
      beside={selectBesideExams(db, c, props.course.id, [props.cell.assignment])}
      sendings={selectCellSendings(db, props.cell.assignment, props.cell.student.id)}
      compared={undefined}
      {...props}
    />,
  );
}

/** Shows the page again, 422, with the errors and the values of the form. */
export function refuseCell(
  db: Db,
  c: AppContext,
  { course, cell }: CellRequest,
  errors: FieldErrors<CellField>,
  values: CellPageProps["values"],
  letting?: string,
) {
  c.status(422);
  return showCell(db, c, { course, cell, errors, values: values ?? {}, letting });
}

export function redirectToCell(
  c: AppContext,
  { courseId, assignmentId, userId }: CellName,
  section: string,
): Response {
  return c.redirect(`/courses/${courseId}/gradebook/${assignmentId}/${userId}#${section}`, 303);
}
