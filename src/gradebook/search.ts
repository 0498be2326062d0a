// How students are searched for: a part of the name, username or email address, ignoring case and
// letter width.

import type { GradebookStudents } from "./gradebook-data.ts";

export function needleOf(query: string): string {
  return query.normalize("NFKC").toLowerCase().trim();
}

export function haystackOf(
  { names, ownNames, usernames, emails }: GradebookStudents,
  place: number,
): string {
  return needleOf(
    `${names[place]}\n${ownNames[place] ?? ""}\n${usernames[place] ?? ""}\n${emails[place] ?? ""}`,
  );
}
