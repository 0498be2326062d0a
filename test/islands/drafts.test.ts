// The initial text of the editor: the server's draft, this browser's copy, and what was typed here
// before signing in.

import { describe, expect, test } from "vitest";
import { beginDraft, type Entry, LocalDraft, parseEntry } from "../../src/islands/editor/drafts.ts";

const STARTER = "// starter";
const nobody = { viewer: { kind: "nobody", tag: "" }, draft: null, starter: STARTER } as const;
const member = (draft: { source: string; revision: number } | null) =>
  ({ viewer: { kind: "member", tag: "ada" }, draft, starter: STARTER }) as const;
const guest = (draft: { source: string; revision: number } | null) =>
  ({ viewer: { kind: "guest", tag: "g1" }, draft, starter: STARTER }) as const;
const entry = (source: string, more: Partial<Entry> = {}): Entry => ({
  source,
  revision: 1,
  viewer: "",
  tab: "t",
  isSent: false,
  sending: null,
  savedAtMs: 1,
  ...more,
});

describe("a visitor without a session", () => {
  test("starts with the starter, later with the browser's copy", () => {
    expect(beginDraft(nobody, undefined, undefined)).toMatchObject({
      source: STARTER,
      revision: 0,
      stored: null,
    });
    expect(beginDraft(nobody, entry("mine", { revision: 4 }), undefined)).toMatchObject({
      source: "mine",
      revision: 4,
      stored: "mine",
    });
  });
});

describe("a member", () => {
  test("starts with the server's draft", () => {
    expect(beginDraft(member(null), undefined, undefined)).toMatchObject({
      source: STARTER,
      revision: 0,
      stored: null,
      conflict: null,
      visitorDraft: null,
    });
    expect(beginDraft(member({ source: "kept", revision: 3 }), undefined, undefined)).toMatchObject(
      { source: "kept", revision: 3, stored: "kept" },
    );
  });

  test("continues with what was typed while the server was unreachable", () => {
    const unsent = entry("offline", { viewer: "ada", revision: 3 });
    expect(beginDraft(member({ source: "kept", revision: 3 }), unsent, undefined)).toMatchObject({
      source: "offline",
      revision: 3,
      stored: "kept",
      conflict: null,
    });
    expect(
      beginDraft(member(null), entry("offline", { viewer: "ada", revision: 0 }), undefined),
    ).toMatchObject({ source: "offline", revision: 0, stored: null, conflict: null });
  });

  test("sees no conflict with a save that was in progress when the page was left", () => {
    const left = entry("and one more line", { viewer: "ada", revision: 3, sending: "on its way" });
    expect(
      beginDraft(member({ source: "on its way", revision: 4 }), left, undefined),
    ).toMatchObject({ source: "and one more line", revision: 4, conflict: null });
    expect(
      beginDraft(member({ source: "and one more line", revision: 5 }), left, undefined),
    ).toMatchObject({ source: "and one more line", stored: "and one more line", conflict: null });
  });

  test("chooses if another device has saved meanwhile", () => {
    const begun = beginDraft(
      member({ source: "theirs", revision: 5 }),
      entry("offline", { viewer: "ada", revision: 3 }),
      undefined,
    );
    expect(begun).toMatchObject({
      source: "offline",
      conflict: { source: "theirs", revision: 5, isUnsent: false },
    });
  });

  test("takes along what was typed here before signing in, if the account has no draft", () => {
    expect(beginDraft(member(null), undefined, entry("before"))).toMatchObject({
      source: "before",
      stored: null,
      visitorDraft: null,
    });
  });

  test("chooses between that and the account's draft", () => {
    expect(
      beginDraft(member({ source: "kept", revision: 1 }), undefined, entry("before")),
    ).toMatchObject({ source: "kept", stored: "kept", visitorDraft: "before" });
    for (const same of ["kept", STARTER])
      expect(
        beginDraft(member({ source: "kept", revision: 1 }), undefined, entry(same)),
      ).toMatchObject({ source: "kept", visitorDraft: null });
  });
});

describe("a guest", () => {
  test("has the server's draft, however old the browser's copy", () => {
    expect(
      beginDraft(
        guest({ source: "kept", revision: 3 }),
        entry("older", { viewer: "g1", isSent: true }),
        undefined,
      ),
    ).toMatchObject({ source: "kept", visitorDraft: null, conflict: null });
  });

  test("takes along what was typed before the first submission", () => {
    expect(beginDraft(guest(null), entry("before"), undefined)).toMatchObject({
      source: "before",
      stored: null,
    });
    expect(
      beginDraft(guest({ source: "kept", revision: 1 }), entry("before"), undefined),
    ).toMatchObject({ source: "kept", visitorDraft: "before" });
  });
});

describe("the browser's storage", () => {
  test("returns what was written, and nothing that another user has written there", () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    };
    const local = new LocalDraft(storage, "ada", "tiny/sum");
    expect(local.read()).toBeUndefined();
    expect(local.write(entry("x"))).toBe(true);
    expect(local.read()).toEqual(entry("x"));
    expect(new LocalDraft(storage, "bob", "tiny/sum").read()).toBeUndefined();
    for (const odd of [
      "",
      "null",
      "[]",
      "{}",
      '{"source":1}',
      '{"source":"x","revision":"1"}',
      "{",
    ])
      expect(parseEntry(odd), odd).toBeUndefined();
    local.remove();
    expect(local.read()).toBeUndefined();
  });

  test("may be disabled", () => {
    const closed = () => {
      throw new Error("no storage here");
    };
    const local = new LocalDraft(
      { getItem: closed, setItem: closed, removeItem: closed },
      "ada",
      "tiny/sum",
    );
    expect(local.read()).toBeUndefined();
    expect(local.write(entry("x"))).toBe(false);
    expect(() => local.remove()).not.toThrow();
  });
});
