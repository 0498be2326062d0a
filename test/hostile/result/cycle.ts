// result: wrong-answer | An object that contains itself in three ways.
export function total(values: number[]): unknown {
  const ring: Record<string, unknown> = {};
  ring["self"] = ring;
  ring["list"] = [ring, values];
  ring["deep"] = { back: { to: ring } };
  return ring;
}
