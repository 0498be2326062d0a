// The required walls apply to every process that runs behind walls: slots of submissions and packs,
// the type checker, the statement renderer, the similarity comparer. Without a requirement they use
// the walls that exist, as the command line does.

import { afterEach, describe, expect, test, vi } from "vitest";
import { createGrader, type Grader, type GraderOptions } from "../../../../grader/index.ts";
import { type Wall, WALLS } from "../../../../grader/doors/walls.ts";
import { SlotPool } from "../../../../grader/slots/parent/slot-pool.ts";
import {
  startBehindWalls,
  WallsMissingError,
} from "../../../../grader/walls/parent/start-behind-walls.ts";
import type { LaunchPlan } from "../../../../grader/walls/parent/launch-plans.ts";
import { TypeChecker } from "../../../../grader/type-check/type-checker.ts";
import { pathWithoutBubblewrap } from "../../../support/failing-bubblewrap.ts";

const closing: { close: () => Promise<void> }[] = [];
function track<T extends { close: () => Promise<void> }>(one: T): T {
  closing.push(one);
  return one;
}
const openGrader = (options: GraderOptions): Grader =>
  track(createGrader({ submissions: { size: 1, spares: 0 }, ...options }));
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
  vi.unstubAllEnvs();
});

const statement = {
  text: "Text.",
  file: "statement.en.md",
  targets: { files: "/f", exercises: "/e" },
};

describe("on a machine without bubblewrap", () => {
  test("if all walls are required nothing starts: no slot, no type checker, no statement, no comparison", async () => {
    vi.stubEnv("PATH", pathWithoutBubblewrap());
    const requiredWalls = () => WALLS;
    const grader = openGrader({ requiredWalls });
    const error: unknown = await grader.open().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WallsMissingError);
    expect((error as WallsMissingError).walls.missing.map(({ wall }) => wall)).toContain(
      "namespaces",
    );
    expect((error as WallsMissingError).walls.standing).toContain("permissions");
    await expect(grader.renderStatements([statement])).rejects.toThrow(WallsMissingError);
    await expect(grader.compareTexts({ texts: ["a", "b"], given: [] })).rejects.toThrow(
      WallsMissingError,
    );
    const checker = track(new TypeChecker({}, undefined, requiredWalls));
    await checker.open();
    expect(checker.state).toMatchObject({
      status: "unavailable",
      reason: expect.stringContaining("required walls are missing") as string,
    });
  }, 60_000);

  test("if none is required they start behind the walls that exist", async () => {
    vi.stubEnv("PATH", pathWithoutBubblewrap());
    const grader = openGrader({});
    expect((await grader.open()).missing.map(({ wall }) => wall)).toContain("namespaces");
    expect(await grader.renderStatements([statement])).toMatchObject([{ ok: true }]);
    expect(await grader.compareTexts({ texts: ["a", "b"], given: [] })).toMatchObject({ ok: true });
  }, 60_000);

  test("a pool that started before a wall was required provides no more slots, and says so", async () => {
    vi.stubEnv("PATH", pathWithoutBubblewrap());
    let required: readonly Wall[] = [];
    const pool = track(new SlotPool({ size: 1, spares: 0, requiredWalls: () => required }));
    const failures: Error[] = [];
    pool.onFailed((error) => failures.push(error));
    await pool.open();
    await pool.hold(async () => undefined);
    required = WALLS;
    await expect(pool.run({ type: "measure", id: 1 })).rejects.toThrow(WallsMissingError);
    expect(failures).toEqual([expect.any(WallsMissingError)]);
  }, 60_000);
});

describe("starting behind walls", () => {
  const planOf = (...walls: Wall[]): LaunchPlan => ({
    walls,
    command: walls,
    infoDescriptor: undefined,
  });
  const PLANS = [
    planOf(...WALLS),
    planOf("permissions", "limits", "user"),
    planOf("permissions", "limits"),
  ];

  function starting(broken: Record<number, string>) {
    const killed: number[] = [];
    const start = (plan: LaunchPlan) => {
      const i = PLANS.indexOf(plan);
      return {
        ready: () =>
          broken[i] === undefined ? Promise.resolve() : Promise.reject(new Error(broken[i])),
        kill: async () => void killed.push(i),
      };
    };
    return {
      killed,
      begin: (required: Wall[]) => startBehindWalls("nothing", PLANS, required, start),
    };
  }

  test.each<[string, Record<number, string>, Wall[], Wall[]]>([
    ["the strongest that starts", { 0: "no bwrap" }, [], ["permissions", "limits", "user"]],
    ["the strongest, if it does", {}, [...WALLS], [...WALLS]],
    [
      "less than the strongest, if that has all that is required",
      { 0: "no bwrap" },
      ["user"],
      ["permissions", "limits", "user"],
    ],
  ])("uses %s", async (_name, broken, required, standing) => {
    expect((await starting(broken).begin(required)).walls.standing).toEqual(standing);
  });

  test("ends a slot with fewer walls than required, and names the missing ones with their reasons", async () => {
    const { killed, begin } = starting({ 0: "no bwrap", 1: "no setpriv" });
    const error = await begin(["user", "namespaces"]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      message: "required walls are missing: user (no bwrap); namespaces (no bwrap)",
      walls: {
        standing: ["permissions", "limits"],
        missing: [{ wall: "user" }, { wall: "namespaces" }],
      },
    });
    expect(killed).toEqual([0, 1, 2]);
  });

  test("reports the reason if nothing starts at all", async () => {
    await expect(starting({ 0: "a", 1: "b", 2: "b" }).begin(["user"])).rejects.toThrow(
      "nothing comes up: a; b",
    );
  });
});
