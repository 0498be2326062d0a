// late: accepted | Looks for any way to run after the verdict: timers, message ports, observers, and a microtask queue that the host would have lent.
const names = ["setTimeout", "setInterval", "setImmediate", "requestIdleCallback", "postMessage", "MessageChannel",
  "BroadcastChannel", "Worker", "EventTarget", "addEventListener", "scheduler", "process"];
let found = "";
for (const name of names) if (name in globalThis) found += name;
// This one is there, and made in here.
if (queueMicrotask.constructor !== Function || Object.getPrototypeOf(queueMicrotask) !== Function.prototype) found += "queueMicrotask";
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (found) throw new Error("escaped: " + found);
  return sum;
}
