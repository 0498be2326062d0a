// log: accepted | Prints proxies, revoked proxies and getters that throw, catching whatever comes back.
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
const fail = () => {
  throw new Error("escaped into the console");
};
const things = [
  proxy,
  new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail }),
  { get a() { return fail(); } },
  { [Symbol.toPrimitive]: fail, toString: fail, valueOf: fail, toJSON: fail },
  Object.defineProperty(new Error("x"), "message", { get: fail }),
  Object.create(null, { [Symbol.toStringTag]: { get: fail } }),
];
export function total(values: number[]): number {
  for (const thing of things) {
    try {
      console.log(thing, [thing]);
    } catch {
      // A student's own getter may well throw.
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
