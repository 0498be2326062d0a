// The author's TypeScript must have no type errors: the starter (under the options of a student's
// editor), reference, driver, generator, validator, checker and accepted examples. Functions that
// Gradus calls must also have the types that docs/pack-format.md promises. One run of the compiler
// covers all files of an exercise.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { SANDBOX_GLOBALS } from "../type-check/options.ts";
import type { Wall } from "../walls/parent/launch-plans.ts";
import { compileFolder } from "./compile-folder.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { listContracts } from "./type-contracts.ts";

/** A package without types (TS7016), which the pack's author cannot fix. */
const BEYOND_THE_AUTHOR = ["TS7016"];
const GLOBALS = "gradus-globals.d.ts";
const DECLARATIONS = ["assets.d.ts", "ml-regression.d.ts"];

export async function checkTypes(
  exercise: Exercise,
  requiredWalls: readonly Wall[] = [],
): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-types-"));
  try {
    const checked = writeSources(exercise, folder);
    const contracts = listContracts(exercise);
    for (const { file, text } of contracts) writeFileSync(join(folder, file), text);
    const packages = dirname(
      dirname(createRequire(import.meta.url).resolve("fast-check/package.json")),
    );
    const files = [...checked, ...contracts.map(({ file }) => file), GLOBALS, ...DECLARATIONS];
    const output = await compileFolder(
      folder,
      packages,
      files,
      (link) => symlinkSync(packages, link),
      requiredWalls,
    );
    return output.flatMap(({ file, line, code, detail }) => {
      const contract = contracts.find((one) => one.file === file);
      if (contract !== undefined)
        return contract.ignores.includes(code)
          ? []
          : [
              bindFinding(exercise)(
                "type-contract",
                contract.about,
                { name: contract.name, detail },
                { line: contract.line },
              ),
            ];
      if (!checked.includes(file) || BEYOND_THE_AUTHOR.includes(code)) return [];
      return [
        bindFinding(exercise)(
          file === "starter.ts" ? "starter-type" : "type-error",
          file,
          { detail: `${code}: ${detail}` },
          { line },
        ),
      ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies the files to compile and what they may import. Returns the paths of those to compile. */
function writeSources({ folder: from, examples }: Exercise, folder: string): string[] {
  const modules = listFiles(from, "", []).filter(
    (path) => !path.includes("/") && path.endsWith(".ts"),
  );
  const assets = listFiles(from, "", []).filter((path) => path.startsWith("assets/"));
  for (const path of [...modules, ...assets])
    write(folder, path, readText(from, path, "", []) ?? "");
  const accepted = examples.filter(
    (example) => example.folder === "accepted" && example.fileName.endsWith(".ts"),
  );
  const paths = accepted.map(({ fileName, source }) => {
    const path = `submissions/accepted/${fileName}`;
    write(folder, path, source);
    return path;
  });
  write(folder, GLOBALS, SANDBOX_GLOBALS);
  for (const name of DECLARATIONS)
    write(
      folder,
      name,
      readFileSync(fileURLToPath(new URL(`../pack/${name}`, import.meta.url)), "utf8"),
    );
  return [...modules, ...paths];
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
