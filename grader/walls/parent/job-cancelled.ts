// The error for a job whose caller has gone.

/** The caller's signal fired before the job was done. */
export class JobCancelledError extends Error {}
