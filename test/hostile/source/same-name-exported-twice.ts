// source: compile-error | Declares and exports one name twice.
export const total = (): number => NaN;
export const total = (): number => 6;
