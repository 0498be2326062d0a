// source: accepted, compile-error | ambient functions, accessors, enums and modules with global augmentations around a right answer

declare function lost(this: void, ...rest: never[]): asserts rest is never;
declare let later: unique symbol extends infer U ? U : never;
declare class Empty { accessor x: number; static accessor y: string; constructor(private readonly z: Empty); }
declare enum Far { One = 1, Two = "two".length }
declare module "*.wasm" { const bytes: ArrayBuffer; export default bytes; }
interface Empty { (): Empty; new (): Empty; readonly [key: string]: unknown }
export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);
