// The keeper of drafts without a browser, with every sequence of events from the network, another
// tab and the reader.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DraftKeeper, type DraftState } from "../../src/islands/editor/draft-keeper.ts";
import {
  beginDraft,
  LocalDraft,
  type Other,
  type SaveOutcome,
} from "../../src/islands/editor/drafts.ts";

const STARTER = "// starter";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Server = (draft: { source: string; revision: number }) => SaveOutcome | Promise<SaveOutcome>;

/** A browser: its storage outlives its pages. */
function openBrowser() {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  let pages = 0;

  const openPage = (
    kind: "nobody" | "guest" | "member",
    server: Server = () => ({ kind: "failed", why: "offline" }),
    draft: { source: string; revision: number } | null = null,
  ) => {
    const viewer = { kind, tag: kind === "nobody" ? "" : kind };
    const local = new LocalDraft(storage, kind === "member" ? "member" : "visitor", "tiny/sum");
    const visitor = new LocalDraft(storage, "visitor", "tiny/sum");
    const beginning = beginDraft(
      { viewer, draft, starter: STARTER },
      local.read(),
      kind === "member" ? visitor.read() : undefined,
    );
    const page = {
      text: beginning.source,
      states: [] as DraftState[],
      conflicts: [] as Other[],
      sent: [] as { source: string; revision: number }[],
      local,
    };
    const keeper: DraftKeeper = new DraftKeeper({
      viewer,
      tab: `page ${++pages}`,
      local,
      beginning,
      starter: STARTER,
      text: () => page.text,
      replace: (text) => {
        page.text = text;
        keeper.edited();
      },
      isTooLarge: (text) => text.length > 1000,
      send: async (one) => {
        page.sent.push(one);
        return server(one);
      },
      onState: (state) => void page.states.push(state),
      onConflict: (other) => void page.conflicts.push(other),
    });
    keeper.begin();
    const type = (text: string) => {
      page.text = text;
      keeper.edited();
    };
    return Object.assign(page, { keeper, type });
  };
  return { openPage };
}

/** Like the real one: revisions count up, an older one is refused. */
function makeServer(stored: { source: string; revision: number } | null = null) {
  const server = {
    stored,
    save: ({ source, revision }: { source: string; revision: number }): SaveOutcome => {
      if (server.stored !== null && server.stored.source === source)
        return { kind: "saved", revision: server.stored.revision };
      if (server.stored !== null && server.stored.revision > revision)
        return {
          kind: "conflict",
          other: { ...server.stored, savedAt: new Date(0), isUnsent: false },
        };
      server.stored = { source, revision: revision + 1 };
      return { kind: "saved", revision: revision + 1 };
    },
  };
  return server;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("a member's draft", () => {
  test("is sent once after a pause, and then stored on the server only", async () => {
    const server = makeServer();
    const page = openBrowser().openPage("member", server.save);
    expect(page.keeper.state).toBe("untouched");
    page.type("a");
    await pass(300);
    page.type("ab");
    await pass(500);
    expect(page.sent).toEqual([]);
    await pass(200);
    expect(page.sent).toEqual([{ source: "ab", revision: 0 }]);
    expect(page.states).toEqual(["saving", "saved"]);
    expect(page.local.read()).toBeUndefined();
    page.type("abc");
    await pass(700);
    expect(page.sent.at(-1)).toEqual({ source: "abc", revision: 1 });
  });

  test("is sent every few seconds while the user types without a pause", async () => {
    const server = makeServer();
    const page = openBrowser().openPage("member", server.save);
    for (let i = 1; i <= 35; i++) {
      page.type("x".repeat(i));
      await pass(100);
    }
    expect(page.sent.length).toBeGreaterThanOrEqual(1);
    expect(page.sent.length).toBeLessThan(4);
  });

  test("is not sent for opening a page, nor for returning to the starter before anything was saved", async () => {
    const page = openBrowser().openPage("member", makeServer().save);
    await pass(5000);
    page.type("x");
    page.type(STARTER);
    await pass(5000);
    expect(page.sent).toEqual([]);
  });

  test("is saved one request at a time: text typed meanwhile follows with the returned revision", async () => {
    const server = makeServer();
    let answer: () => void = () => undefined;
    const page = openBrowser().openPage(
      "member",
      (draft) => new Promise((resolve) => (answer = () => resolve(server.save(draft)))),
    );
    page.type("first");
    await pass(700);
    page.type("second");
    await pass(700);
    expect(page.sent).toEqual([{ source: "first", revision: 0 }]);
    answer();
    await pass(700);
    expect(page.sent[1]).toEqual({ source: "second", revision: 1 });
    answer();
    await pass(0);
    expect([page.keeper.state, server.stored?.source]).toEqual(["saved", "second"]);
  });
});

describe("a lost connection", () => {
  test("is shown, the text is stored in the browser, and sent when the connection is back", async () => {
    const server = makeServer();
    let isOnline = true;
    const browser = openBrowser();
    const page = browser.openPage("member", (draft) =>
      isOnline ? server.save(draft) : { kind: "failed", why: "offline" },
    );
    page.type("a");
    await pass(700);
    isOnline = false;
    page.type("ab");
    await pass(700);
    expect(page.keeper.state).toBe("offline");
    expect(page.local.read()).toMatchObject({ source: "ab", revision: 1, isSent: false });
    isOnline = true;
    page.keeper.flush();
    await pass(0);
    expect([page.keeper.state, server.stored]).toEqual(["saved", { source: "ab", revision: 2 }]);
    expect(page.local.read()).toBeUndefined();
  });

  test("is retried automatically, less and less often", async () => {
    const page = openBrowser().openPage("member", () => ({ kind: "failed", why: "error" }));
    page.type("a");
    await pass(700 + 2000 + 4000 + 8000 + 100);
    expect(page.sent.length).toBe(4);
    expect(page.states).toEqual(["saving", "error"]);
  });

  test("survives the page: the next one shows the text and sends it", async () => {
    const browser = openBrowser();
    const offline = browser.openPage("member", undefined, { source: "kept", revision: 2 });
    offline.type("typed on a train");
    await pass(700);
    const server = makeServer({ source: "kept", revision: 2 });
    const online = browser.openPage("member", server.save, server.stored);
    expect(online.text).toBe("typed on a train");
    await pass(700);
    expect([server.stored?.source, online.conflicts]).toEqual(["typed on a train", []]);
  });

  test("between a save and its answer causes no conflict with the user's own text", async () => {
    const server = makeServer();
    let isAnswered = false;
    const page = openBrowser().openPage("member", (draft) => {
      const outcome = server.save(draft);
      return isAnswered ? outcome : { kind: "failed", why: "offline" };
    });
    page.type("a");
    await pass(700);
    expect(server.stored?.source).toBe("a");
    isAnswered = true;
    page.type("ab");
    await pass(700);
    expect(page.conflicts).toEqual([]);
    expect([page.keeper.state, server.stored?.source]).toEqual(["saved", "ab"]);
  });
});

describe("another device", () => {
  async function meet() {
    const server = makeServer({ source: "kept", revision: 1 });
    const [here, there] = [openBrowser(), openBrowser()].map((browser) =>
      browser.openPage("member", server.save, { source: "kept", revision: 1 }),
    );
    there!.type("theirs");
    await pass(700);
    here!.type("mine");
    await pass(700);
    return { server, here: here! };
  }

  test("is reported, and nothing is saved until the reader has chosen", async () => {
    const { server, here } = await meet();
    expect(here.keeper.state).toBe("conflict");
    expect(here.conflicts).toMatchObject([{ source: "theirs", revision: 2 }]);
    here.type("mine, and more");
    await pass(5000);
    expect(server.stored?.source).toBe("theirs");
    // But a reload would not lose it.
    expect(here.local.read()?.source).toBe("mine, and more");
  });

  test("keep mine: the other text is replaced", async () => {
    const { server, here } = await meet();
    here.keeper.resolve("mine");
    await pass(0);
    expect([server.stored, here.keeper.state, here.text]).toEqual([
      { source: "mine", revision: 3 },
      "saved",
      "mine",
    ]);
  });

  test("take theirs: the editor shows it, and nothing is sent", async () => {
    const { server, here } = await meet();
    const sent = here.sent.length;
    here.keeper.resolve("theirs");
    await pass(5000);
    expect([server.stored, here.keeper.state, here.text]).toEqual([
      { source: "theirs", revision: 2 },
      "saved",
      "theirs",
    ]);
    expect(here.sent.length).toBe(sent);
    expect(here.local.read()).toBeUndefined();
  });

  test("with the same text is no conflict", async () => {
    const server = makeServer({ source: "kept", revision: 1 });
    const page = openBrowser().openPage("member", server.save, { source: "kept", revision: 1 });
    server.stored = { source: "both", revision: 2 };
    page.type("both");
    await pass(700);
    expect([page.keeper.state, page.conflicts]).toEqual(["saved", []]);
  });
});

describe("a session that has ended", () => {
  test("is reported; the text is stored here and sent after its owner signs in again", async () => {
    let isSignedIn = false;
    const server = makeServer();
    const browser = openBrowser();
    const answer: Server = (draft) =>
      isSignedIn ? server.save(draft) : { kind: "refused", why: "signed-out" };
    const page = browser.openPage("member", answer);
    page.type("in the middle of");
    await pass(700);
    expect(page.keeper.state).toBe("signed-out");
    page.type("in the middle of a word");
    await pass(700);
    expect(page.keeper.state).toBe("signed-out");
    isSignedIn = true;
    const back = browser.openPage("member", answer);
    expect(back.text).toBe("in the middle of a word");
    await pass(700);
    expect([back.keeper.state, server.stored?.source]).toEqual([
      "saved",
      "in the middle of a word",
    ]);
  });
});

describe("a visitor without a session", () => {
  test("finds the text again in the same browser; nothing is sent", async () => {
    const browser = openBrowser();
    const page = browser.openPage("nobody");
    page.type("mine");
    await pass(700);
    expect([page.keeper.state, page.sent]).toEqual(["local", []]);
    expect(browser.openPage("nobody").text).toBe("mine");
  });

  test("has two tabs: the one that hears of the other asks, and either choice works", async () => {
    for (const choice of ["mine", "theirs"] as const) {
      const browser = openBrowser();
      const [first, second] = [browser.openPage("nobody"), browser.openPage("nobody")];
      first.type("first");
      await pass(700);
      second.keeper.heard(first.local.read()!);
      expect(second.conflicts).toMatchObject([{ source: "first" }]);
      second.type("second");
      await pass(700);
      expect(first.local.read()?.source).toBe("first");
      second.keeper.resolve(choice);
      await pass(700);
      expect(second.keeper.state).toBe("local");
      expect(browser.openPage("nobody").text).toBe(choice === "mine" ? "second" : "first");
    }
  });

  test("has two tabs, and the second missed the message: it asks before it saves", async () => {
    const browser = openBrowser();
    const [first, second] = [browser.openPage("nobody"), browser.openPage("nobody")];
    first.type("first");
    await pass(700);
    second.type("second");
    await pass(700);
    expect(second.conflicts).toMatchObject([{ source: "first" }]);
    expect(first.local.read()?.source).toBe("first");
    expect(second.keeper.isAtRisk).toBe(true);
  });

  test("submits and becomes a guest: the text is sent to the server", async () => {
    const browser = openBrowser();
    const page = browser.openPage("nobody");
    page.type("tried");
    await pass(700);
    const server = makeServer();
    const guest = browser.openPage("guest", server.save);
    await pass(700);
    expect([guest.text, server.stored?.source, guest.keeper.state]).toEqual([
      "tried",
      "tried",
      "saved",
    ]);
    // And to the guest's account, if the server has not moved it there.
    const account = makeServer();
    const member = browser.openPage("member", account.save);
    await pass(700);
    expect([member.text, account.stored?.source]).toEqual(["tried", "tried"]);
  });
});

describe("too much code", () => {
  test("is reported at once, neither sent nor stored, and saved again when there is less of it", async () => {
    const server = makeServer();
    const page = openBrowser().openPage("member", server.save);
    page.type("x".repeat(1001));
    expect([page.keeper.state, page.keeper.isAtRisk]).toEqual(["too-large", true]);
    await pass(5000);
    expect(page.sent).toEqual([]);
    page.type("x".repeat(1000));
    await pass(700);
    expect([page.keeper.state, page.keeper.isAtRisk, server.stored?.source.length]).toEqual([
      "saved",
      false,
      1000,
    ]);
  });
});
