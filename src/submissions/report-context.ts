// What each part of a report needs beside what it shows.

import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { Asking } from "../reference-answers/asking.ts";
import type { AppContext } from "../http/environment.ts";
import type { ShownQuestions } from "../questions/shown-questions.ts";

export interface ReportContext {
  c: AppContext;
  limits: ExerciseLimits;
  /** Set if the reader may ask what the reference answers to a changed input. */
  asking?: Asking | undefined;
  /** Where a failing case can be added to the reader's own tests; undefined for other readers. */
  keepAt?: string | undefined;
  /** On the page of a submission to a course. */
  questions?: ShownQuestions | undefined;
  /** Below the editor, whose line for trying things out can take a call. */
  isBelowEditor?: boolean | undefined;
}
