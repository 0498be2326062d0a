// Which code counts as submitted from this tab, and for whom.

import { expect, test } from "vitest";
import { SubmittedCode } from "../../src/islands/editor/submitted-code.ts";

const member = {
  viewer: { kind: "member" as const, tag: "ada" },
  exercise: "tiny/sum",
  query: "",
};

function openTab() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

test("only exactly this code, on the next page too", () => {
  const tab = openTab();
  const before = new SubmittedCode(tab, member);
  expect(before.has("a")).toBe(false);
  before.record("a");
  for (const one of [before, new SubmittedCode(tab, member)]) {
    expect(one.has("a")).toBe(true);
    expect(one.has("a ")).toBe(false);
  }
});

test("not for another account, exercise or assignment", () => {
  const tab = openTab();
  new SubmittedCode(tab, member).record("a");
  for (const other of [
    { ...member, viewer: { kind: "member" as const, tag: "ben" } },
    { ...member, viewer: { kind: "nobody" as const, tag: "" } },
    { ...member, exercise: "tiny/other" },
    { ...member, query: "?assignment=1" },
  ])
    expect(new SubmittedCode(tab, other).has("a")).toBe(false);
});

test("a visitor becomes a guest by submitting", () => {
  const tab = openTab();
  new SubmittedCode(tab, { ...member, viewer: { kind: "nobody", tag: "" } }).record("a");
  const guest = new SubmittedCode(tab, { ...member, viewer: { kind: "guest", tag: "new" } });
  expect(guest.has("a")).toBe(true);
});

test("without storage, this page still knows", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  const code = new SubmittedCode({ getItem: refuse, setItem: refuse }, member);
  code.record("a");
  expect(code.has("a")).toBe(true);
});
