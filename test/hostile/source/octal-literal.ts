// source: compile-error | A number and a string as in old, sloppy code.
const mode = 0777 + "\07".length;
export const total = (): number => mode;
