// source: compile-error | Imports nothing but types, which are gone before anything could be loaded.
import type { PathLike } from "node:fs";
import { type Stats } from "node:fs";
export type { Dirent } from "node:fs";
export function total(values: number[], path?: PathLike, stats?: Stats): number {
  void path, stats;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
