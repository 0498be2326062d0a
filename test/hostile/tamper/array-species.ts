// tamper: accepted | Makes arrays construct something else whenever a method makes a new one.
class Hollow extends Array {
  static get [Symbol.species](): ArrayConstructor {
    return Object as unknown as ArrayConstructor;
  }
  override get length(): number {
    return 0;
  }
}
Array.prototype.constructor = Hollow;
Object.defineProperty(Array, Symbol.species, { value: Hollow });
globalThis.Array = Hollow as unknown as ArrayConstructor;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
