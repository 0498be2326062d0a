// source: compile-error | Decorators, which neither the engine nor the parser runs.
function trace(value: unknown): unknown {
  return value;
}
@trace
class Sum {
  @trace method(): number {
    return 6;
  }
}
export const total = (): number => new Sum().method();
