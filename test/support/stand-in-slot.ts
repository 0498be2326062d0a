// A program in place of a slot: it speaks to the parent as a slot does and otherwise does what a
// test wants, without Node's permissions, as native code would that has escaped from an isolate.

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LaunchPlan, listLaunchPlans } from "../../grader/walls/parent/launch-plans.ts";
import { temporaryFolder } from "./packs.ts";

/** What the text below may use: `send(message)`, `cpuMs()`, `burn(ms)` of CPU, `child_process`. */
const PROTOCOL = `
import child_process from "node:child_process";
const send = (message) => {
  const body = Buffer.from(JSON.stringify(message));
  const frame = Buffer.alloc(4 + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, 4);
  process.stdout.write(frame);
};
const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const burn = (ms) => { for (const until = cpuMs() + ms; cpuMs() < until; ); };
let received = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  received = Buffer.concat([received, chunk]);
  while (received.length >= 4 && received.length >= 4 + received.readUInt32LE(0)) {
    const end = 4 + received.readUInt32LE(0);
    const job = JSON.parse(received.subarray(4, end));
    received = received.subarray(end);
    onJob(job);
  }
});
process.stdin.on("end", () => process.kill(process.pid, "SIGKILL"));
`;

/**
 * Behind each of the plans that exist here, strongest first. `onJob`: the body of a function of
 * `job`.
 */
export function standInPlans(onJob: string): LaunchPlan[] {
  const folder = join(temporaryFolder(), "slot");
  mkdirSync(folder);
  // Its user, whoever that is, may read it.
  chmodSync(join(folder, ".."), 0o755);
  writeFileSync(
    join(folder, "slot.mjs"),
    `${PROTOCOL}\nasync function onJob(job) {\n${onJob}\n}\nsend({ type: "ready" });\n`,
  );
  return listLaunchPlans({ folder, addon: undefined }, 3400).map((plan) => ({
    ...plan,
    command: plan.command.filter((argument) => !/^--(permission|allow-)/.test(argument)),
  }));
}
