// A group's stored cases: the data file checked, inputs and expected outputs decoded, each case's
// tolerance settled.

import type { Tolerance } from "../compare/tolerance.ts";
import { CodecError, decode, encode, MAX_DEPTH, type Value } from "../sandbox/codec.ts";
import { readText } from "./files.ts";
import { createLineLocator, parseJson } from "./parse.ts";
import { problem, type Problem } from "./problem.ts";
import {
  dataFile,
  type DataFile,
  type ExerciseManifest,
  type GroupManifest,
  type Localized,
  type Oracle,
  type PartialTolerance,
} from "./schema.ts";

export interface StoredCase {
  name: string;
  /** The input as the codec's text, as it is sent to a slot. */
  inputText: string;
  input: Value;
  expected: Value;
  tolerance: Tolerance;
  /** What the case itself says of it, if anything. */
  ownTolerance: PartialTolerance | undefined;
  oracle: Oracle;
  /** The same output from another library, where the file has one. */
  second: { expected: Value; oracle: Oracle } | undefined;
  /** Outputs that must not be accepted. */
  wrong: Value[];
  hint: Localized | undefined;
}

export interface Group {
  manifest: GroupManifest;
  visible: boolean;
  /** Stored cases; empty for a group whose cases are generated. */
  cases: StoredCase[];
  /** Of the data file: what its numbers are, which libraries made them, by version, and how. */
  definition: DataFile["definition"];
  libraries: Record<string, string>;
  provenance: Pick<DataFile["provenance"], "script" | "command">;
  /** Of all cases of the file that have none of their own, and why some have. */
  tolerance: PartialTolerance | undefined;
  toleranceRule: string;
}

/** What a group holds where there is no data file. */
export const EMPTY_GROUP: Omit<Group, "manifest" | "visible"> = {
  cases: [],
  definition: "",
  libraries: {},
  provenance: { script: "", command: "" },
  tolerance: undefined,
  toleranceRule: "",
};

/** Stored cases by their folder, fresh ones by the manifest's word. */
export function isVisible(group: GroupManifest): boolean {
  return group.generate?.visible ?? group.data?.startsWith("sample/") ?? false;
}

export function readGroup(
  folder: string,
  prefix: string,
  group: GroupManifest,
  index: number,
  manifest: ExerciseManifest,
  problems: Problem[],
): Group {
  const visible = isVisible(group);
  const empty: Group = { ...EMPTY_GROUP, manifest: group, visible };
  if (group.data === undefined) return empty;
  const path = `data/${group.data}`;
  const before = problems.length;
  const text = readText(folder, path, prefix, problems);
  if (text === undefined) {
    // A file that is not there is a mistake in the manifest as likely as anywhere else.
    if (problems[before]?.code === "missing-file") {
      problems.splice(
        before,
        1,
        problem(
          "missing-data",
          `${prefix}exercise.yaml`,
          { file: path },
          { key: `groups[${index}].data` },
        ),
      );
    }
    return empty;
  }
  const parsed = parseJson(text, `${prefix}${path}`, dataFile);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return empty;
  }
  const seen = new Set<string>();
  const lineOf = createLineLocator(text);
  const cases = parsed.value.cases.map((stored, i): StoredCase => {
    if (seen.has(stored.name))
      problems.push(
        problem(
          "duplicate-case",
          `${prefix}${path}`,
          { name: stored.name },
          { key: `cases[${i}].name`, line: lineOf(["cases", i, "name"]) },
        ),
      );
    seen.add(stored.name);
    const read = (value: unknown, key: string): { text: string; value: Value } => {
      const text = encodeStored(value);
      try {
        return { text, value: decode(text) };
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        problems.push(
          problem(
            "wrong-value",
            `${prefix}${path}`,
            { got: error.message, wanted: "data" },
            {
              key: `cases[${i}].${key}`,
              line: lineOf(["cases", i, ...key.split(/[.[\]]+/).filter((part) => part !== "")]),
            },
          ),
        );
        return { text, value: undefined };
      }
    };
    const input = read(stored.input, "input");
    return {
      name: stored.name,
      inputText: input.text,
      input: input.value,
      expected: read(stored.expected, "expected").value,
      tolerance: resolveTolerance(stored.tolerance, parsed.value, manifest),
      ownTolerance: stored.tolerance,
      oracle: stored.oracle,
      second: stored.second && {
        expected: read(stored.second.expected, "second.expected").value,
        oracle: stored.second.oracle,
      },
      wrong: (stored.wrong ?? []).map((output, k) => read(output, `wrong[${k}]`).value),
      hint: stored.hint,
    };
  });
  const { definition, provenance, tolerance, tolerance_rule: toleranceRule = "" } = parsed.value;
  return {
    manifest: group,
    visible,
    cases,
    definition,
    libraries: provenance.libraries,
    provenance,
    tolerance,
    toleranceRule,
  };
}

/**
 * Stored values may hold the codec's own tags ({"$n":"NaN"}), which JSON has no words for; they
 * pass through as they are.
 */
function encodeStored(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "bigint" ? { $i: String(item) } : item,
    ) ?? '{"$u":0}'
  );
}

/**
 * Strongest first: the case's fields, the case's own, the file's fields, the file's own, the
 * manifest's.
 */
export function resolveTolerance(
  own: PartialTolerance | undefined,
  file: Pick<DataFile, "tolerance">,
  manifest: ExerciseManifest,
): Tolerance {
  const fill = (part: PartialTolerance | undefined, base: { rtol: number; atol: number }) => ({
    rtol: part?.rtol ?? base.rtol,
    atol: part?.atol ?? base.atol,
  });
  const fileBounds = fill(file.tolerance, manifest.tolerance);
  const hasOwn = own?.rtol !== undefined || own?.atol !== undefined;
  return {
    ...fill(own, fileBounds),
    fields: { ...(hasOwn ? {} : file.tolerance?.fields), ...own?.fields },
  };
}

/** The codec's text for a value of a pack (a generated input, say). */
export function encodeValue(value: Value): string {
  return encode(value, { bytes: 16 * 1024 * 1024, nodes: 16 * 1024 * 1024, depth: MAX_DEPTH });
}
