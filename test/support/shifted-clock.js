// node --import: the clock of this process is off by as many milliseconds as the file
// GRADUS_TEST_CLOCK says, which may change at any time. Timers and performance.now() are not.

import { readFileSync } from "node:fs";

const RealDate = Date;
const file = process.env.GRADUS_TEST_CLOCK;
/** How long a reading of the file is used. */
const READ_AGAIN_MS = 20;
let offsetMs = 0;
let readMs = -Infinity;

function now() {
  if (performance.now() - readMs > READ_AGAIN_MS) {
    readMs = performance.now();
    offsetMs = Number(readFileSync(file, "utf8"));
  }
  return RealDate.now() + offsetMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
