// One user may have a few streams of events open at once, and so may the guests of an address
// together. A refusal is reported, and the page's state can still be requested.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../src/http/environment.ts";
import { StreamPlaces } from "../../src/http/stream-places.ts";
import { makeToken } from "../../src/settings/queries.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

const member = (userId: string): Viewer => ({ kind: "member", userId, name: "", siteRole: null });
const guest = (userId: string): Viewer => ({ kind: "guest", userId, name: "", siteRole: null });

describe("places", () => {
  test("are counted for each user, and each is released once", () => {
    const places = new StreamPlaces({ person: 2, guestAddress: 100 });
    const take = (id: string) => places.take(member(id), "192.0.2.1");
    const [first, second] = [take("ada"), take("ada")];
    expect([
      first === undefined,
      second === undefined,
      take("ada"),
      take("ben") === undefined,
    ]).toEqual([false, false, undefined, false]);
    first!();
    first!();
    expect([take("ada") === undefined, take("ada")]).toEqual([false, undefined]);
  });

  test("of guests are also counted by address, with an IPv6 network as one; a refusal takes no place", () => {
    const places = new StreamPlaces({ person: 2, guestAddress: 3 });
    const take = (id: string, address: string) => places.take(guest(id), address);
    const leaves = [take("a", "2001:db8::1"), take("b", "2001:db8::2"), take("c", "2001:db8::3")];
    expect(leaves).not.toContain(undefined);
    expect([
      take("d", "2001:db8::4"),
      take("d", "2001:db8::4"),
      take("d", "192.0.2.7") === undefined,
    ]).toEqual([undefined, undefined, false]);
    expect(places.take(member("ada"), "2001:db8::4")).toBeDefined();
    leaves[0]!();
    expect(take("e", "2001:db8::5")).toBeDefined();
  });
});

describe("a site", () => {
  let site: QuietSite;
  const open: Response[] = [];
  beforeEach(async () => {
    site = await openQuietSite();
    Object.assign(site.services.streams, new StreamPlaces());
  });
  afterEach(async () => {
    for (const { body } of open.splice(0)) await body?.cancel();
    site.close();
  });

  async function listenTo(reader: Visitor, path: string, headers = {}): Promise<Response> {
    const answer = await reader.get(path, headers);
    if (answer.status === 200) open.push(answer);
    return answer;
  }

  test("answers one stream too many with 429, and continues to answer with the state; a stream that ends makes room", async () => {
    const reader = site.visit();
    const id = await submitByForm(reader, "export const total = () => 0;");
    for (let i = 0; i < 12; i += 1)
      expect((await listenTo(reader, `/submissions/${id}/events`)).status).toBe(200);
    const refused = await listenTo(reader, `/submissions/${id}/events`, {
      accept: "text/event-stream",
    });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    expect(await refused.text()).toContain("too many live pages open");
    expect((await reader.get(`/submissions/${id}/state`)).status).toBe(200);
    expect((await reader.send("HEAD", `/submissions/${id}/events`, undefined, {})).status).toBe(
      200,
    );
    await open.pop()!.body!.cancel();
    await expect
      .poll(async () => (await listenTo(reader, `/submissions/${id}/events`)).status)
      .toBe(200);
  });

  test("counts streams with a token together with those of the session", async () => {
    const ada = await site.signUp("ada");
    const id = await submitByForm(ada, "export const total = () => 0;");
    const authorization = `Bearer ${makeToken(site.services.db, ada.userId, "laptop", null)!}`;
    for (let i = 0; i < 12; i += 1)
      expect((await listenTo(ada, `/submissions/${id}/events`)).status).toBe(200);
    const refused = await site.visit().get(`/api/v1/submissions/${id}/events`, { authorization });
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { error: { code: "too-many-requests" } },
    ]);
    expect((await site.visit().get(`/api/v1/submissions/${id}`, { authorization })).status).toBe(
      200,
    );
  });
});
