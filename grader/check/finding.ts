// A finding of the check of a pack, as data. The wording is added when it is shown.

import type { Exercise } from "../pack/exercise.ts";
import type { Problem } from "../pack/problem.ts";
import type { UnrenderedSyntax } from "../statement/find-unrendered.ts";

export type FindingCode =
  // The texts and the starter that students see.
  | "to-do"
  | "statement-empty"
  | "languages-differ"
  | "missing-figure"
  | "unused-figure"
  | "broken-link"
  | "formula"
  | `markdown-${UnrenderedSyntax}`
  | "knobs-figure"
  | "knobs-second"
  | "knobs-differ"
  | "knobs-input"
  | "knobs-answer"
  | "knobs-best"
  | "writing-text"
  | "writing-fails"
  | "starter-answer"
  | "starter-one-language"
  | "starter-code-differs"
  | "starter-comments-differ"
  | "starter-passes"
  | "starter-broken"
  // The author's TypeScript.
  | "starter-type"
  | "type-error"
  | "type-contract"
  | "field-name"
  | "field-unnamed"
  | "column-name"
  | "columns-differ"
  | "columns-unused"
  | "given-unused"
  | "driver-secret"
  | "driver-answer"
  // Texts compared with each other and with the manifest.
  | "formula-differs"
  | "code-differs"
  | "number-differs"
  | "not-translated"
  | "heading-too-high"
  | "heading-repeats-title"
  | "hint-part"
  | "figure-active"
  | "invisible-character"
  | "export-unknown"
  | "export-not-shown"
  | "signature-differs"
  | "signature-unreadable"
  | "solution-shown"
  | "example-unknown"
  | "example-wrong"
  | "example-fails"
  | "example-unreadable"
  | "example-without-result"
  | "example-not-first"
  | "example-in-words"
  | "points-none"
  | "points-hidden"
  | "points-zero"
  | "version-unknown"
  | "bound-untested"
  // The examples.
  | "too-few-accepted"
  | "too-few-wrong"
  | "example-verdict"
  | "example-group"
  | "misconception-not-recognised"
  | "misconception-in-accepted"
  | "example-identical"
  // Stored outputs and the reference.
  | "no-stored-cases"
  | "reference-fails"
  | "definition-empty"
  | "library-unnamed"
  | "second-missing"
  | "second-same"
  | "second-disagrees"
  | "wrong-output-accepted"
  | "field-forgotten"
  | "script-missing"
  // Whether cases and groups distinguish right from wrong submissions.
  | "case-shown"
  | "case-repeated"
  | "fresh-repeated"
  | "fresh-same-as"
  | "group-passes-zeros"
  | "group-passes-empty"
  | "group-passes-constant"
  | "group-passes-input"
  | "group-refuses-nothing"
  // Generated inputs.
  | "no-validator"
  | "input-invalid"
  | "edge-unknown"
  | "edge-not-reached"
  | "edge-not-asked"
  | "edge-not-stored"
  | "validator-accepts"
  | "shrinks-to-invalid"
  // Limits and tolerances.
  | "limits-order"
  | "tolerance-hides"
  | "tolerance-unexplained"
  | "tolerance-tight"
  | "tolerance-loose"
  | "time-tight"
  | "memory-tight"
  | "limit-not-exceeded"
  // Tests of the tests.
  | "mutation-score"
  | "waiver-unused"
  | "not-reproducible"
  | "depends-on-order"
  | "judge-error";

/**
 * Only an error fails the check. A notice is about something that a program cannot decide, so a
 * person has to.
 */
type Severity = "error" | "warning" | "notice";

export interface Finding {
  kind: "finding";
  code: FindingCode;
  severity: Severity;
  params: Record<string, string | number>;
  /** "pack/exercise/file". */
  file: string;
  /** From 1; 0 for the whole file. */
  line: number;
  /** From 1; 0 for the whole line. */
  column: number;
}

export type CheckProblem = ({ kind: "problem"; severity: "error" } & Problem) | Finding;

export interface Place {
  severity?: Severity;
  line?: number;
  column?: number;
}

/** Returns a function that creates findings about files of the exercise. */
export function bindFinding({ pack, id }: Pick<Exercise, "pack" | "id">) {
  return (
    code: FindingCode,
    file: string,
    params: Finding["params"] = {},
    { severity = "error", line = 0, column = 0 }: Place = {},
  ): Finding => ({
    kind: "finding",
    code,
    severity,
    params,
    file: `${pack}/${id}/${file}`,
    line,
    column,
  });
}
