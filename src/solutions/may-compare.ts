// Whether the author of a submission, as they see it now, may compare it with the solutions.

import { isAcceptedFor } from "../grading/is-accepted-for.ts";
import { mayCompareSolutions } from "../assignments/may-compare-solutions.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { SubmissionView } from "../grading/select-submission.ts";

interface Services {
  db: Db;
  config: Pick<Config, "practiceSolutions">;
}

export function mayCompare({ db, config }: Services, submission: SubmissionView): boolean {
  const isAccepted = isAcceptedFor(submission);
  return mayCompareSolutions(db, { ...submission, isAccepted }, config.practiceSolutions);
}
