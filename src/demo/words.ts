// The words of the demo's course, in the language that it was made in.

import type { Language } from "../../grader/doors/packs.ts";

export interface DemoWords {
  /** The language of these words, and of the course. */
  language: Language;
  course: string;
  teacher: string;
  announcement: string;
  overrideReason: string;
  extensionReason: string;
  allowanceReason: string;
  comment: string;
}
