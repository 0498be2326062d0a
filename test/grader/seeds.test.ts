import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deriveCaseSeed,
  deriveChanceSeed,
  deriveHiddenSeed,
  deriveSeed,
  isHiddenSeed,
} from "../../grader/seeds.ts";

const hashes = fc.string().map((text) => createHash("sha256").update(text).digest("hex"));
const secrets = fc.string({ maxLength: 80 });

describe("the seed of the hidden groups", () => {
  test("is the same for the same code on one site, a whole number that JSON and SQLite store exactly", () => {
    fc.assert(
      fc.property(secrets, hashes, hashes, (secret, exercise, code) => {
        const seed = deriveHiddenSeed(secret, exercise, code);
        expect(deriveHiddenSeed(secret, exercise, code)).toBe(seed);
        expect(isHiddenSeed(seed)).toBe(true);
        expect(JSON.parse(JSON.stringify(seed))).toBe(seed);
      }),
    );
  });

  test("is one of 64 for an exercise, so that the reference's answers are soon all known", () => {
    const exercise = "e".repeat(64);
    const codes = Array.from({ length: 3000 }, (_, i) =>
      createHash("sha256").update(String(i)).digest("hex"),
    );
    const seeds = new Set(codes.map((code) => deriveHiddenSeed("secret", exercise, code)));
    expect(seeds.size).toBe(64);
    expect([...seeds].filter((seed) => seed < 2 ** 31)).toEqual([]);
    const others = new Set(codes.map((code) => deriveHiddenSeed("another secret", exercise, code)));
    expect([...seeds].filter((seed) => others.has(seed))).toEqual([]);
    const elsewhere = new Set(
      codes.map((code) => deriveHiddenSeed("secret", "f".repeat(64), code)),
    );
    expect([...seeds].filter((seed) => elsewhere.has(seed))).toEqual([]);
  });

  test("is chosen without regard to the visible seed: equal visible seeds go with many hidden ones", () => {
    const codes = Array.from({ length: 6400 }, (_, i) =>
      createHash("sha256").update(String(i)).digest("hex"),
    ).filter((code) => deriveSeed(code) === 17);
    expect(codes.length).toBeGreaterThan(60);
    expect(
      new Set(codes.map((code) => deriveHiddenSeed("secret", "e".repeat(64), code))).size,
    ).toBeGreaterThan(30);
  });

  test("gives generators 31 bits, and chance 31 bits of a hash: neither reveals the other", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (seed) => {
        for (const part of [deriveCaseSeed(seed), deriveChanceSeed(seed)])
          expect(Number.isInteger(part) && part >= 0 && part < 2 ** 31).toBe(true);
        // The same cases, another chance: the bits that generators do not get decide it, too.
        const sibling = seed >= 2 ** 31 ? seed - 2 ** 31 : seed + 2 ** 31;
        expect(deriveCaseSeed(sibling)).toBe(deriveCaseSeed(seed));
        expect(deriveChanceSeed(sibling)).not.toBe(deriveChanceSeed(seed));
      }),
    );
  });
});
