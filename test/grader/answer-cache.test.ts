// What pack code has answered before: asked once, also by many at once; never kept when it failed;
// gone when it is the oldest and there is no room.

import { describe, expect, test } from "vitest";
import { AnswerCache, weighValue } from "../../grader/answer-cache.ts";

const ten = () => 10;

describe("kept answers", () => {
  test("a question is asked once, and once by many who ask at the same time", async () => {
    const kept = new AnswerCache();
    let asked = 0;
    const ask = () => kept.get("key", () => Promise.resolve((asked += 1)), ten);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
    expect(kept.bytes).toBe(10);
  });

  test("a failure is told to all who asked, and asked again the next time", async () => {
    const kept = new AnswerCache();
    const fail = () => kept.get("key", () => Promise.reject(new Error("no slot")), ten);
    expect((await Promise.allSettled([fail(), fail()])).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(await kept.get("key", () => Promise.resolve("an answer"), ten)).toBe("an answer");
  });

  test("the one asked for longest ago makes room; one that is larger than all the room is given, and not kept", async () => {
    const kept = new AnswerCache(30);
    const made: string[] = [];
    const ask = (key: string, bytes = 10) =>
      kept.get(
        key,
        () => (made.push(key), Promise.resolve(key)),
        () => bytes,
      );
    for (const key of ["a", "b", "c", "a", "d"]) await ask(key);
    expect(made.splice(0)).toEqual(["a", "b", "c", "d"]);
    for (const key of ["a", "c", "d", "b"]) await ask(key);
    expect(made.splice(0)).toEqual(["b"]);
    expect(await ask("huge", 1000)).toBe("huge");
    expect(kept.bytes).toBe(30);
  });

  test("values weigh by what they hold", () => {
    const small = weighValue([1, 2, 3]);
    expect(weighValue(Array.from({ length: 1000 }, (_, i) => i))).toBeGreaterThan(small * 50);
    expect(weighValue("x".repeat(1000))).toBeGreaterThan(1000);
    expect(
      weighValue({
        rows: [
          [1, 2],
          [3, 4],
        ],
        name: "m",
      }),
    ).toBeGreaterThan(weighValue([1, 2, 3, 4]));
    expect(weighValue(undefined)).toBeGreaterThan(0);
  });
});
