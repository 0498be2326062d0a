// What the parts of a roster's preview share.

import type { AppContext } from "../../http/environment.ts";
import type { FieldError } from "../../ui/field.tsx";
import type { CourseView } from "../../membership/course-view.ts";
import type { Preview } from "./preview-roster.ts";
import type { RosterChoice } from "./read-roster.ts";

/** Lines shown per kind; the page says how many more there are. */
export const SHOWN = 200;

export interface PreviewProps {
  c: AppContext;
  course: CourseView;
  /** The import's id. */
  file: string;
  preview: Preview;
  choice: RosterChoice;
  /** Why the confirmed import was not done. */
  error?: FieldError;
}
