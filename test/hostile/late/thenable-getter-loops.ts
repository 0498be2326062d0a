// late: time-limit-exceeded | A result whose then is a getter that never returns.
export function total(): unknown {
  return {
    get then() {
      for (;;);
    },
  };
}
