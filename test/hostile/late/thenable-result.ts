// late: run-time-error | A result with a then method that would hand over the right number, or never return.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return {
    then(resolve: (value: number) => void) {
      resolve(sum);
      for (;;);
    },
  };
}
