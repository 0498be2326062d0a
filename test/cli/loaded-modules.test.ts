// What a command loads before it does its work. Loading is most of the CPU time of a short command,
// and a single import can add a large package to every command.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyTiny, ROOT } from "../support/packs.ts";

/** Large packages, by how their files are named in node_modules. */
const LARGE = [
  "better-auth",
  "better-sqlite3",
  "drizzle-orm",
  "esbuild",
  "fast-check",
  "hono",
  "linkedom",
  "string-width",
  "typescript",
  "yaml",
  "zod",
];

/** Runs a command from the sources and lists the large packages that it has loaded. */
function listLoaded(...args: string[]): string[] {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", join(ROOT, "test/support/list-loaded.js"), MAIN, ...args],
    { encoding: "utf8", cwd: ROOT, env: { ...process.env, LC_ALL: "C" } },
  );
  expect(status, stderr).toBe(0);
  expect(stdout).not.toBe("");
  const files = stderr.split("\n").filter((line) => line.startsWith("loaded "));
  expect(files.length).toBeGreaterThan(10);
  return LARGE.filter((name) => files.some((file) => file.includes(`/node_modules/${name}/`)));
}

const MAIN = join(ROOT, "test/support/run-main.ts");

test.each([[["--version"]], [["--help"]], [["submit", "--help"]], [["check", "--help"]]])(
  "gradus %j loads no large package",
  (args) => {
    expect(listLoaded(...args)).toEqual([]);
  },
  60_000,
);

test("gradus list loads no large package if the packs have not changed since the last time", () => {
  // From a folder of this test alone.
  const packs = copyTiny();
  const args = ["list", "--packs", packs];
  expect(listLoaded(...args)).toEqual(["esbuild", "yaml", "zod"]);
  expect(listLoaded(...args)).toEqual([]);
}, 60_000);
