// tamper: accepted | leaves marks in prototypes that only natives reach, and looks for those of an earlier run

const natives = (): object[] => [
  Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(new Map().entries()), Object.getPrototypeOf("".matchAll(/x/g)), Object.getPrototypeOf(new Intl.Segmenter().segment("a")),
  Object.getPrototypeOf(Uint8Array) as object, Object.getPrototypeOf(async function* () {}) as object, Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object,
].map((native) => native as object);
const isFirst = !Object.hasOwn(globalThis, "began");
if (isFirst) for (const native of natives()) if (Object.hasOwn(native, "mark")) throw new Error("a mark of an earlier run");
Object.defineProperty(globalThis, "began", { value: true, configurable: true });
for (const native of natives()) Object.defineProperty(native, "mark", { value: 1, configurable: true });
export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);
