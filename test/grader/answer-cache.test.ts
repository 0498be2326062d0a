// The cache of pack code's answers: a question is asked once, even by many at the same time; a
// failure is not cached; the answers used longest ago are dropped when the cache is full.

import { describe, expect, test } from "vitest";
import { AnswerCache, weighValue } from "../../grader/answer-cache.ts";

const ten = () => 10;

describe("cached answers", () => {
  test("a question is asked once, even by many at the same time", async () => {
    const cache = new AnswerCache();
    let asked = 0;
    const ask = () => cache.get("key", () => Promise.resolve((asked += 1)), ten);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
    expect(cache.bytes).toBe(10);
  });

  test("everyone who asked gets the failure, and the next question is asked again", async () => {
    const cache = new AnswerCache();
    const fail = () => cache.get("key", () => Promise.reject(new Error("no slot")), ten);
    expect((await Promise.allSettled([fail(), fail()])).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(await cache.get("key", () => Promise.resolve("an answer"), ten)).toBe("an answer");
  });

  test("the answer used longest ago is dropped first; one that is too large is returned but not cached", async () => {
    const cache = new AnswerCache(30);
    const made: string[] = [];
    const ask = (key: string, bytes = 10) =>
      cache.get(
        key,
        () => (made.push(key), Promise.resolve(key)),
        () => bytes,
      );
    for (const key of ["a", "b", "c", "a", "d"]) await ask(key);
    expect(made.splice(0)).toEqual(["a", "b", "c", "d"]);
    for (const key of ["a", "c", "d", "b"]) await ask(key);
    expect(made.splice(0)).toEqual(["b"]);
    expect(await ask("huge", 1000)).toBe("huge");
    expect(cache.bytes).toBe(30);
  });

  test("the size of a value grows with its contents", () => {
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
