// The outcome of one case, or of loading the program.

import type { Value } from "../../isolate/codec.ts";
import type { Returned } from "../../returned-kind.ts";

export interface Thrown {
  name: string;
  message: string;
  /** In the submission, from 1; 0 if unknown. */
  line: number;
}

/** A call of an export, of a case that was recorded. */
export interface RecordedCall {
  name: string;
  /** Contain references to earlier calls, and described values. */
  arguments: Value[];
  /** undefined if it threw, or was stopped. */
  result: { value: Value } | undefined;
  /** An earlier result among the arguments was changed in place after it was returned. */
  isChanged: boolean;
}

/**
 * calls: of a recorded case, unless there was too much to record.
 *
 * threw: the program threw any value. asynchronous: an export returned a promise or the like.
 * crash: it crashed its process without exceeding a limit. not-run: an earlier case of its batch
 * exceeded a limit, or the CPU time for all cases was used up.
 */
export type CaseOutcome = { calls?: RecordedCall[] | undefined } & Ended;

type Ended =
  | {
      kind: "value";
      value: Value;
      returned?: Returned | undefined;
      console: string;
      cpuTimeMs: number;
    }
  | {
      kind: "threw";
      thrown: Thrown;
      returned?: Returned | undefined;
      console: string;
      cpuTimeMs: number;
    }
  | { kind: "asynchronous"; returned: Returned; console: string; cpuTimeMs: number }
  | { kind: "time" | "memory" | "output" | "crash"; console: string; cpuTimeMs: number }
  | { kind: "not-run"; console: ""; cpuTimeMs: 0 };
