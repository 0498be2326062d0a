// What systemd would start for a unit of docs/deploying/: its command and its environment, for a
// Gradus in any folder. What only systemd can do (accounts, mounts, system calls) is left out.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { onTestFinished } from "vitest";
import { DEPLOYING } from "./deploying-examples.ts";
import { REAL_BUBBLEWRAP } from "./failing-bubblewrap.ts";
import { RunningGradus } from "./run-gradus.ts";

interface UnitCommand {
  command: string[];
  env: Record<string, string>;
}

/** `install`: the folder in the place of /opt/gradus. */
function readUnitCommand(unit: string, install: string): UnitCommand {
  const text = readFileSync(join(DEPLOYING, unit), "utf8");
  const read = (key: string) =>
    [...text.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value]) => value!);
  const [exec = "", ...more] = read("ExecStart");
  if (exec === "" || more.length > 0) throw new Error(`${unit} does not have one ExecStart`);
  const files = read("EnvironmentFile").map((file) =>
    readFileSync(join(DEPLOYING, basename(file)), "utf8"),
  );
  const lines = [...read("Environment"), ...files.flatMap((file) => file.split("\n"))];
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value!] as const];
  });
  return {
    command: exec.replaceAll("/opt/gradus/", `${install}/`).split(" "),
    env: Object.fromEntries(pairs),
  };
}

/**
 * Starts the unit's command; killed when the test is over. `values`: for this machine, in the place
 * of an operator's; each must be a setting of the unit, except those in `more`.
 */
export function startUnit(
  unit: string,
  install: string,
  values: Record<string, string>,
  more: Record<string, string> = {},
): RunningGradus {
  const { command, env } = readUnitCommand(unit, install);
  for (const name of Object.keys(values))
    if (!(name in env)) throw new Error(`${unit} does not set ${name}`);
  // Without bubblewrap the wall is missing that the example requires.
  const walls = REAL_BUBBLEWRAP === undefined ? { GRADUS_REQUIRE_WALLS: "0" } : {};
  const [program = "", ...args] = command;
  const running = new RunningGradus(program, args, {
    cwd: install,
    env: { ...env, ...walls, ...values, ...more },
  });
  onTestFinished(async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  });
  return running;
}
