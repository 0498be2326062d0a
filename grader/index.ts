// The door to grading. There is one door for each thing that one comes for: doors/ holds the others,
// and cache-folder.ts is one by itself.

export { createGrader, type Grader, type GraderOptions } from "./create-grader.ts";
export { ENGINE_VERSION } from "./engine.ts";
export type { GradeRequest } from "./grade-request.ts";
export { MAX_SOURCE_BYTES } from "./source.ts";
export { JobCancelledError } from "./walls/parent/job-cancelled.ts";
