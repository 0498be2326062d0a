// How students are searched for: a part of the name, the user name or the e-mail address, whatever
// the case and the width of the letters.

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
