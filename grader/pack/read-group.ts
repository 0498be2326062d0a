// Reads a group's data file: parses it, decodes inputs and expected outputs, and settles each
// case's tolerance.

import { CodecError, decode, type Value } from "../isolate/codec.ts";
import { EMPTY_GROUP, type Group, isVisible, resolveTolerance, type StoredCase } from "./cases.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import { readText } from "./files.ts";
import { createLineLocator } from "./text-places.ts";
import { parseJson } from "./parse.ts";
import { problem, type Problem } from "./problem.ts";
import { dataFile, type DataFile, type ExerciseManifest, type GroupManifest } from "./schema.ts";

/** `index`: of the group in the manifest. */
export function readGroup(
  opened: ExerciseFolder,
  group: GroupManifest,
  index: number,
  manifest: ExerciseManifest,
): Group {
  const empty: Group = { ...EMPTY_GROUP, manifest: group, visible: isVisible(group) };
  if (group.data === undefined) return empty;
  const file = `${opened.prefix}data/${group.data}`;
  const text = readDataText(opened, `data/${group.data}`, index);
  if (text === undefined) return empty;
  const parsed = parseJson(text, file, dataFile);
  if (!parsed.ok) {
    opened.problems.push(...parsed.problems);
    return empty;
  }
  const { definition, provenance, tolerance, tolerance_rule: toleranceRule = "" } = parsed.value;
  return {
    ...empty,
    cases: new CaseReader(file, text, manifest, opened.problems).read(parsed.value),
    definition,
    libraries: provenance.libraries,
    provenance,
    tolerance,
    toleranceRule,
  };
}

/** If the file is missing, the manifest's line is reported: it may name the wrong file. */
function readDataText(
  { folder, prefix, problems }: ExerciseFolder,
  file: string,
  index: number,
): string | undefined {
  const own: Problem[] = [];
  const text = readText(folder, file, prefix, own);
  const isMissing = text === undefined && own[0]?.code === "missing-file";
  if (isMissing)
    own[0] = problem(
      "missing-data",
      `${prefix}exercise.yaml`,
      { file },
      { key: `groups[${index}].data` },
    );
  problems.push(...own);
  return text;
}

class CaseReader {
  readonly #file: string;
  readonly #lineOf: (path: PropertyKey[]) => number;
  readonly #manifest: ExerciseManifest;
  readonly #problems: Problem[];

  constructor(file: string, text: string, manifest: ExerciseManifest, problems: Problem[]) {
    this.#file = file;
    this.#lineOf = createLineLocator(text);
    this.#manifest = manifest;
    this.#problems = problems;
  }

  read(data: DataFile): StoredCase[] {
    const seen = new Set<string>();
    return data.cases.map((stored, i) => {
      if (seen.has(stored.name))
        this.#problems.push(
          problem(
            "duplicate-case",
            this.#file,
            { name: stored.name },
            { key: `cases[${i}].name`, line: this.#lineOf(["cases", i, "name"]) },
          ),
        );
      seen.add(stored.name);
      return this.#readCase(stored, i, data);
    });
  }

  #readCase(stored: DataFile["cases"][number], index: number, data: DataFile): StoredCase {
    const input = this.#decode(stored.input, index, "input");
    return {
      name: stored.name,
      title: stored.title,
      inputText: input.text,
      input: input.value,
      expected: this.#decode(stored.expected, index, "expected").value,
      tolerance: resolveTolerance(stored.tolerance, data, this.#manifest),
      ownTolerance: stored.tolerance,
      oracle: stored.oracle,
      second: stored.second && {
        expected: this.#decode(stored.second.expected, index, "second.expected").value,
        oracle: stored.second.oracle,
      },
      wrong: (stored.wrong ?? []).map(
        (output, k) => this.#decode(output, index, `wrong[${k}]`).value,
      ),
      hint: stored.hint,
    };
  }

  #decode(stored: unknown, index: number, key: string): { text: string; value: Value } {
    const text = encodeStored(stored);
    try {
      return { text, value: decode(text) };
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      const path = ["cases", index, ...key.split(/[.[\]]+/).filter((part) => part !== "")];
      this.#problems.push(
        problem(
          "wrong-value",
          this.#file,
          { got: error.message, wanted: "data" },
          { key: `cases[${index}].${key}`, line: this.#lineOf(path) },
        ),
      );
      return { text, value: undefined };
    }
  }
}

/**
 * The codec's text for a value of a data file. Stored values may contain the codec's own tags
 * ({"$n":"NaN"}) for what JSON cannot express; these pass through unchanged.
 */
function encodeStored(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "bigint" ? { $i: String(item) } : item,
    ) ?? '{"$u":0}'
  );
}
