// The budget of CPU time that live tests share, with a clock of the test's own.

import { describe, expect, test } from "vitest";
import type { Payer } from "../../src/http/payer.ts";
import { LiveTestBudget } from "../../src/live-tests/budget.ts";

const ada: Payer = { kind: "viewer", id: "ada" };
const bob: Payer = { kind: "viewer", id: "bob" };
const school: Payer = { kind: "address", id: "192.0.2.1" };

/**
 * Half of four cores: 2 ms each millisecond for all, 0.5 for a viewer, 1.6 for an address; four
 * seconds of each at the start.
 */
function begin() {
  let nowMs = 1000;
  const budget = new LiveTestBudget({ share: 0.5, cores: 4, now: () => nowMs });
  return { budget, pass: (ms: number) => (nowMs += ms) };
}

describe("the budget", () => {
  test("allows a burst, then makes a user wait until the debt is paid", () => {
    const { budget, pass } = begin();
    expect(budget.waitMs(ada)).toBe(0);
    budget.debit(ada, 1900);
    expect(budget.waitMs(ada)).toBe(0);
    budget.debit(ada, 600);
    // There were 2000, 2500 are used, and half a millisecond is added with each.
    expect(budget.waitMs(ada)).toBe(1001);
    pass(500);
    expect(budget.waitMs(ada)).toBe(501);
    pass(501);
    expect(budget.waitMs(ada)).toBe(0);
  });

  test("is separate for each viewer", () => {
    const { budget } = begin();
    budget.debit(ada, 5000);
    expect(budget.waitMs(ada)).toBeGreaterThan(0);
    expect(budget.waitMs(bob)).toBe(0);
  });

  test("also limits all viewers together", () => {
    const { budget, pass } = begin();
    // Ten people, each below their own limit.
    for (let i = 0; i < 10; i++) budget.debit({ kind: "viewer", id: String(i) }, 900);
    expect(budget.waitMs(bob)).toBe(501);
    pass(501);
    expect(budget.waitMs(bob)).toBe(0);
  });

  test("gives an address enough for a classroom, but not everything", () => {
    const { budget, pass } = begin();
    budget.debit(school, 6300);
    expect(budget.waitMs(school)).toBe(0);
    budget.debit(school, 500);
    expect(budget.waitMs(school)).toBeGreaterThan(0);
    expect(budget.waitMs(ada)).toBe(0);
    // Thirty visitors who run live tests every two seconds for a minute, 50 ms each.
    pass(10_000);
    for (let second = 0; second < 60; second++) {
      for (let visitor = 0; visitor < 15; visitor++) {
        expect(budget.waitMs(school)).toBe(0);
        budget.debit(school, 50);
      }
      pass(1000);
    }
  });

  test("never contains more than a burst", () => {
    const { budget, pass } = begin();
    pass(3_600_000);
    budget.debit(ada, 2001);
    expect(budget.waitMs(ada)).toBeGreaterThan(0);
  });

  test("does not confuse a viewer with an address of the same name", () => {
    const { budget } = begin();
    budget.debit({ kind: "viewer", id: school.id }, 5000);
    expect(budget.waitMs(school)).toBe(0);
  });
});
