// A problem of a pack, as data: a code, its parameters, and the place. The wording is added when it
// is shown.

export type ProblemCode =
  | "not-found"
  | "not-a-folder"
  | "not-readable"
  | "not-utf8"
  | "link"
  | "too-large"
  | "too-many-files"
  | "stray-file"
  | "yaml-syntax"
  | "json-syntax"
  | "missing-key"
  | "unknown-key"
  | "renamed-key"
  | "wrong-type"
  | "wrong-value"
  | "duplicate"
  | "missing-language"
  | "missing-file"
  | "missing-data"
  | "unknown-exercise"
  | "unlisted-exercise"
  | "case-differs"
  | "twin-uuid"
  | "id-is-not-folder"
  | "unknown-group"
  | "unknown-misconception-example"
  | "unknown-misconception"
  | "unknown-example"
  | "unknown-export"
  | "export-without-hints"
  | "figure-hidden"
  | "needs-hidden"
  | "recommended-nothing"
  | "recommended-circle"
  | "recommended-later"
  | "recommended-harder"
  | "replaces-offered"
  | "invisible-character"
  | "duplicate-case"
  | "bundle"
  | "import-not-allowed"
  | "not-stored"
  | "stored-damaged"
  | "changed-meanwhile"
  | "public-bundle"
  | "public-bundle-version"
  | "public-bundle-remote"
  | "statement-slow"
  | "statement-fails";

export interface Problem {
  code: ProblemCode;
  params: Record<string, string | number>;
  /** Relative to the folder that was read, with slashes. */
  file: string;
  /** "groups[2].points"; "" if the problem is not about a key. */
  key: string;
  /** From 1; 0 if the problem is about the whole file. */
  line: number;
}

export function problem(
  code: ProblemCode,
  file: string,
  params: Problem["params"] = {},
  place: { key?: string; line?: number } = {},
): Problem {
  return { code, params, file, key: place.key ?? "", line: place.line ?? 0 };
}

/** Thrown if a pack or exercise cannot be loaded. Lists everything that is wrong. */
export class PackError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(
      problems
        .map(
          (p) =>
            `${p.file}${p.line > 0 ? `:${p.line}` : ""}: ${p.code} ${p.key} ${JSON.stringify(p.params)}`,
        )
        .join("\n"),
    );
    this.problems = problems;
  }
}
