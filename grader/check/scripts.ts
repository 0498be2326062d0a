// A stored output can be computed again: the scripts that a data file names are in the pack.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Exercise } from "../pack/exercise.ts";
import { findDataLine, findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** A word that ends as a program's file does. */
const SCRIPT =
  /[\w./-]+\.(?:py|ipynb|js|mjs|cjs|ts|r|jl|m|sh|c|cc|cpp|rs|go|java|rb|pl)(?![\w.])/gi;

export function checkScripts(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const said = new Set<string>();
  const missing = (text: string) =>
    // What is still to be written is said by another check.
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
 * From the pack's folder, from its oracle/, where scripts are usually started, or from the
 * exercise's own.
 */
function isThere({ folder }: Exercise, script: string): boolean {
  const pack = dirname(folder);
  return [pack, join(pack, "oracle"), folder].some((base) => existsSync(join(base, script)));
}
