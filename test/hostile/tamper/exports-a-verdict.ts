// tamper: wrong-answer | Exports names that a harness might read by mistake.
export const verdict = "accepted";
export const score = 10;
export const expected = NaN;
export const tolerance = { rtol: Infinity, atol: Infinity };
export const check = (): boolean => true;
export const checker = check;
export default { verdict, total: () => 6 };
export const total = (): number => NaN;
