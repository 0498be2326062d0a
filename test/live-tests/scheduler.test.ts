// The order of live tests: one after the other, a newer one replaces an older one, and no one waits
// for long.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Payer } from "../../src/http/payer.ts";
import { LiveTestBudget } from "../../src/live-tests/budget.ts";
import { LiveTestScheduler } from "../../src/live-tests/scheduler.ts";

const ada: Payer = { kind: "viewer", id: "ada" };
const bob: Payer = { kind: "viewer", id: "bob" };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Work that the test ends. */
function makeWork() {
  const begun: string[] = [];
  const enders = new Map<string, (cpuTimeMs: number) => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<{ value: string; cpuTimeMs: number }>((resolve) =>
      enders.set(name, (cpuTimeMs) => resolve({ value: name, cpuTimeMs })),
    );
  };
  const end = async (name: string, cpuTimeMs = 10) => {
    enders.get(name)!(cpuTimeMs);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { begun, work, end };
}

function begin(slots = { limit: 1 }) {
  const budget = new LiveTestBudget({ share: 0.5, cores: 2 });
  return {
    budget,
    scheduler: new LiveTestScheduler({ budget, limit: () => slots.limit }),
    slots,
    ...makeWork(),
  };
}

describe("the scheduler", () => {
  test("runs as many at once as allowed, the others in order", async () => {
    const { scheduler, begun, work, end } = begin({ limit: 2 });
    const answers = ["a", "b", "c", "d"].map((tab) =>
      scheduler.run({ person: ada, tab, work: work(tab) }),
    );
    expect(begun).toEqual(["a", "b"]);
    expect(scheduler.depth).toEqual({ waiting: 2, running: 2 });
    await end("b");
    expect(begun).toEqual(["a", "b", "c"]);
    await end("a");
    await end("c");
    await end("d");
    expect(await Promise.all(answers)).toEqual(
      ["a", "b", "c", "d"].map((value) => ({ kind: "done", value })),
    );
    expect(scheduler.depth).toEqual({ waiting: 0, running: 0 });
  });

  test("reports each that has ended, even if no one wants the answer any more", async () => {
    const ended: number[] = [];
    const budget = new LiveTestBudget({ share: 0.5, cores: 2 });
    const scheduler = new LiveTestScheduler({
      budget,
      limit: () => 2,
      onEnd: () => ended.push(scheduler.depth.running),
    });
    const { work, end } = makeWork();
    const older = scheduler.run({ person: ada, tab: "1", work: work("older") });
    void scheduler.run({ person: ada, tab: "1", work: work("newer") });
    expect(await older).toEqual({ kind: "replaced" });
    expect(ended).toEqual([]);
    await end("older");
    await end("newer");
    expect(ended).toEqual([1, 0]);
  });

  test("replaces one in line by a newer one of the same tab; the older never runs", async () => {
    const { scheduler, begun, work, end } = begin();
    const busy = scheduler.run({ person: bob, tab: "1", work: work("bob's") });
    const older = scheduler.run({ person: ada, tab: "1", work: work("older") });
    const newer = scheduler.run({ person: ada, tab: "1", work: work("newer") });
    expect(await older).toEqual({ kind: "replaced" });
    await end("bob's");
    await end("newer");
    expect(await newer).toEqual({ kind: "done", value: "newer" });
    expect(await busy).toEqual({ kind: "done", value: "bob's" });
    expect(begun).toEqual(["bob's", "newer"]);
  });

  test("lets a running one finish, discards its answer, and counts its CPU time", async () => {
    const { scheduler, budget, begun, work, end } = begin();
    const older = scheduler.run({ person: ada, tab: "1", work: work("older") });
    const newer = scheduler.run({ person: ada, tab: "1", work: work("newer") });
    expect(await older).toEqual({ kind: "replaced" });
    // One at a time: the newer waits for the slot that the older still has.
    expect(begun).toEqual(["older"]);
    await end("older", 500);
    expect(begun).toEqual(["older", "newer"]);
    await end("newer", 600);
    expect(await newer).toEqual({ kind: "done", value: "newer" });
    // A viewer's bucket contains 1000 ms here, and 1100 were used.
    expect(budget.waitMs(ada)).toBeGreaterThan(0);
  });

  test("does not confuse one tab with another, nor one user with another", async () => {
    const { scheduler, begun, work, end } = begin({ limit: 3 });
    void scheduler.run({ person: ada, tab: "1", work: work("ada 1") });
    void scheduler.run({ person: ada, tab: "2", work: work("ada 2") });
    void scheduler.run({ person: bob, tab: "1", work: work("bob 1") });
    expect(begun).toEqual(["ada 1", "ada 2", "bob 1"]);
    for (const name of begun) await end(name);
  });

  test("forgets one whose page was closed before its turn", async () => {
    const { scheduler, begun, work, end } = begin();
    const page = new AbortController();
    void scheduler.run({ person: bob, tab: "1", work: work("bob's") });
    const gone = scheduler.run({ person: ada, tab: "1", work: work("gone"), signal: page.signal });
    page.abort();
    expect(await gone).toEqual({ kind: "replaced" });
    await end("bob's");
    expect(begun).toEqual(["bob's"]);
    expect(scheduler.depth).toEqual({ waiting: 0, running: 0 });
  });

  test('answers "busy" after two seconds of waiting, and not before', async () => {
    const { scheduler, work, end } = begin();
    void scheduler.run({ person: bob, tab: "1", work: work("bob's") });
    const answered = vi.fn<(answer: unknown) => void>();
    void scheduler.run({ person: ada, tab: "1", work: work("ada's") }).then(answered);
    await vi.advanceTimersByTimeAsync(1900);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(answered).toHaveBeenCalledWith({ kind: "busy", retryMs: 1000 });
    await end("bob's");
  });

  test('answers "busy" at once to a user deep in debt, while others continue', async () => {
    const { scheduler, begun, work, end } = begin();
    const first = scheduler.run({ person: ada, tab: "1", work: work("endless") });
    await end("endless", 3000);
    await first;
    // There were 1000 ms, 2000 are owed, a quarter of a millisecond is added with each.
    expect(await scheduler.run({ person: ada, tab: "1", work: work("again") })).toEqual({
      kind: "busy",
      retryMs: 8001,
    });
    void scheduler.run({ person: bob, tab: "1", work: work("bob's") });
    expect(begun).toEqual(["endless", "bob's"]);
    await end("bob's");
    await vi.advanceTimersByTimeAsync(8100);
    void scheduler.run({ person: ada, tab: "1", work: work("later") });
    expect(begun).toEqual(["endless", "bob's", "later"]);
    await end("later");
  });

  test("makes a user with little debt wait, and lets others pass", async () => {
    const { scheduler, begun, work, end } = begin({ limit: 2 });
    const first = scheduler.run({ person: ada, tab: "1", work: work("first") });
    await end("first", 1200);
    await first;
    const second = scheduler.run({ person: ada, tab: "1", work: work("second") });
    void scheduler.run({ person: bob, tab: "1", work: work("bob's") });
    expect(begun).toEqual(["first", "bob's"]);
    await vi.advanceTimersByTimeAsync(900);
    expect(begun).toEqual(["first", "bob's", "second"]);
    await end("second");
    await end("bob's");
    expect(await second).toEqual({ kind: "done", value: "second" });
  });

  test("runs only one at a time while submissions wait", async () => {
    const { scheduler, slots, begun, work, end } = begin({ limit: 3 });
    slots.limit = 1;
    for (const tab of ["a", "b"]) void scheduler.run({ person: ada, tab, work: work(tab) });
    expect(begun).toEqual(["a"]);
    slots.limit = 3;
    await vi.advanceTimersByTimeAsync(100);
    expect(begun).toEqual(["a", "b"]);
    for (const tab of ["a", "b"]) await end(tab);
  });

  test("passes an error on, and continues", async () => {
    const { scheduler, work, begun, end } = begin();
    await expect(
      scheduler.run({ person: ada, tab: "1", work: () => Promise.reject(new Error("the disk")) }),
    ).rejects.toThrow("the disk");
    expect(scheduler.depth).toEqual({ waiting: 0, running: 0 });
    void scheduler.run({ person: ada, tab: "1", work: work("next") });
    expect(begun).toEqual(["next"]);
    await end("next");
  });
});
