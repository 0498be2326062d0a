// A test group with its stored cases, and the tolerance that applies to each case.

import type { Tolerance } from "../compare/tolerance.ts";
import { encode, MAX_DEPTH, type Value } from "../isolate/codec.ts";
import type {
  DataFile,
  ExerciseManifest,
  GroupManifest,
  Localized,
  Oracle,
  PartialTolerance,
} from "./schema.ts";

export interface StoredCase {
  name: string;
  /** What readers see instead of the name. */
  title: Localized | undefined;
  /** The input as the codec's text, as it is sent to a slot. */
  inputText: string;
  input: Value;
  expected: Value;
  tolerance: Tolerance;
  /** The tolerance that the case itself gives, if any. */
  ownTolerance: PartialTolerance | undefined;
  oracle: Oracle;
  /** The same output from another library, if the file has one. */
  second: { expected: Value; oracle: Oracle } | undefined;
  /** Outputs that must not be accepted. */
  wrong: Value[];
  hint: Localized | undefined;
}

export interface Group {
  manifest: GroupManifest;
  visible: boolean;
  /** Stored cases; empty if the group's cases are generated. */
  cases: StoredCase[];
  /** From the data file: what its numbers mean, and which libraries computed them, and how. */
  definition: DataFile["definition"];
  /** Version by library. */
  libraries: Record<string, string>;
  provenance: Pick<DataFile["provenance"], "script" | "command">;
  /** For cases of the file that give none of their own. */
  tolerance: PartialTolerance | undefined;
  /** Why some cases have a tolerance of their own; "" if the file does not say. */
  toleranceRule: string;
}

/** What a group contains if it has no data file. */
export const EMPTY_GROUP: Omit<Group, "manifest" | "visible"> = {
  cases: [],
  definition: "",
  libraries: {},
  provenance: { script: "", command: "" },
  tolerance: undefined,
  toleranceRule: "",
};

/** For stored cases the folder decides, for generated ones the manifest. */
export function isVisible(group: GroupManifest): boolean {
  return group.generate?.visible ?? group.data?.startsWith("sample/") ?? false;
}

/**
 * In order of precedence: the case's bounds for a field, the case's own bounds, the file's bounds
 * for a field, the file's own bounds, the manifest's.
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

/** The codec's text for a value of a pack (a generated input, for example). */
export function encodeValue(value: Value): string {
  return encode(value, { bytes: 16 * 1024 * 1024, nodes: 16 * 1024 * 1024, depth: MAX_DEPTH });
}
