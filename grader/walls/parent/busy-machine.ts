// The error if a busy machine prevented the work. It has a class of its own, so that callers can
// distinguish it from a verdict.

import { SlotsUnavailableError } from "./start-behind-walls.ts";

/**
 * A wall-clock limit was reached without using the CPU limit: the machine is the cause, not a
 * student or an author. Callers that only decide whether to retry treat it like its base class.
 */
export class BusyMachineError extends SlotsUnavailableError {}
