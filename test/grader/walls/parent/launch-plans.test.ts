// Every combination of walls that can start here works; the self-test and the plans are tested from
// outside.

import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { buildSlotProgram } from "../../../../grader/slots/parent/build-slot-program.ts";
import { newJobId } from "../../../../grader/slots/parent/job-runner.ts";
import { SlotHandle } from "../../../../grader/slots/parent/slot-handle.ts";
import { listLaunchPlans } from "../../../../grader/walls/parent/launch-plans.ts";
import { temporaryFolder } from "../../../support/packs.ts";

const plans = listLaunchPlans(buildSlotProgram(), 3400);
afterEach(() => vi.unstubAllEnvs());

describe("walls", () => {
  test("the strongest plan comes first, and the last one needs only Node", () => {
    const counts = plans.map((plan) => plan.walls.length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(plans.at(-1)!.command.join(" ")).not.toMatch(/bwrap|setpriv/);
  });

  test.for(plans.map((plan) => [plan.walls.join(", "), plan] as const))(
    "behind %s, everything is contained",
    async ([, plan], context) => {
      const slot = new SlotHandle(plan);
      const refusal = await slot.ready().then(() => null, String);
      // Not every plan works on every machine (no user namespaces, a folder that no one may enter);
      // one that does not must say why.
      expect(refusal).not.toBe("");
      if (refusal !== null) return context.skip(refusal);
      try {
        const { end } = await slot.run({ type: "self-test", id: newJobId() });
        if (end?.type !== "self-tested") throw new Error("no self-test");
        expect(end.results.length).toBeGreaterThanOrEqual(20);
        const through = end.results.filter(
          (result) => !result.contained && plan.walls.includes(result.wall),
        );
        expect(through).toEqual([]);
      } finally {
        await slot.kill();
      }
    },
  );

  test("without bubblewrap on the path the plans do without it", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "bin"));
    symlinkSync("/bin/sh", join(folder, "bin", "sh"));
    chmodSync(folder, 0o755);
    vi.stubEnv("PATH", join(folder, "bin"));
    for (const plan of listLaunchPlans(buildSlotProgram(), 3400))
      expect(plan.walls).not.toContain("namespaces");
  });
});
