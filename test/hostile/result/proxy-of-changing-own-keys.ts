// result: wrong-answer, run-time-error | a proxy that lists other keys each time, repeats them, and describes what is not there

let asked = 0;
export const total = (): unknown =>
  new Proxy({}, {
    ownKeys: () => ["a", `b${asked++}`, "a".repeat(asked % 3)],
    getOwnPropertyDescriptor: (_, key) => (asked % 2 === 0 ? undefined : { configurable: true, enumerable: true, value: key }),
  });
