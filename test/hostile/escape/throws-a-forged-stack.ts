// escape: run-time-error | Throws errors whose stack names impossible lines.
export function total(values: number[]): number {
  const error = new Error("look at the line");
  error.stack = `Error\n    at total (submission.ts:${"9".repeat(400)}:1)\n    at submission.js:-1:NaN`;
  throw error;
}
