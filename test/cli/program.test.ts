// The bundle that gradus starts from: built once for each version of the sources, and equivalent to
// them.

import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findProgram } from "../../src/cli/program.ts";
import { ROOT, temporaryFolder } from "../support/packs.ts";
import { runCommand } from "../support/run-gradus.ts";

const FILES = {
  "package-lock.json": "{}",
  "src/cli/main.ts": `import { createHash } from "node:crypto";
import { word } from "./word.tsx";
const hash = createHash("md5").update("").digest("hex").slice(0, 4);
console.log(word as string, hash, new URL("./beside.txt", import.meta.url).href);
const { fail } = await import("../late.ts");
fail();
`,
  "src/cli/word.tsx": "import word from 'common-js';\nexport { word };\n",
  "src/late.ts":
    "interface Nothing {}\n\nexport function fail(): Nothing {\n  throw new Error('late');\n}\n",
  "grader/none.ts": "",
  "node_modules/common-js/index.js":
    "module.exports = require('os').EOL === '' ? 'none' : 'required';\n",
};

/** A minimal project; one of its packages is CommonJS. */
function makeProject(): string {
  const root = temporaryFolder();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const programs = (root: string) =>
  readdirSync(join(root, "node_modules", ".cache", "gradus")).sort();
const run = (address: string) =>
  runCommand(process.execPath, [
    "--input-type=module",
    "-e",
    `const { setSourceMapsSupport } = await import("node:module"); ` +
      "setSourceMapsSupport(true, { nodeModules: true }); " +
      `await import(${JSON.stringify(address)})`,
  ]);

test("Gradus itself starts from a bundle", async () => {
  const address = await findProgram(ROOT);
  expect(address).toBeDefined();
  const { stdout } = await runCommand(process.execPath, [
    "--input-type=module",
    "-e",
    `process.argv.splice(1, 1, "gradus", "--version"); await (await import(${JSON.stringify(address)})).main()`,
  ]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("it behaves like the sources, knows their paths, and its stack traces name them", async () => {
  const root = makeProject();
  const { stdout, stderr } = await run((await findProgram(root))!);
  expect(stdout).toMatch(/^required d41d file:/);
  expect(fileURLToPath(stdout.trim().split(" ")[2]!)).toBe(join(root, "src", "cli", "beside.txt"));
  expect(stderr).toContain(`${join(root, "src", "late.ts")}:4:`);
});

test("it is built once for each version of a source and of an installed package", async () => {
  const root = makeProject();
  const [first, again] = [await findProgram(root), await findProgram(root)];
  expect(again).toBe(first);
  expect(programs(root)).toHaveLength(1);
  writeFileSync(join(root, "src", "late.ts"), "export const fail = () => console.log('later');\n");
  const second = (await findProgram(root))!;
  expect((await run(second)).stdout).toContain("later");
  writeFileSync(join(root, "package-lock.json"), "{ }");
  expect([first, second]).not.toContain(await findProgram(root));
  expect(programs(root)).toHaveLength(3);
});

test("several starts at once build one", async () => {
  const root = makeProject();
  const addresses = await Promise.all([findProgram(root), findProgram(root), findProgram(root)]);
  expect(new Set(addresses).size).toBe(1);
  expect(programs(root)).toHaveLength(1);
});

test("a bundle of an old version is removed, and nothing else", async () => {
  const root = makeProject();
  const old = fileURLToPath(new URL(".", await findProgram(root)));
  mkdirSync(join(old, "..", "slot-of-old"));
  for (const folder of [old, join(old, "..", "slot-of-old")]) utimesSync(folder, 1, 1);
  writeFileSync(join(root, "grader", "none.ts"), "export {};\n");
  const found = await findProgram(root);
  expect(existsSync(old)).toBe(false);
  expect(existsSync(fileURLToPath(found!))).toBe(true);
  expect(programs(root)).toHaveLength(2);
});

test.each<[string, (root: string) => void]>([
  [
    "a source has a syntax error",
    (root) => writeFileSync(join(root, "src", "late.ts"), "export const = ;\n"),
  ],
  [
    "the cache cannot be written",
    (root) =>
      writeFileSync(join(root, "node_modules", ".cache"), "a file where a folder should be"),
  ],
])("there is none if %s, and nothing remains of the attempt", async (_name, spoil) => {
  const root = makeProject();
  spoil(root);
  expect(await findProgram(root)).toBeUndefined();
  expect(
    readdirSync(join(root, "node_modules"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.includes("program-"),
    ),
  ).toEqual([]);
});
