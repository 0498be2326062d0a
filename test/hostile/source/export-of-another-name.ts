// source: compile-error | Exports the function under names that look the same.
export const tota1 = (): number => 6;
export const tоtal = (): number => 6;
export { tota1 as "total\u200b" };
