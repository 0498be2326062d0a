// A line of a roster.

import type { CourseRole } from "../../db/schema.ts";

/** "" for what is not there. */
export interface RosterLine {
  line: number;
  name: string;
  /**
   * For a file without a column of names: what a new account is called until its owner sets a name;
   * else "".
   */
  nameless: string;
  username: string;
  email: string;
  section: string;
  role: CourseRole;
}
