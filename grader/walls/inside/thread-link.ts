// What the two threads of a program share: the memory in which the worker thread says where it is, and
// the messages that it hands to the main thread.

/**
 * Indices into that memory: the job or question (0: none), where the worker thread is, steps taken,
 * places that the parent has been sent.
 */
export const Progress = { job: 0, batch: 1, case: 2, steps: 3, told: 4 } as const;

/**
 * Messages, as JSON, that a worker thread hands to its main thread, to be sent on as they are.
 * told: the worker thread waits until it is on its way. ready and self-tested are for the main thread as
 * well.
 */
export interface Outgoing {
  kind: "ready" | "self-tested" | "told" | "other";
  texts: string[];
}
