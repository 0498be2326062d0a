// A handle, in the parent, of one process behind walls: started by a launch plan, connected by
// pipes, measured from outside, ended with SIGKILL. The class that uses it defines the messages.

import { type ChildProcess, spawn } from "node:child_process";
import { readDescendants, readOnlyChild, readUsage, type Usage } from "./process-usage.ts";
import type { LaunchPlan } from "./launch-plans.ts";

/** If bubblewrap has not reported its process by then, it hangs and is killed. */
const INFO_WALL_MS = 60_000;
const ERROR_CHARACTERS = 2000;
/** How long to wait for the end of its error output, which another process may still have open. */
const LAST_WORDS_MS = 500;

export interface ProcessEnd {
  detail: string;
  /** SIGABRT, SIGSEGV and the like: it ran out of memory or address space. */
  crashed: boolean;
}

/** Of all processes behind the walls together. */
export interface WalledUsage extends Usage {
  /** Processes besides the program, which starts none: foreign native code has started them. */
  startedProcesses: number;
}

export class ProcessHandle {
  readonly #child: ChildProcess;
  readonly #onGone: ((end: ProcessEnd) => void)[] = [];
  #end: ProcessEnd | undefined;
  #namespacePid: number | undefined;
  #programPid: number | undefined;
  /** Without a namespace, it leads a process group of its own, which is killed as a whole. */
  readonly #leadsGroup: boolean;
  #awaitsInfo = false;
  #killWhenKnown = false;
  /**
   * Its error output, for the log: the reason why it did not start, or ended. A submission cannot
   * write to it.
   */
  errorText = "";

  constructor(plan: LaunchPlan, receive: (chunk: Buffer) => void) {
    const stdio: ("pipe" | "ignore")[] = ["pipe", "pipe", "pipe"];
    if (plan.infoDescriptor !== undefined) stdio[plan.infoDescriptor] = "pipe";
    this.#leadsGroup = plan.infoDescriptor === undefined && process.platform !== "win32";
    this.#child = spawn(plan.command[0]!, plan.command.slice(1), {
      env: {},
      stdio,
      detached: this.#leadsGroup,
    });
    this.#child.on("error", (error) =>
      this.#finish(`cannot be started: ${error.message}`, null, null),
    );
    this.#child.on("exit", (code, signal) => {
      const finish = () => this.#finish(signal ?? `exit ${code}`, code, signal);
      if (signal !== null || this.errorText !== "" || this.#child.stderr!.readableEnded)
        return finish();
      // Its last messages may not have been read yet.
      this.#child.stderr!.once("end", finish);
      setTimeout(finish, LAST_WORDS_MS);
    });
    this.#child.stdout!.on("data", receive);
    this.#child.stderr!.on("data", (chunk: Buffer) => {
      if (this.errorText.length < ERROR_CHARACTERS) this.errorText += chunk.toString("utf8");
    });
    // A pipe breaks when the process ends; the exit event reports that too.
    for (const stream of this.#child.stdio) stream?.on("error", () => undefined);
    if (plan.infoDescriptor === undefined) this.#programPid = this.#child.pid;
    else this.#readInfo(plan.infoDescriptor);
  }

  write(frame: Buffer): void {
    this.#child.stdin!.write(frame);
  }

  get isGone(): boolean {
    return this.#end !== undefined;
  }

  /**
   * The process id of the program on the host, if known. With bubblewrap, the first process in the
   * namespace only waits, and the program is its child.
   */
  get pid(): number | undefined {
    if (this.#programPid === undefined && this.#namespacePid !== undefined)
      this.#programPid = readOnlyChild(this.#namespacePid);
    return this.isGone ? undefined : this.#programPid;
  }

  /** Of the program alone: one file, while `usage` reads one for each thread. */
  ownUsage(): Usage | undefined {
    const { pid } = this;
    return pid === undefined ? undefined : readUsage(pid);
  }

  usage(): WalledUsage | undefined {
    const { pid } = this;
    const own = this.ownUsage();
    if (own === undefined) return undefined;
    const started = this.#processes().filter((other) => other !== pid);
    const all = [
      own,
      ...started.map((other) => readUsage(other) ?? { cpuTimeMs: 0, residentMiB: 0 }),
    ];
    return {
      cpuTimeMs: all.reduce((sum, { cpuTimeMs }) => sum + cpuTimeMs, 0),
      residentMiB: all.reduce((sum, { residentMiB }) => sum + residentMiB, 0),
      startedProcesses: started.length,
    };
  }

  /**
   * All processes behind the walls. In a namespace, orphans become children of its first process,
   * which only waits.
   */
  #processes(): number[] {
    if (this.#namespacePid !== undefined) return readDescendants(this.#namespacePid);
    return this.#programPid === undefined
      ? []
      : [this.#programPid, ...readDescendants(this.#programPid)];
  }

  onGone(listener: (end: ProcessEnd) => void): void {
    if (this.#end !== undefined) listener(this.#end);
    else this.#onGone.push(listener);
  }

  sigkill(): void {
    if (this.isGone) return;
    if (this.#awaitsInfo) {
      // bubblewrap has started its first process, but that process does not end with it yet:
      // killing bubblewrap now would leave an orphan. It will report the process in a moment.
      this.#killWhenKnown = true;
      return;
    }
    // Killing the first process inside ends the whole namespace, and then bubblewrap.
    if (this.#namespacePid !== undefined) killQuietly(this.#namespacePid);
    // Also processes that have left the group, as long as their parent exists.
    else for (const pid of this.#processes()) killQuietly(pid);
    this.#child.kill("SIGKILL");
    this.#killGroup();
  }

  #killGroup(): void {
    if (this.#leadsGroup && this.#child.pid !== undefined) killQuietly(-this.#child.pid);
  }

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    this.sigkill();
    await new Promise<void>((resolve) => this.onGone(() => resolve()));
  }

  #finish(detail: string, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#end !== undefined) return;
    this.#killGroup();
    // bubblewrap and the shell report a signal as exit code 128 plus its number.
    const crashed =
      ["SIGABRT", "SIGSEGV", "SIGTRAP", "SIGILL", "SIGBUS"].includes(signal ?? "") ||
      [134, 139, 133, 132, 135].includes(code ?? 0);
    this.#end = { detail, crashed };
    for (const listener of this.#onGone) listener(this.#end);
  }

  #readInfo(descriptor: number): void {
    let text = "";
    this.#awaitsInfo = true;
    const known = () => {
      if (!this.#awaitsInfo) return;
      this.#awaitsInfo = false;
      if (this.#killWhenKnown) this.sigkill();
    };
    const stream = this.#child.stdio[descriptor];
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const pid = /"child-pid": *(\d+)/.exec(text)?.[1];
      if (pid === undefined) return;
      this.#namespacePid = Number(pid);
      known();
    });
    stream?.on("close", known);
    setTimeout(known, INFO_WALL_MS).unref();
  }
}

/** Kills a process, or a group by its negative id. It may have ended already. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
