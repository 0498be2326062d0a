// What each part of a report needs beside what it shows.

import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";

export interface ReportContext {
  c: AppContext;
  limits: ExerciseLimits;
}
