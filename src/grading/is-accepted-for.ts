// Whether its reader sees that a submission passed all tests. During an exam nobody sees that.

import { redact } from "../../grader/doors/reports.ts";
import type { SubmissionView } from "./select-submission.ts";

export function isAcceptedFor({
  report,
  audience,
  sealedUntilMs,
}: Pick<SubmissionView, "report" | "audience" | "sealedUntilMs">): boolean {
  return (
    report !== null && sealedUntilMs === null && redact(report, audience).verdict === "accepted"
  );
}
