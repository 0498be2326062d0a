// The link between the two threads of a program: shared memory for the position of the worker
// thread, and the messages that it passes to the main thread.

/**
 * Indices into that memory: the job or request (0: none), the position of the worker thread, the
 * number of steps, the number of positions sent to the parent, the last request that the parent does
 * not want any more.
 */
export const Progress = { job: 0, batch: 1, case: 2, steps: 3, told: 4, unwanted: 5 } as const;

/**
 * JSON messages that a worker thread passes to its main thread, which forwards them unchanged.
 * told: the worker thread waits until the message has been sent. The main thread also reads ready
 * and self-tested.
 */
export interface Outgoing {
  kind: "ready" | "self-tested" | "told" | "other";
  texts: string[];
}
