// Drafts: revisions, owners, and refusals.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { saveDraft, selectOptionalDraft } from "../../src/exercises/drafts.ts";
import { computeViewerTag } from "../../src/catalogue/viewer-tag.ts";
import { asVisitor, cookiesOf, type MemberSession, putJson, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";

describe("a draft in the database", () => {
  const now = new Date("2026-01-01T10:00:00Z");
  const later = new Date("2026-01-01T11:00:00Z");

  function begin() {
    const db = openDatabase(":memory:");
    for (const id of ["ada", "bob"])
      db.insert(users)
        .values({ id, name: id, email: `${id}@example.org`, createdAt: now, updatedAt: now })
        .run();
    const keyOf = (userId: string) => ({ userId, packId: "tiny", exerciseId: "sum" });
    return { db, ada: keyOf("ada"), bob: keyOf("bob") };
  }

  test("counts its saves", () => {
    const { db, ada } = begin();
    expect(selectOptionalDraft(db, ada)).toBeUndefined();
    expect(saveDraft(db, ada, { source: "a", revision: 0 }, now)).toEqual({
      kind: "saved",
      revision: 1,
    });
    expect(saveDraft(db, ada, { source: "b", revision: 1 }, later)).toEqual({
      kind: "saved",
      revision: 2,
    });
    expect(selectOptionalDraft(db, ada)).toEqual({ source: "b", revision: 2, savedAt: later });
  });

  test("is not overwritten by a page that has not seen it", () => {
    const { db, ada } = begin();
    saveDraft(db, ada, { source: "a", revision: 0 }, now);
    saveDraft(db, ada, { source: "b", revision: 1 }, now);
    for (const revision of [0, 1])
      expect(saveDraft(db, ada, { source: "mine", revision }, later)).toEqual({
        kind: "conflict",
        stored: { source: "b", revision: 2, savedAt: now },
      });
    expect(selectOptionalDraft(db, ada)?.source).toBe("b");
    // After seeing the other draft, a student may still prefer their own.
    expect(saveDraft(db, ada, { source: "mine", revision: 2 }, later)).toEqual({
      kind: "saved",
      revision: 3,
    });
  });

  test("does not conflict with itself: the same text twice is one save", () => {
    const { db, ada } = begin();
    saveDraft(db, ada, { source: "a", revision: 0 }, now);
    expect(saveDraft(db, ada, { source: "a", revision: 0 }, later)).toEqual({
      kind: "saved",
      revision: 1,
    });
    expect(selectOptionalDraft(db, ada)?.savedAt).toEqual(now);
  });

  test("accepts a page with a higher revision than the stored one, as after a restored backup", () => {
    const { db, ada } = begin();
    saveDraft(db, ada, { source: "old", revision: 0 }, now);
    expect(saveDraft(db, ada, { source: "new", revision: 7 }, later)).toEqual({
      kind: "saved",
      revision: 8,
    });
  });

  test("is separate for each user", () => {
    const { db, ada, bob } = begin();
    saveDraft(db, ada, { source: "ada's", revision: 0 }, now);
    expect(selectOptionalDraft(db, bob)).toBeUndefined();
    expect(saveDraft(db, bob, { source: "bob's", revision: 0 }, now)).toEqual({
      kind: "saved",
      revision: 1,
    });
    expect(selectOptionalDraft(db, ada)?.source).toBe("ada's");
  });
});

describe("PUT …/draft", () => {
  let site: TestSite;
  let ada: MemberSession;
  let bob: MemberSession;
  const tagOf = (userId: string) =>
    computeViewerTag({ kind: "member", userId, name: "", siteRole: null });
  const draftOf = (userId: string) =>
    selectOptionalDraft(site.services.db, { userId, packId: "tiny", exerciseId: "sum" });

  beforeAll(async () => {
    site = await startSite();
    ada = await signUp(site, "ada");
    bob = await signUp(site, "bob");
  });
  afterAll(() => site.close(0));

  test("saves, and reports a conflict with the stored text", async () => {
    const save = (source: string, revision: number) =>
      ada.ask(`${SUM}/draft`, putJson({ source, revision, viewer: tagOf(ada.userId) }));
    const first = await save("one", 0);
    expect([first.status, await first.json()]).toEqual([200, { state: "saved", revision: 1 }]);
    expect((await save("two", 1)).status).toBe(200);
    const refused = await save("three", 1);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toEqual({
      state: "conflict",
      source: "two",
      revision: 2,
      savedAt: draftOf(ada.userId)!.savedAt.toISOString(),
    });
    expect(draftOf(ada.userId)?.source).toBe("two");
    expect(draftOf(bob.userId)).toBeUndefined();
  });

  test("is shown again to its author, and to no one else", async () => {
    await bob.ask(
      `${SUM}/draft`,
      putJson({ source: "// only bob's eyes", revision: 0, viewer: tagOf(bob.userId) }),
    );
    expect(await (await bob.ask(SUM)).text()).toContain("only bob&#39;s eyes");
    for (const other of [ada.ask, asVisitor(site)])
      expect(await (await other(SUM)).text()).not.toContain("eyes");
  });

  test("saves nothing from a page of another user, or after signing out", async () => {
    const before = draftOf(bob.userId);
    const other = await bob.ask(
      `${SUM}/draft`,
      putJson({ source: "ada's", revision: 9, viewer: tagOf(ada.userId) }),
    );
    expect([other.status, await other.json()]).toEqual([401, { state: "other" }]);
    const nobody = await asVisitor(site)(
      `${SUM}/draft`,
      putJson({ source: "ada's", revision: 9, viewer: tagOf(ada.userId) }),
    );
    expect([nobody.status, await nobody.json()]).toEqual([401, { state: "nobody" }]);
    expect(draftOf(bob.userId)).toEqual(before);
  });

  test("saves a guest's, too", async () => {
    const form = new URLSearchParams({ source: "export const sum = () => 1;" });
    const sent = await asVisitor(site)(`${SUM}/submissions`, { method: "POST", body: form });
    expect(sent.status).toBe(303);
    const ask = asVisitor(site, cookiesOf(sent.headers));
    const page = await (await ask(SUM)).text();
    const { viewer } = JSON.parse(
      /<script type="application\/json" id="editor-data">(.*?)<\/script>/.exec(page)![1]!,
    ) as { viewer: { kind: string; tag: string } };
    expect(viewer.kind).toBe("guest");
    const saved = await ask(
      `${SUM}/draft`,
      putJson({ source: "// a guest's", revision: 0, viewer: viewer.tag }),
    );
    expect(await saved.json()).toEqual({ state: "saved", revision: 1 });
    expect(await (await ask(SUM)).text()).toContain("// a guest&#39;s");
  });

  test.each([
    [
      "more than a submission may contain",
      putJson({ source: "x".repeat(256 * 1024 + 1), revision: 0, viewer: "" }),
      413,
    ],
    ["no JSON", { ...putJson({}), body: "source=x" }, 400],
    ["another shape", putJson({ source: 1, revision: 0, viewer: "" }), 400],
    ["a negative revision", putJson({ source: "x", revision: -1, viewer: "" }), 400],
  ])("refuses %s", async (_what, init, status) => {
    expect((await ada.ask(`${SUM}/draft`, init)).status).toBe(status);
  });

  test("refuses an unknown exercise, and a page of another site", async () => {
    const draft = { source: "x", revision: 0, viewer: tagOf(ada.userId) };
    expect((await ada.ask("/exercises/tiny/none/draft", putJson(draft))).status).toBe(404);
    const foreign = putJson(draft);
    expect(
      (
        await ada.ask(`${SUM}/draft`, {
          ...foreign,
          headers: {
            ...(foreign.headers as Record<string, string>),
            origin: "https://elsewhere.example",
          },
        })
      ).status,
    ).toBe(403);
  });
});

describe("?from=", () => {
  test("loads the code of the user's own attempt at the same exercise, and no other", async () => {
    const site = await startSite();
    try {
      const [ada, bob] = [await signUp(site, "ada"), await signUp(site, "bob")];
      const sent = await ada.ask(`${SUM}/submissions`, {
        method: "POST",
        body: new URLSearchParams({ source: "// the first attempt" }),
      });
      const id = sent.headers.get("location")!.split("/").at(-1)!;
      const page = await ada.ask(`${SUM}?from=${id}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("// the first attempt");
      for (const ask of [bob.ask, asVisitor(site)])
        expect((await ask(`${SUM}?from=${id}`)).status).toBe(404);
      expect((await ada.ask(`${SUM}?from=nothing`)).status).toBe(404);
    } finally {
      await site.close(0);
    }
  });
});
