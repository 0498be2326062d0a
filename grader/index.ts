// The entry point for grading. The other entry points, one for each purpose, are in doors/, and
// cache-folder.ts.

export type { CaseAnswer, CaseQuestion } from "./answer-case.ts";
export { type InvalidInput, readCaseInput } from "./case-input.ts";
export { createGrader, type Grader, type GraderOptions } from "./create-grader.ts";
export { nameEngine } from "./engine-name.ts";
export type { GradeRequest } from "./grade-request.ts";
export { MAX_SOURCE_BYTES } from "./source.ts";
export { JobCancelledError } from "./walls/parent/job-cancelled.ts";
export { reportUngradable } from "./report-ungradable.ts";
export { chooseSeeds } from "./seeds.ts";
