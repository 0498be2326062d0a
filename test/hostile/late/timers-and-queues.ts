// late: accepted | Looks for any way to run after the verdict: timers, message ports, microtask queues, observers.
const names = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestIdleCallback", "postMessage", "MessageChannel",
  "BroadcastChannel", "Worker", "EventTarget", "addEventListener", "scheduler", "process"];
let found = "";
for (const name of names) if (name in globalThis) found += name;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (found) throw new Error("escaped: " + found);
  return sum;
}
