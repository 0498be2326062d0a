// A line of a roster.

import type { CourseRole } from "../../db/schema.ts";

/** "" for what is not there. */
export interface RosterLine {
  line: number;
  name: string;
  /**
   * Of a file without a column of names: what a new account is called until its owner says; ""
   * otherwise.
   */
  nameless: string;
  username: string;
  email: string;
  section: string;
  role: CourseRole;
}
