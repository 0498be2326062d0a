// memory: run-time-error | Overflows the stack with frames of a hundred spread arguments.
function dive(...frame: number[]): number {
  return dive(...frame, frame.length) + frame[0]!;
}
export function total(): number {
  return dive(...new Array(100).fill(1));
}
