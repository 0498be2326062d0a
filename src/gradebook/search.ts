// How students are searched for: a part of the name, username or email address, ignoring case and
// letter width.

import type { GradebookStudents } from "./gradebook-data.ts";

export function normalizeQuery(query: string): string {
  return query.normalize("NFKC").toLowerCase().trim();
}

export function joinSearchText(
  { names, ownNames, usernames, emails }: GradebookStudents,
  place: number,
): string {
  return normalizeQuery(
    `${names[place]}\n${ownNames[place] ?? ""}\n${usernames[place] ?? ""}\n${emails[place] ?? ""}`,
  );
}
