// late: time-limit-exceeded | A result with a getter that never returns.
export function total(): unknown {
  return {
    get value() {
      for (;;);
    },
  };
}
