// Numbers that both sides of the pipe use.

/** The maximum length of a frame; a slot that sends a longer one is killed. */
export const MAX_FRAME_BYTES = 24 * 1024 * 1024;

/**
 * The most text that one batch may return in total. A case that exceeds it counts as over its
 * output limit.
 */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/**
 * The values that a heartbeat contains instead of a case's number while no case runs (batch -1).
 * DRIVER: the pack's driver is being loaded.
 */
export const COMPILING = 0;
export const LOADING = 1;
export const DRIVER = 2;
