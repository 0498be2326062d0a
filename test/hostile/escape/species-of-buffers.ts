// escape: accepted | Makes builtins write through species constructors that give back buffers and views that are too small.
class Small extends Float64Array {
  static override get [Symbol.species](): never {
    return class extends Float64Array {
      constructor() {
        super(1);
      }
    } as never;
  }
}
class Same extends ArrayBuffer {
  static override get [Symbol.species](): never {
    return class {
      constructor() {
        return shared;
      }
    } as never;
  }
}
const shared = new Same(64);
let refused = 0;
const tries = [() => new Small(1000).slice(0, 1000), () => new Small(1000).map((x) => x), () => shared.slice(0, 64), () => new Small(9).subarray(8, 9)];
for (const attempt of tries) {
  try {
    attempt();
  } catch {
    refused++;
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return refused >= 2 ? sum : NaN;
}
