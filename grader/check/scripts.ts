// The scripts that a data file names must be in the pack, so that outputs can be computed again.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Exercise } from "../pack/exercise.ts";
import { findDataLine, findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** A word that ends like the name of a program's file. */
const SCRIPT =
  /[\w./-]+\.(?:py|ipynb|js|mjs|cjs|ts|r|jl|m|sh|c|cc|cpp|rs|go|java|rb|pl)(?![\w.])/gi;

export function checkScripts(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const said = new Set<string>();
  const missing = (text: string) =>
    // to-do.ts reports what is not written yet.
    (/\bTODO\b/.test(text) ? [] : (text.match(SCRIPT) ?? [])).filter(
      (script) => !script.startsWith("/") && !isThere(exercise, script) && !said.has(script),
    );
  return exercise.groups.flatMap((group) => {
    const file = `data/${group.manifest.data}`;
    const report = (scripts: string[], line: () => number) =>
      scripts.map((script) => {
        said.add(script);
        return finding("script-missing", file, { script }, { line: line() });
      });
    const { script, command } = group.provenance;
    return [
      ...report(missing(script), () => findDataLine(exercise, group, ["provenance", "script"])),
      ...report(missing(command), () => findDataLine(exercise, group, ["provenance", "command"])),
      ...group.cases.flatMap(({ oracle }, i) =>
        report(missing(oracle.script ?? ""), () =>
          findCaseLine(exercise, group, i, ["oracle", "script"]),
        ),
      ),
    ];
  });
}

/**
 * Relative to the pack's folder, to its oracle/ (where scripts usually run), or to the exercise's.
 */
function isThere({ folder }: Exercise, script: string): boolean {
  const pack = dirname(folder);
  return [pack, join(pack, "oracle"), folder].some((base) => existsSync(join(base, script)));
}
