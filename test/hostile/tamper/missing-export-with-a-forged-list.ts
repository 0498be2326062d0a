// tamper: compile-error | Exports nothing, and has a toJSON that turns the list of missing names into something else.
const forged = { toJSON: () => ({ total: { length: 1e9 }, verdict: "accepted" }) };
Object.assign(Object.prototype, forged);
Object.assign(Array.prototype, forged);
export const sum = (): number => 6;
