// The reader and the exercise for which figures are drawn.

import type { Exercise, Language } from "../../grader/doors/packs.ts";
import type { Assignment } from "../assignments/assignments.ts";
import type { Translate } from "../i18n/index.ts";

export interface FigureContext {
  t: Translate;
  language: Language;
  assignment: Assignment;
  /** undefined: its files are missing. Groups and mistakes are then shown by their ids. */
  exercise: Exercise | undefined;
}
