// result: wrong-answer | dates, errors and functions that call themselves Number

export function total(v: number[]): unknown {
  const answer = Object.assign(() => v.length, { valueOf: () => v.reduce((a, b) => a + b, 0) });
  Object.defineProperty(answer, Symbol.toStringTag, { value: "Number" });
  Object.setPrototypeOf(answer, Number.prototype);
  return answer;
}
