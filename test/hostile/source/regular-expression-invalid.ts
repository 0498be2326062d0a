// source: compile-error | A regular expression that is only found invalid when it is compiled.
export const total = (values: number[]): number => (/(?<a>.)(?<a>.)\k<b>[z-a]/u.test("") ? values.length : 0);
