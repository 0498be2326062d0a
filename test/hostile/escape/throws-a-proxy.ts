// escape: run-time-error | Throws a proxy all of whose traps throw it again.
const thrown: object = new Proxy(
  {},
  new Proxy({}, {
    get: () => () => {
      throw thrown;
    },
  }),
);
export function total(): number {
  throw thrown;
}
