// Runs the TypeScript compiler over a folder of texts. It is native code and the texts may be a stranger's: if bubblewrap is there, the compiler sees
// this folder and the public packages, and nothing else.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findOnPath } from "../slots/walls.ts";
import { TYPE_OPTIONS } from "../types/options.ts";

export interface CompilerMessage {
  file: string;
  line: number;
  /** "TS2322" */
  code: string;
  detail: string;
}

const WALL_MS = 30_000;
const OUTPUT_CHARACTERS = 50_000;
const EXTRA = { pretty: false, allowImportingTsExtensions: true, resolveJsonModule: true, moduleDetection: "force" };
const OPTIONS = Object.entries({ ...TYPE_OPTIONS, ...EXTRA }).flatMap(([name, value]) => [`--${name}`, Array.isArray(value) ? value.join(",") : String(value)]);

/** `packages`: the node_modules that imports are looked up in. `link` makes them reachable at a path, if there is no wall to bind them in. */
export async function compileFolder(folder: string, packages: string, files: string[], link: (path: string) => void): Promise<CompilerMessage[]> {
  const compiler = compilerFolder();
  const bubblewrap = findOnPath("bwrap");
  const packagesHere = join(folder, "node_modules");
  if (bubblewrap !== undefined) {
    mkdirSync(packagesHere);
    const walled = ["--unshare-all", "--new-session", "--die-with-parent", "--clearenv", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"];
    const seen = ["--ro-bind", compiler, "/compiler", "--ro-bind", folder, "/work", "--ro-bind", packages, "/work/node_modules", "--chdir", "/work"];
    const { code, output } = await run(bubblewrap, [...walled, ...seen, "/compiler/tsc", ...OPTIONS, ...files], folder);
    const messages = parse(output);
    // bubblewrap's own failure (no user namespaces here) says nothing about the files.
    if (code === 0 || messages.length > 0) return messages;
    return parse((await run(join(compiler, "tsc"), [...OPTIONS, ...files], folder)).output);
  }
  link(packagesHere);
  return parse((await run(join(compiler, "tsc"), [...OPTIONS, ...files], folder)).output);
}

function parse(output: string): CompilerMessage[] {
  return [...output.matchAll(/^(\S[^\n(]*)\((\d+),\d+\): error (TS\d+): (.*)$/gm)].map(([, file, line, code, detail]) => ({
    file: file!,
    line: Number(line),
    code: code!,
    detail: detail!,
  }));
}

function compilerFolder(): string {
  const typescript = createRequire(createRequire(import.meta.url).resolve("typescript/package.json"));
  return join(dirname(typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`)), "lib");
}

function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(command, args, { cwd, env: { GOMEMLIMIT: "1GiB" }, stdio: ["ignore", "pipe", "pipe"], timeout: WALL_MS, killSignal: "SIGKILL" });
    // Whatever ends the check ends what it has started.
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    let output = "";
    const add = (chunk: Buffer) => (output.length < OUTPUT_CHARACTERS ? (output += chunk.toString()) : undefined);
    child.stdout?.on("data", add);
    child.stderr?.on("data", add);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", kill);
      resolve({ code, output });
    });
  });
}
