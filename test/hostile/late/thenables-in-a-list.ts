// late: wrong-answer | A list of thenables and promises, each with the answer.
export function total(values: number[]): unknown {
  const sum = values.reduce((a, b) => a + b, 0);
  return [Promise.resolve(sum), { then: (resolve: (value: number) => void) => resolve(sum) }, (async () => sum)()];
}
