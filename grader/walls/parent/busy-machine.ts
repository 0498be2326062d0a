// The error for what a busy machine prevented. Apart from the others, so that callers can tell it
// from a verdict.

import { SlotsUnavailableError } from "./start-behind-walls.ts";

/**
 * Clocks ran out without the CPU being used: the machine's doing, and neither a student's nor an
 * author's. For those who only ask whether to come again later it is one of several reasons.
 */
export class BusyMachineError extends SlotsUnavailableError {}
