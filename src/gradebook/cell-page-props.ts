// What the page of one score shows.

import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import type { BesideExam } from "../submissions/beside-exam.tsx";
import type { FieldErrors } from "../ui/field.tsx";
import type { selectCellSendings } from "../lti/grades/select-sending.ts";
import type { Cell } from "./select-cell.ts";

export type CellField = "points" | "reason" | "text" | "letReason";

export interface CellPageProps {
  c: AppContext;
  course: CourseView;
  cell: Cell;
  /** Exams of other courses on this course's exercises. */
  beside: readonly BesideExam[];
  /** Whether learning platforms have the score. */
  sendings: ReturnType<typeof selectCellSendings>;
  /** Of the signed-in member of the staff. */
  viewerId: string;
  /** Two attempts to compare, with their sources; undefined if none were chosen. */
  compared: { ids: [string, string]; sources: [string, string] } | undefined;
  errors?: FieldErrors<CellField>;
  values?: Partial<Record<CellField | "lateRule", string>>;
  /** The attempt whose form to let it count is open. */
  letting?: string | undefined;
}
