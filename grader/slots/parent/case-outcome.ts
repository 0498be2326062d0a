// What became of one case, or of loading the program.

import type { Value } from "../../isolate/codec.ts";
import type { Returned } from "../../returned-kind.ts";

export interface Thrown {
  name: string;
  message: string;
  /** In the submission, from 1; 0 where unknown. */
  line: number;
}

/**
 * threw: the program threw (anything). asynchronous: what an export returned would have to be
 * waited for. crash: it took its process with it in a way that is no limit. not-run: an earlier
 * case of its batch hit a limit, or the CPU for all of them was spent.
 */
export type CaseOutcome =
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
