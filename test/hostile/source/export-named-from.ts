// source: compile-error | Exports a function of another module under the name that is asked for.
export { hypot as total } from "node:math";
