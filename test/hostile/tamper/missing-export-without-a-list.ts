// tamper: compile-error | Exports nothing, and has a toJSON that makes the list of missing names vanish from any JSON.
Object.assign(Array.prototype, { toJSON: () => undefined });
export const sum = (): number => 6;
