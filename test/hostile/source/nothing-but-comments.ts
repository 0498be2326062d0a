// source: compile-error | No code at all.
/* export function total() {} */
// export const total = () => 6;
/** @type {import("node:fs")} */
