// The starter gives no type errors to a student who opens it in an editor, and holds no line of a solution.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Exercise } from "../pack/load.ts";
import { findOnPath } from "../slots/walls.ts";
import { SANDBOX_GLOBALS, TYPE_OPTIONS } from "../types/options.ts";
import { type Finding, findingsOf } from "./finding.ts";

// ---- types -------------------------------------------------------------------------------------------------

const WALL_MS = 30_000;
const OUTPUT_CHARACTERS = 20_000;
const OPTIONS = Object.entries({ ...TYPE_OPTIONS, pretty: false }).flatMap(([name, value]) => [`--${name}`, Array.isArray(value) ? value.join(",") : String(value)]);

/** The compiler is native code and the starter may be a stranger's: where bubblewrap is there, it sees these two files and nothing else. */
export async function checkStarterTypes(exercise: Exercise): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-types-"));
  try {
    writeFileSync(join(folder, "starter.ts"), exercise.starter);
    writeFileSync(join(folder, "globals.d.ts"), SANDBOX_GLOBALS);
    const output = await compile(folder);
    return [...output.matchAll(/^starter\.ts\((\d+),\d+\): error (TS\d+: .*)$/gm)].map(([, line, detail]) =>
      findingsOf(exercise)("starter-type", "starter.ts", { detail: detail! }, { line: Number(line) }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compile(folder: string): Promise<string> {
  const compiler = compilerFolder();
  const bubblewrap = findOnPath("bwrap");
  const files = ["starter.ts", "globals.d.ts"];
  if (bubblewrap !== undefined) {
    const walled = ["--unshare-all", "--new-session", "--clearenv", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--ro-bind", compiler, "/compiler", "--ro-bind", folder, "/work", "--chdir", "/work"];
    const { code, output } = await run(bubblewrap, [...walled, "/compiler/tsc", ...OPTIONS, ...files], folder);
    // bubblewrap's own failure (no user namespaces here) says nothing of the starter.
    if (code === 0 || output.includes("starter.ts(")) return output;
  }
  return (await run(join(compiler, "tsc"), [...OPTIONS, ...files], folder)).output;
}

function compilerFolder(): string {
  const typescript = createRequire(createRequire(import.meta.url).resolve("typescript/package.json"));
  return join(dirname(typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`)), "lib");
}

function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(command, args, { cwd, env: { GOMEMLIMIT: "1GiB" }, stdio: ["ignore", "pipe", "pipe"], timeout: WALL_MS, killSignal: "SIGKILL" });
    let output = "";
    const add = (chunk: Buffer) => (output.length < OUTPUT_CHARACTERS ? (output += chunk.toString()) : undefined);
    child.stdout?.on("data", add);
    child.stderr?.on("data", add);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

// ---- answers -----------------------------------------------------------------------------------------------

/** Without its spaces; shorter lines say nothing ("let total = 0;"). */
const TELLING_CHARACTERS = 24;

/** A line of the reference or of an accepted example that stands in the starter, be it in a comment. */
export function checkStarterAnswer(exercise: Exercise, reference: string): Finding[] {
  const starter = exercise.starter.split("\n").map(squeeze);
  const solutions = [{ name: "reference.ts", text: reference }, ...exercise.examples.filter(({ folder }) => folder === "accepted").map(({ fileName, source }) => ({ name: `submissions/accepted/${fileName}`, text: source }))];
  for (const { name, text } of solutions) {
    for (const line of text.split("\n").filter(isWork)) {
      const at = starter.findIndex((own) => own.includes(squeeze(line)));
      if (at >= 0) return [findingsOf(exercise)("starter-answer", "starter.ts", { from: name, code: line.trim().slice(0, 120) }, { line: at + 1 })];
    }
  }
  return [];
}

/** A line that computes: no comment, no declaration of a type or a function, no opening of a block alone. */
function isWork(line: string): boolean {
  const text = line.trim();
  if (/^(\/\/|\/?\*|import\b|export\b|interface\b|type\b|function\b|[\w"?]+\??: )/.test(text)) return false;
  // Taking a parameter apart computes nothing.
  if (/^(const|let) [{[].*[}\]] = \w+;$/.test(text)) return false;
  return squeeze(text).length >= TELLING_CHARACTERS && /[=(]/.test(text) && /[;,)]$/.test(text);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

