// Which workers a server sees, by what is in Redis.

import type { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nameKeys, type WorkerFacts } from "../../src/workers/messages.ts";
import { WorkerList } from "../../src/workers/worker-list.ts";

const ENGINE = "1.0.0+abc";
const keys = nameKeys("list");

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

function setUp() {
  const entries = new Map<string, string>();
  const list = new WorkerList(
    {
      smembers: () => Promise.resolve(["a", "b"]),
      mget: (names: string[]) => Promise.resolve(names.map((name) => entries.get(name) ?? null)),
      srem: () => Promise.resolve(1),
    } as unknown as Redis,
    keys,
    ENGINE,
  );
  const write = (id: string, beat: number, facts: Partial<WorkerFacts> = {}) =>
    entries.set(
      keys.worker(id),
      JSON.stringify({
        id,
        host: "machine",
        engine: ENGINE,
        slots: 4,
        running: 1,
        graded: 0,
        isChecking: false,
        state: "ready",
        reason: null,
        sinceMs: 0,
        beat,
        ...facts,
      } satisfies WorkerFacts),
    );
  return { list, write };
}

test("idle slots are those of workers that take jobs", async () => {
  const { list, write } = setUp();
  write("a", 1);
  write("b", 1, { state: "draining" });
  await list.refresh();
  expect([list.slots, list.idleSlots, list.all.length]).toEqual([4, 3, 2]);
});

test("a worker is gone if its entry stays in Redis but does not change any more", async () => {
  const { list, write } = setUp();
  for (let beat = 0; beat < 20; beat += 1) {
    write("a", beat);
    write("b", Math.min(beat, 2));
    await list.refresh();
    expect([list.has("a"), list.has("b")], `second ${beat}`).toEqual([true, beat <= 17]);
    vi.advanceTimersByTime(1000);
  }
});
