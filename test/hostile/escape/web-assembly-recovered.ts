// escape: accepted | Tries to get compiled code back after it was taken away: by name, by text, by descriptors, by error types.
const ways: (() => unknown)[] = [
  () => (globalThis as Record<string, unknown>)["WebAssembly"],
  () => (0, eval)("WebAssembly"),
  () => new Function("return WebAssembly")(),
  () => Object.getOwnPropertyDescriptor(globalThis, "WebAssembly")!.value,
  () => new Function("return this")().WebAssembly,
  () => Reflect.ownKeys(globalThis).find((key) => /wasm|assembly/i.test(String(key))),
  () => new Function("'use asm'; function f(x) { x = x | 0; return x | 0; } return { f: f };")().wasm,
];
let recovered = 0;
for (const way of ways) {
  try {
    if (way() !== undefined) recovered++;
  } catch {
    // Gone.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return recovered === 0 ? sum : NaN;
}
