// The error of a job whose caller no longer needs it.

/** The caller's signal fired before the job was finished. */
export class JobCancelledError extends Error {}
