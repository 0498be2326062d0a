// Numbers that both sides of the pipe must agree on.

/** No frame may be longer; a slot that sends one is killed. */
export const MAX_FRAME_BYTES = 24 * 1024 * 1024;

/** Text that one batch may send back in all; beyond it the case counts as over its output limit. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/**
 * What stands in a beat in place of a case's number while no case runs (batch -1). DRIVER: the
 * pack's driver is loaded.
 */
export const COMPILING = 0;
export const LOADING = 1;
export const DRIVER = 2;
