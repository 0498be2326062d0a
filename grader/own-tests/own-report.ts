// The result of a student's own test.

import type { Mismatch } from "../compare/mismatch.ts";
import type { CaseVerdict, Code } from "../report.ts";
import type { Returned } from "../returned-kind.ts";

export interface OwnReport {
  /** shown: there is no expected value to compare with. */
  verdict: CaseVerdict | "shown";
  /** null if it threw, did not end, or has no data form. */
  value: Code | null;
  /** "3 x 2"; null if the value is not an array of numbers with a shape. */
  shape: string | null;
  /** null if there is none, or if it is not a value. */
  expected: Code | null;
  mismatches: Mismatch[];
  mismatchCount: number;
  thrown: { name: string; message: string; line: number } | null;
  returned: Returned | null;
  console: string;
}
