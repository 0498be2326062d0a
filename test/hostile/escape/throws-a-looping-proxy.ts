// escape: time-limit-exceeded, run-time-error | Throws a proxy whose traps never return, in case somebody asks what was thrown.
const trap = () => {
  for (;;);
};
export function total(): number {
  throw new Proxy(new Error("x"), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap });
}
