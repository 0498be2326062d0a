// Runs the TypeScript compiler on a folder of files. The compiler is native code and the files may
// be untrusted, so if bubblewrap is installed, the compiler sees only this folder and the packages.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BusyMachineError } from "../walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "../walls/parent/start-behind-walls.ts";
import { findOnPath, type Wall } from "../walls/parent/launch-plans.ts";
import { TYPE_OPTIONS } from "../type-check/options.ts";

export interface CompilerMessage {
  file: string;
  line: number;
  /** "TS2322" */
  code: string;
  detail: string;
}

/** The kernel then kills the compiler. An exercise takes a few seconds. */
const CPU_SECONDS = 120;
const TOO_MUCH = `TypeScript takes more than ${CPU_SECONDS} s of CPU time, or too much memory`;
/** Reached only if the machine is busy. */
const WALL_MS = 20 * 60_000;
const OUTPUT_CHARACTERS = 50_000;
const EXTRA = {
  pretty: false,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  moduleDetection: "force",
};
const OPTIONS = Object.entries({ ...TYPE_OPTIONS, ...EXTRA }).flatMap(([name, value]) => [
  `--${name}`,
  Array.isArray(value) ? value.join(",") : String(value),
]);

/**
 * `packages`: the node_modules folder for imports. `link`: makes it available at a path if there is
 * no bubblewrap to do so. Throws `BusyMachineError` if the compiler did not get its CPU time, and
 * `SlotsUnavailableError` if a required wall does not work.
 */
export async function compileFolder(
  folder: string,
  packages: string,
  files: string[],
  link: (path: string) => void,
  required: readonly Wall[],
): Promise<CompilerMessage[]> {
  const compiler = compilerFolder();
  const bubblewrap = findOnPath("bwrap");
  const packagesHere = join(folder, "node_modules");
  if (bubblewrap !== undefined) {
    mkdirSync(packagesHere);
    const walled = [
      "--unshare-all",
      "--new-session",
      "--die-with-parent",
      "--clearenv",
      "--cap-drop",
      "ALL",
      "--proc",
      "/proc",
      "--dev",
      "/dev",
    ];
    const seen = [
      "--ro-bind",
      compiler,
      "/compiler",
      "--ro-bind",
      folder,
      "/texts",
      "--ro-bind",
      packages,
      "/texts/node_modules",
      "--chdir",
      "/texts",
    ];
    const { code, output } = await run(
      bubblewrap,
      [...walled, ...seen, "/compiler/tsc", ...OPTIONS, ...files],
      folder,
    );
    const messages = parse(output);
    if (code === 0 || messages.length > 0) return messages;
    // A compiler that was killed is not run again without the wall. That is only done if bubblewrap
    // itself failed (no user namespaces here), which says nothing about the files.
    if (!output.startsWith("bwrap: ")) throw new Error(TOO_MUCH);
    rmdirSync(packagesHere);
  }
  if (required.includes("namespaces"))
    throw new SlotsUnavailableError("the TypeScript compiler does not start in bubblewrap");
  link(packagesHere);
  const { killed, output } = await run(join(compiler, "tsc"), [...OPTIONS, ...files], folder);
  if (killed) throw new Error(TOO_MUCH);
  return parse(output);
}

function parse(output: string): CompilerMessage[] {
  return [...output.matchAll(/^(\S[^\n(]*)\((\d+),\d+\): error (TS\d+): (.*)$/gm)].map(
    ([, file, line, code, detail]) => ({
      file: file!,
      line: Number(line),
      code: code!,
      detail: detail!,
    }),
  );
}

function compilerFolder(): string {
  const typescript = createRequire(
    createRequire(import.meta.url).resolve("typescript/package.json"),
  );
  return join(
    dirname(
      typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`),
    ),
    "lib",
  );
}

/**
 * `killed`: the kernel ended it, for its CPU time or its memory. Behind bubblewrap that shows as an
 * ordinary exit code instead.
 */
function run(
  command: string,
  args: string[],
  cwd: string,
): Promise<{ code: number | null; output: string; killed: boolean }> {
  return new Promise((resolve, reject) => {
    const limited = ["-c", `ulimit -t ${CPU_SECONDS}; exec "$@"`, "tsc", command, ...args];
    const child: ChildProcess = spawn("/bin/sh", limited, {
      cwd,
      env: { GOMEMLIMIT: "1GiB" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: WALL_MS,
      killSignal: "SIGKILL",
    });
    // The compiler must not outlive this process.
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    let output = "";
    const add = (chunk: Buffer) =>
      output.length < OUTPUT_CHARACTERS ? (output += chunk.toString()) : undefined;
    child.stdout?.on("data", add);
    child.stderr?.on("data", add);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.off("exit", kill);
      if (child.killed)
        reject(new BusyMachineError("TypeScript did not get the CPU time that it may take"));
      else resolve({ code, output, killed: signal !== null });
    });
  });
}
