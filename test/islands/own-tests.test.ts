// Own tests in the browser, without one: what is kept where, and when it reaches the server.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OwnTest } from "../../grader/doors/reports.ts";
import type { EditorData, OwnTestEntry } from "../../src/catalogue/editor-data.ts";
import { OwnTests, type OwnTestState } from "../../src/islands/editor/own-tests.ts";

const one: OwnTest = { kind: "expression", code: "total([1])", expected: "1" };
const two: OwnTest = { kind: "expression", code: "total([2])", expected: null };

/** What the server holds, and how it answers; undefined: it cannot be reached. */
let stored: OwnTestEntry[];
let answer: { status: number; state: string } | undefined;

beforeEach(() => {
  stored = [];
  answer = { status: 200, state: "saved" };
  vi.stubGlobal("fetch", async (url: string, init: { method: string; body: string }) => {
    if (answer === undefined) throw new TypeError("no connection");
    const id = /own-tests\/(\w+)/.exec(url)![1]!;
    const { test: added } = JSON.parse(init.body) as { test: OwnTest };
    if (answer.state === "saved") {
      stored = stored.filter((entry) => entry.id !== id);
      if (init.method === "PUT") stored.push({ id, test: added });
    }
    return new Response(JSON.stringify({ state: answer.state }), { status: answer.status });
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A browser: its storage outlives its pages. `isClosed`: it refuses to store anything. */
function openBrowser(isClosed = false) {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isClosed) throw new Error("full");
      values.set(key, value);
    },
    removeItem: (key: string) => void values.delete(key),
  };
  let ids = 0;
  const openPage = (kind: EditorData["viewer"]["kind"]) => {
    const states: OwnTestState[] = [];
    const viewer = { kind, tag: kind === "nobody" ? "" : kind };
    const data = { path: "/e", query: "", exercise: "tiny/sum", viewer, ownTests: stored };
    const tests = new OwnTests({
      data,
      storage,
      newId: () => `id${++ids}`,
      onChange: () => undefined,
      onState: (state) => void states.push(state),
    });
    return { tests, states, begin: () => tests.begin() };
  };
  return { openPage };
}

test("with a session they are on the server, for every browser", async () => {
  const page = openBrowser().openPage("member");
  await page.tests.add(one);
  expect(page.states).toEqual(["saved"]);
  expect(openBrowser().openPage("member").tests.tests).toEqual([one]);
});

test("the same test twice is one test", async () => {
  const page = openBrowser().openPage("member");
  await page.tests.add(one);
  await page.tests.add({ ...one });
  expect([page.tests.tests, stored.length]).toEqual([[one], 1]);
});

test("a visitor's stay in the browser, over a reload", async () => {
  const browser = openBrowser();
  const page = browser.openPage("nobody");
  await page.tests.add(one);
  expect([page.states, stored]).toEqual([["here"], []]);
  expect(browser.openPage("nobody").tests.tests).toEqual([one]);
});

test.each(["guest", "member"] as const)(
  "a visitor's are moved once they are a %s",
  async (kind) => {
    const browser = openBrowser();
    await browser.openPage("nobody").tests.add(one);
    const page = browser.openPage(kind);
    await page.begin();
    expect(stored.map((entry) => entry.test)).toEqual([one]);
    expect(page.tests.tests).toEqual([one]);
    const next = browser.openPage(kind);
    await next.begin();
    expect(next.tests.tests).toEqual([one]);
  },
);

test("without a connection nothing is lost: it is sent later, or by the next page", async () => {
  const browser = openBrowser();
  const page = browser.openPage("member");
  answer = undefined;
  await page.tests.add(one);
  await page.tests.add(two);
  expect(page.states.at(-1)).toBe("unsaved");
  expect(browser.openPage("member").tests.tests).toEqual([one, two]);
  answer = { status: 200, state: "saved" };
  await page.tests.send();
  expect(stored.map((entry) => entry.test)).toEqual([one, two]);
  expect(browser.openPage("member").tests.tests).toEqual([one, two]);
});

test("when the server takes no more, it is said, and the rest stays", async () => {
  const page = openBrowser().openPage("member");
  await page.tests.add(one);
  answer = { status: 409, state: "full" };
  await page.tests.add(two);
  expect(page.states).toEqual(["saved", "full"]);
  expect(page.tests.tests).toEqual([one]);
});

test("removing needs the server, unless only this browser has it", async () => {
  const browser = openBrowser();
  const page = browser.openPage("member");
  await page.tests.add(one);
  answer = undefined;
  await page.tests.remove(0);
  expect([page.states.at(-1), page.tests.tests]).toEqual(["not-removed", [one]]);
  await page.tests.add(two);
  await page.tests.remove(1);
  expect(browser.openPage("member").tests.tests).toEqual([one]);
  answer = { status: 200, state: "saved" };
  await page.tests.remove(0);
  expect([page.tests.tests, stored]).toEqual([[], []]);
});

test("a session that has ended leaves them in the browser", async () => {
  const browser = openBrowser();
  const page = browser.openPage("member");
  answer = { status: 401, state: "nobody" };
  await page.tests.add(one);
  expect(page.states).toEqual(["unsaved"]);
  expect(browser.openPage("member").tests.tests).toEqual([one]);
});

test("a browser that stores nothing is said at once to a visitor", async () => {
  const page = openBrowser(true).openPage("nobody");
  await page.tests.add(one);
  expect([page.states, page.tests.tests]).toEqual([["no-storage"], [one]]);
});

test("what is not from this page is left out", () => {
  const values = new Map([
    ["gradus.own-tests.visitor.tiny/sum", '[null,{"id":1},{"id":"a","test":{"kind":"script"}}]'],
  ]);
  const tests = new OwnTests({
    data: {
      path: "/e",
      query: "",
      exercise: "tiny/sum",
      viewer: { kind: "nobody", tag: "" },
      ownTests: [],
    },
    storage: {
      getItem: (key) => values.get(key) ?? null,
      setItem: () => undefined,
      removeItem: () => undefined,
    },
    newId: () => "id",
    onChange: () => undefined,
    onState: () => undefined,
  });
  expect(tests.tests).toEqual([]);
});
