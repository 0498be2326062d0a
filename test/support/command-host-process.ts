// The process behind command-host.ts: the command line's own program, loaded once, runs one command
// after another. Each has its arguments, environment, folder and standard input, as in a separate
// process; slots are reused.

import { enableCompileCache, setSourceMapsSupport } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Grader } from "../../grader/index.ts";
import type { LendGrader } from "../../src/cli/open-grader.ts";
import { findProgram } from "../../src/cli/program.ts";

export interface Command {
  args: string[];
  env: Record<string, string>;
  cwd: string;
  stdin: string;
}

export type HostMessage =
  | { type: "ready" }
  | { type: "printed"; stream: "stdout" | "stderr"; text: string }
  | { type: "ended"; code: number };

const ROOT = join(import.meta.dirname, "..", "..");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

enableCompileCache(join(ROOT, "node_modules", ".cache", "gradus", "compiled"));
setSourceMapsSupport(true, { nodeModules: true });
const program = await findProgram(ROOT);
if (program === undefined) throw new Error("the program cannot be bundled");
// It starts its own process in the folder that is current when it is loaded. A command's folder is
// removed after its test.
await import("esbuild");
const { main } = (await import(program)) as typeof import("../../src/cli/main.ts");

const tell = (message: HostMessage) => void process.send!(message);
const graders = new Map<string, Grader>();

/** One for all commands that want the same; it ends with this process. */
const lendGrader: LendGrader = (options, make) => {
  const key = JSON.stringify(options ?? null);
  const grader = graders.get(key) ?? make(options);
  graders.set(key, grader);
  return Object.assign(Object.create(grader) as Grader, { close: () => Promise.resolve() });
};

for (const stream of ["stdout", "stderr"] as const) {
  process[stream].write = (chunk: string | Uint8Array, encoding?: unknown, written?: unknown) => {
    tell({
      type: "printed",
      stream,
      text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString(),
    });
    for (const done of [encoding, written]) if (typeof done === "function") (done as () => void)();
    return true;
  };
}

process.on("message", ({ args, env, cwd, stdin }: Command) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv.splice(2, Infinity, ...args);
  Object.defineProperty(process, "stdin", {
    value: Readable.from(stdin === "" ? [] : [stdin], { objectMode: false }),
    configurable: true,
  });
  process.exitCode = undefined;
  void main({ lendGrader }).then(() => {
    const code = Number(process.exitCode ?? 0);
    process.exitCode = undefined;
    // A command listens until its process ends.
    for (const signal of SIGNALS) process.removeAllListeners(signal);
    tell({ type: "ended", code });
  });
});
process.on(
  "disconnect",
  () =>
    void Promise.all([...graders.values()].map((grader) => grader.close())).then(() =>
      process.exit(0),
    ),
);
tell({ type: "ready" });
