// What the page of a course's scores on learning platforms shows.

import type { Assignment } from "../../assignments/assignments.ts";
import type { AppContext } from "../../http/environment.ts";
import type { CourseView } from "../../membership/course-view.ts";
import type { LoggedSending, SendingContext } from "./select-sending.ts";

export interface SendingPageProps {
  c: AppContext;
  course: CourseView;
  contexts: SendingContext[];
  assignments: Assignment[];
  log: { rows: LoggedSending[]; total: number; page: number };
  names: ReadonlyMap<string, string>;
  /** What was done before this page; undefined: nothing. */
  notice: string | undefined;
}
