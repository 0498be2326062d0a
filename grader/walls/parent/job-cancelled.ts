// The error for a job that nobody waits for any more.

/** The caller's signal fired before the job was done. */
export class JobCancelledError extends Error {}
