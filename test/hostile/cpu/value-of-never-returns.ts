// cpu: time-limit-exceeded | A builtin that waits for valueOf.
export function total(values: number[]): number {
  const endless = {
    valueOf(): number {
      for (;;) values.length;
    },
  };
  return Math.hypot(1, endless as unknown as number);
}
