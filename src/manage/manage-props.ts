// What the site owner's page shows.

import type { CourseRow } from "../membership/select-courses.ts";
import type { PublishState } from "../catalogue/publish-state.ts";
import type { AppContext } from "../http/environment.ts";
import type { FieldError, FieldErrors } from "../ui/field.tsx";
import type { Person } from "./people.ts";
import type { WallStanding } from "./walls/wall-standing.ts";

export interface ManageProps {
  c: AppContext;
  courses: CourseRow[];
  people: Person[];
  /** The number of people found, on all pages. */
  total: number;
  query: string;
  page: number;
  packs: { title: string; version: string; count: number }[];
  errors?: FieldErrors<"title">;
  title?: string;
  /** Just created, and shown only this once. */
  resetLink?: { name: string; url: string };
  publishing: PublishState;
  /** How long an exam may be, in days; after an error, the text that was typed. */
  examDays: string;
  examError?: FieldError;
  walls: WallStanding;
}
