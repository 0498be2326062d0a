// Own tests over HTTP: kept for their owner, limited, and run with the live tests.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MAX_OWN_TESTS, type OwnTest } from "../../grader/doors/reports.ts";
import { computeViewerTag } from "../../src/catalogue/viewer-tag.ts";
import { selectOwnTests } from "../../src/own-tests/own-tests.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

const SUM = "/exercises/tiny/sum";
const TEST: OwnTest = { kind: "expression", code: "total([1, 2])", expected: "3" };
const CASE: OwnTest = {
  kind: "case",
  input: "[1,2]",
  expected: "3",
  tolerance: { rtol: 0, atol: 0, fields: {} },
};

let site: TeachingSite;
let ada: Person;
let ben: Person;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  ben = await site.enrol("ben");
});
afterEach(() => site.close());

const tagOf = ({ userId }: Person) =>
  computeViewerTag({ kind: "member", userId, name: "", siteRole: null });
const send = (who: Person, method: string, path: string, body: unknown) =>
  who.send(method, path, JSON.stringify(body), {
    "content-type": "application/json",
    origin: new URL(site.services.config.publicUrl).origin,
  });
const mine = (who: Person) =>
  selectOwnTests(site.services.db, { userId: who.userId, packId: "tiny", exerciseId: "sum" });
const put = (who: Person, id: string, test: unknown = TEST, viewer = tagOf(who)) =>
  send(who, "PUT", `${SUM}/own-tests/${id}`, { test, viewer });

describe("PUT …/own-tests/:id", () => {
  test("adds a test once, for its owner, in order", async () => {
    for (const id of ["one", "one", "two"]) {
      const answer = await put(ada, id, id === "two" ? CASE : TEST);
      expect([answer.status, await answer.json()]).toEqual([200, { state: "saved" }]);
    }
    expect(mine(ada)).toEqual([
      { id: "one", test: TEST },
      { id: "two", test: CASE },
    ]);
    expect(mine(ben)).toEqual([]);
    expect(await (await ada.get(SUM)).text()).toContain("total([1, 2])");
  });

  test("adds the same test under another id only once", async () => {
    await put(ada, "one");
    await put(ada, "other");
    expect(mine(ada)).toHaveLength(1);
  });

  test("refuses another viewer's page, too many, and anything else", async () => {
    expect((await put(ada, "one", TEST, tagOf(ben))).status).toBe(401);
    for (const [id, bad] of [
      ["one", { kind: "expression", code: "" }],
      ["one", { kind: "script", code: "1" }],
      ["one", null],
    ] as const)
      expect((await put(ada, id, bad)).status).toBe(400);
    expect((await put(ada, "a-b")).status).toBe(404);
    expect(
      (
        await send(ada, "PUT", "/exercises/tiny/none/own-tests/one", {
          test: TEST,
          viewer: tagOf(ada),
        })
      ).status,
    ).toBe(404);
    for (let i = 0; i < MAX_OWN_TESTS; i++)
      expect((await put(ada, `id${i}`, { ...TEST, code: String(i) })).status).toBe(200);
    const full = await put(ada, "more", { ...TEST, code: "more" });
    expect([full.status, await full.json()]).toEqual([409, { state: "full" }]);
    expect(mine(ada)).toHaveLength(MAX_OWN_TESTS);
  });

  test("refuses more text than fits together, and keeps what there is", async () => {
    const long = (text: string) => ({ ...CASE, input: JSON.stringify(text.repeat(19_000)) });
    for (const [i, text] of ["a", "b", "c"].entries()) await put(ada, `id${i}`, long(text));
    expect((await put(ada, "id4", long("d"))).status).toBe(409);
    expect(mine(ada)).toHaveLength(3);
  });
});

test("DELETE removes only one's own", async () => {
  await put(ada, "one");
  await send(ben, "DELETE", `${SUM}/own-tests/one`, { viewer: tagOf(ben) });
  expect(mine(ada)).toHaveLength(1);
  const answer = await send(ada, "DELETE", `${SUM}/own-tests/one`, { viewer: tagOf(ada) });
  expect([answer.status, mine(ada)]).toEqual([200, []]);
});

describe("POST …/own-tests, from the page of a report", () => {
  test("adds the case and leads back to the exercise", async () => {
    const answer = await ada.post(`${SUM}/own-tests`, { test: JSON.stringify(CASE) });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `${SUM}?assignment=${site.assignment}#results`,
    ]);
    expect(mine(ada).map(({ test: one }) => one)).toEqual([CASE]);
  });

  test("answers 400 for anything else", async () => {
    for (const text of ["", "{", "[]", '{"kind":"case"}'])
      expect((await ada.post(`${SUM}/own-tests`, { test: text })).status).toBe(400);
    expect(mine(ada)).toEqual([]);
  });
});
