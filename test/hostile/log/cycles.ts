// log: accepted | Prints objects that contain themselves.
export function total(values: number[]): number {
  const ring: Record<string, unknown> = { values };
  ring["self"] = ring;
  ring["map"] = new Map([[ring, ring]]);
  ring["list"] = [ring, [ring, [ring]]];
  console.log(ring, ring["list"], ring["map"]);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
