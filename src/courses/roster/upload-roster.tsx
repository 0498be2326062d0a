// Takes an uploaded or pasted roster: a file that cannot be read is refused at once, the others are
// stored and previewed.

import type { AppContext } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import { takeTurns } from "../../tables/take-turns.ts";
import { findOpenCourse, type ImportParts } from "./find-import.ts";
import { readRoster } from "./read-roster.ts";
import { RosterPage } from "./roster-page.tsx";

/** Characters of a refused pasted roster that are put back into the page. */
const MAX_SHOWN_AGAIN = 100_000;

export function showUpload(parts: ImportParts, c: AppContext) {
  return c.html(<RosterPage c={c} course={findOpenCourse(parts, c)} />);
}

export async function uploadRoster(parts: ImportParts, c: AppContext) {
  const course = findOpenCourse(parts, c);
  const form = await readForm(c);
  const pasted = typeof form["text"] === "string" ? form["text"] : "";
  const file = form["file"];
  const bytes =
    file instanceof File && file.size > 0
      ? new Uint8Array(await file.arrayBuffer())
      : new TextEncoder().encode(pasted);
  const { table, problems } = await readRoster(bytes, takeTurns());
  if (table === undefined) {
    c.status(422);
    return c.html(
      <RosterPage
        c={c}
        course={course}
        text={pasted.length <= MAX_SHOWN_AGAIN ? pasted : ""}
        error={problems[0]}
      />,
    );
  }
  const id = await parts.rosters.store(course.id, bytes);
  return c.redirect(`/courses/${course.id}/people/import/${id}`, 303);
}
