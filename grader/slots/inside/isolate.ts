// One isolate with the prelude, and the only ways in which the host communicates with it: text in,
// text out, under a time limit. Runs in a slot's worker thread.

import ivm from "isolated-vm";
import {
  CLAIM_HOST,
  HOST_NAME,
  type HostFunction,
  type Operation,
  WARM_UP,
} from "../../isolate/host-function.ts";

export interface SandboxLimits {
  memoryMiB: number;
}

/**
 * text: the prelude's answer. wall: the time limit was reached. memory: the isolate's heap was used
 * up. crash: the host call failed in another way. Only facts that the host observes itself decide
 * which.
 */
export type Answer =
  | { kind: "text"; text: string; cpuTimeMs: number }
  | { kind: "wall" | "memory" | "crash"; cpuTimeMs: number };

/** For reading what is recorded. */
const READ_CALLS_MS = 20;

let snapshot: ivm.ExternalCopy<ArrayBuffer> | undefined;

/** Creates the snapshot from which every isolate starts, from the bundled prelude. */
export function makeSnapshot(prelude: string): Uint8Array {
  const code = `globalThis.${HOST_NAME} = ${prelude}`;
  return new Uint8Array(ivm.Isolate.createSnapshot([{ code }], WARM_UP).copy());
}

/** Called once, before the first isolate is created. */
export function useSnapshot(bytes: Uint8Array): void {
  snapshot = new ivm.ExternalCopy(new Uint8Array(bytes).buffer);
}

export class Sandbox {
  readonly #isolate: ivm.Isolate;
  readonly #memoryBytes: number;
  readonly #context: ivm.Context;
  readonly #host: ivm.Reference<HostFunction>;

  constructor(limits: SandboxLimits) {
    if (snapshot === undefined) throw new Error("useSnapshot first");
    const memoryMiB = Math.max(8, limits.memoryMiB);
    this.#memoryBytes = memoryMiB * 1024 * 1024;
    this.#isolate = new ivm.Isolate({ memoryLimit: memoryMiB, snapshot });
    this.#context = this.#isolate.createContextSync();
    this.#host = this.#context.evalSync(CLAIM_HOST, {
      reference: true,
    }) as ivm.Reference<HostFunction>;
  }

  /** Sets the seed and the budgets for the next calls. */
  begin(seed: number, outputBytes: number): void {
    this.#host.applySync(undefined, ["begin", String(seed), String(outputBytes)]);
  }

  loadDriver(code: string, wallTimeMs: number): Answer {
    return this.#ask("driver", [code], wallTimeMs);
  }

  /** Compiles and runs a module, and checks its exports. `code`: JavaScript (CommonJS). */
  loadCode(code: string, fileName: string, exports: string[], wallTimeMs: number): Answer {
    return this.#ask("code", [code, fileName, exports.join(",")], wallTimeMs);
  }

  callCase(input: string, firstExport: string, wallTimeMs: number): Answer {
    return this.#ask("case", [input, firstExport], wallTimeMs);
  }

  /**
   * The same; the answer contains the calls of exports. `stopAfterMs`: stops it then, whatever its
   * limit is, and answers with the calls until then.
   */
  recordCase(
    input: string,
    firstExport: string,
    wallTimeMs: number,
    stopAfterMs: number | undefined,
  ): Answer {
    const answer = this.#ask("record", [input, firstExport], stopAfterMs ?? wallTimeMs);
    if (answer.kind !== "wall" || stopAfterMs === undefined) return answer;
    const calls = this.#ask("calls", [""], READ_CALLS_MS);
    return { ...calls, cpuTimeMs: calls.cpuTimeMs + answer.cpuTimeMs };
  }

  invoke(exportName: string, encodedArguments: string, wallTimeMs: number): Answer {
    return this.#ask("invoke", [exportName, encodedArguments], wallTimeMs);
  }

  /** Whether its heap exceeds the limit, which V8 notices only at the next garbage collection. */
  isOverMemory(): boolean {
    if (this.#isolate.isDisposed) return true;
    const { used_heap_size: heapBytes, externally_allocated_size: outsideBytes } =
      this.#isolate.getHeapStatisticsSync();
    return heapBytes + outsideBytes > this.#memoryBytes;
  }

  #ask(operation: Operation, args: [string, string?, string?], wallTimeMs: number): Answer {
    const cpuBefore = process.threadCpuUsage();
    const wallBefore = performance.now();
    let answer: unknown;
    let stopped = false;
    try {
      answer = this.#host.applySync(undefined, [operation, ...args], { timeout: wallTimeMs });
    } catch {
      // The error is not inspected, because a submission may have created it.
      stopped = true;
    }
    const cpu = process.threadCpuUsage(cpuBefore);
    const cpuTimeMs = (cpu.user + cpu.system) / 1000;
    if (this.#isolate.isDisposed) return { kind: "memory", cpuTimeMs };
    if (stopped)
      return {
        kind: performance.now() - wallBefore >= wallTimeMs - 1 ? "wall" : "crash",
        cpuTimeMs,
      };
    return typeof answer === "string"
      ? { kind: "text", text: answer, cpuTimeMs }
      : { kind: "crash", cpuTimeMs };
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }
}
