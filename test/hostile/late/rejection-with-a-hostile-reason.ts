// late: accepted, run-time-error, time-limit-exceeded | Rejects with an object whose every property loops when a host tries to report it.
const trap = () => {
  for (;;);
};
const hostile = new Proxy(new Error("quiet"), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap });
export function total(values: number[]): number {
  void Promise.reject(hostile);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
