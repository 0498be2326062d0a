// Numbers that both sides of the pipe, or both threads of a slot, must agree on. Apart from
// protocol.ts, so that a slot need not load what only the parent checks with.

/** No frame may be longer; a slot that sends one is killed. */
export const MAX_FRAME_BYTES = 24 * 1024 * 1024;

/** Text that one batch may send back in all; beyond it the case counts as over its output limit. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/** As much as an editor's margin can show. */
export const MAX_TYPE_PROBLEMS = 50;
export const MAX_TYPE_MESSAGE_CHARACTERS = 500;

/**
 * What stands in a beat in place of a case's number while no case runs (batch -1). DRIVER: the
 * pack's driver is loaded.
 */
export const COMPILING = 0;
export const LOADING = 1;
export const DRIVER = 2;

/** Indices into the memory that a slot's two threads share: the job (0: none), where its worker
 * thread is, steps taken, places that the parent was told. */
export const Progress = { job: 0, batch: 1, case: 2, steps: 3, told: 4 } as const;

/**
 * Messages, as JSON, that a worker thread hands to its main thread, to be sent on as they are.
 * told: somebody waits until it is on its way. ready and self-tested are for the main thread as
 * well.
 */
export interface Outgoing {
  kind: "ready" | "self-tested" | "told" | "other";
  texts: string[];
}
