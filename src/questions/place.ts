// The places that a question can be about, and their form in the database and in addresses:
// "whole", "line 12", "group basics", "case basics #3".

export type Place =
  | { kind: "whole" }
  /** Counted from 1. */
  | { kind: "line"; line: number }
  /** `group`: the group's id. */
  | { kind: "group"; group: string }
  /** `name`: the case's own, not its title. */
  | { kind: "case"; group: string; name: string };

export const WHOLE = "whole";

export function formatPlace(place: Place): string {
  switch (place.kind) {
    case "whole":
      return WHOLE;
    case "line":
      return `line ${place.line}`;
    case "group":
      return `group ${place.group}`;
    case "case":
      return `case ${place.group} ${place.name}`;
  }
}

/** undefined if `formatPlace` does not write this. */
export function parsePlace(text: string): Place | undefined {
  if (text === WHOLE) return { kind: "whole" };
  const line = /^line ([1-9]\d{0,6})$/.exec(text)?.[1];
  if (line !== undefined) return { kind: "line", line: Number(line) };
  // A group's id has no blanks.
  const [, kind, group, name] = /^(group|case) (\S+)(?: (.+))?$/s.exec(text) ?? [];
  if (kind === "group" && group !== undefined && name === undefined) return { kind, group };
  if (kind === "case" && group !== undefined && name !== undefined) return { kind, group, name };
  return undefined;
}
