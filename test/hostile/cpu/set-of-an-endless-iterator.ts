// cpu: time-limit-exceeded | The Set constructor drains an iterator that never ends and always gives the same value.
export function total(values: number[]): number {
  const endless = {
    [Symbol.iterator]: () => ({ next: () => ({ done: false, value: values.length }) }),
  };
  return new Set(endless as unknown as Iterable<number>).size;
}
