// source: compile-error | deferred imports and imports of a source, as statements

import defer * as files from "node:fs";
import source program from "./program.wasm";
export const total = (v: number[]): number => v.length + Number(files) + Number(program);
