// escape: time-limit-exceeded, run-time-error | Throws an error whose message, name and stack are getters that loop.
export function total(): number {
  const endless = {
    get() {
      for (;;);
    },
  };
  throw Object.defineProperties(new Error(), { message: endless, name: endless, stack: endless, cause: endless });
}
