// The table of standard names that the editor is built with.

import { expect, test } from "vitest";
import { listStandardNames } from "../../../grader/doors/standard-names.ts";

const names = listStandardNames();
const of = (list: [string, string][] | undefined) => Object.fromEntries(list ?? []);

test("contains what students use, with types", () => {
  expect(of(names.statics["Math"])["hypot"]).toBe("(...values: number[]): number");
  expect(of(names.statics["Array"])["from"]).toContain("T[]");
  expect(of(names.statics["console"])["log"]).toBe("(...values: unknown[]): void");
  expect(of(names.members["Array"])).toMatchObject({ length: "number" });
  expect(of(names.members["Array"])["filter"]).toContain("=> unknown");
  expect(of(names.members["Map"])["get"]).toBe("(key: K): V | undefined");
  expect(of(names.members["Float64Array"])["subarray"]).toContain("Float64Array");
  expect(of(names.globals)["structuredClone"]).toContain("<T>(value: T");
});

test("does not contain what the sandbox lacks, or what is outdated", () => {
  const globals = names.globals.map(([name]) => name);
  for (const name of ["SharedArrayBuffer", "Atomics", "setTimeout", "document", "eval", "escape"])
    expect(globals).not.toContain(name);
  expect(of(names.members["String"])).not.toHaveProperty("substr");
});
