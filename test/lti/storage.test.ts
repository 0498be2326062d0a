// A platform that stores values for us: the login offers both ways, and a browser without a cookie
// is asked for what was stored.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ltiOpenings, ltiUsed } from "../../src/db/lti-schema.ts";
import { answerLogin } from "../support/lti/launch-in-place.ts";
import {
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

let platform: LtiPlatformDouble;
let site: QuietSite;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses("http://localhost:3000");
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  registerPlatform(site.services.db, platform);
  return () => site.close();
});

const WHAT = { person: { sub: "student", name: "Li Xiaoyu", roles: [LEARNER] } };
const SCHOOL = "https://school.instructure.example";

const login = (
  visitor: Visitor,
  headers: Record<string, string> = { origin: SCHOOL },
  target = "post_message_forwarding",
) =>
  visitor.post("/lti/login", { ...platform.startLogin(WHAT), lti_storage_target: target }, headers);

const attribute = (text: string, name: string) =>
  new RegExp(`${name}="([^"]*)"`).exec(text)![1]!.replaceAll("&amp;", "&");

interface Offer {
  secret: string;
  name: string;
  stored: URL;
  plain: URL;
}

async function readOffer(answer: Response): Promise<Offer> {
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(attribute(text, "data-frame")).toBe("post_message_forwarding");
  expect(attribute(text, "data-origin")).toBe(platform.url);
  return {
    secret: attribute(text, "data-secret"),
    name: attribute(text, "data-name"),
    stored: new URL(attribute(text, "data-stored")),
    plain: new URL(attribute(text, 'id="lti-go-on" href')),
  };
}

const send = (visitor: Visitor, fields: Record<string, string>) =>
  visitor.post("/lti/launch", fields, { origin: platform.url });

describe("the login", () => {
  test("shows a page that the asking page may frame, and no other", async () => {
    const answer = await login(site.visit());
    const policy = answer.headers.get("content-security-policy")!;
    expect(/frame-ancestors [^;]*/.exec(policy)![0]).toBe(
      `frame-ancestors ${platform.url} ${SCHOOL}`,
    );
    expect(/form-action [^;]*/.exec(policy)![0]).toBe("form-action 'self'");
    const { stored, plain } = await readOffer(answer);
    expect(stored.origin).toBe(platform.url);
    expect(stored.searchParams.get("state")).not.toBe(plain.searchParams.get("state"));
    expect(stored.searchParams.get("nonce")).toBe(plain.searchParams.get("nonce"));
  });

  test.each([
    ["nobody says which page asks", { origin: "" }, "_parent"],
    ["the asking page has an opaque origin", { origin: "null" }, "_parent"],
    ["its host would change the policy", { origin: "https://*" }, "_parent"],
    ["it is in a window", { origin: SCHOOL, "sec-fetch-dest": "document" }, "_parent"],
    ["nothing is offered", { origin: SCHOOL }, ""],
    ["the frame's name is none", { origin: SCHOOL }, "<script>"],
  ])("goes on at once if %s", async (_, headers, target) => {
    const answer = await login(site.visit(), headers, target);
    expect(answer.status).toBe(302);
    expect(new URL(answer.headers.get("location")!).origin).toBe(platform.url);
  });

  test("by GET, with the referrer", async () => {
    const fields = { ...platform.startLogin(WHAT), lti_storage_target: "_parent" };
    const answer = await site.visit().get(`/lti/login?${new URLSearchParams(fields).toString()}`, {
      referer: `${SCHOOL}/courses/7`,
    });
    expect(answer.headers.get("content-security-policy")).toContain(SCHOOL);
  });
});

describe("the launch", () => {
  test.each(["as it was stored", "not at all"])(
    "with the cookie opens whatever is read, %s: the page takes the value away",
    async (how) => {
      const visitor = site.visit();
      const { stored, secret, name } = await readOffer(await login(visitor));
      const fields = await answerLogin(stored);
      const asking = await (await send(visitor, fields)).text();
      expect(attribute(asking, "data-name")).toBe(name);
      const read = how === "not at all" ? "" : secret;
      const page = await send(visitor, { ...fields, stored: read });
      expect(await page.text()).toContain("/lti/open/");
    },
  );

  test("of forty logins at once, each reads a value of its own", async () => {
    const visitor = site.visit();
    const offers = await Promise.all(
      Array.from({ length: 40 }, async () => readOffer(await login(visitor))),
    );
    // As the platform stores them: what has the same name replaces the one before.
    const values = new Map(offers.map(({ name, secret }) => [name, secret]));
    visitor.forget();
    const answers = await Promise.all(
      offers.map(async ({ stored, name }) =>
        send(visitor, { ...(await answerLogin(stored)), stored: values.get(name)! }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(offers.map(() => 200));
    // All of them are in the platform's limit at one time.
    const length = [...values].reduce((sum, pair) => sum + pair.join("").length, 0);
    expect(length).toBeLessThanOrEqual(4096);
  });

  test("without it, reads back what was stored, and opens then", async () => {
    const visitor = site.visit();
    const { stored, secret, name } = await readOffer(await login(visitor));
    const fields = await answerLogin(stored);
    visitor.forget();
    const asking = await send(visitor, fields);
    const text = await asking.text();
    expect(attribute(text, "data-name")).toBe(name);
    expect(text).not.toContain(secret);
    expect(text).not.toContain("/lti/open/");
    const { db } = site.services;
    expect([db.select().from(ltiOpenings).all(), db.select().from(ltiUsed).all()]).toEqual([
      [],
      [],
    ]);
    const page = await send(visitor, { ...fields, stored: secret });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("/lti/open/");
    // Once.
    expect((await send(visitor, { ...fields, stored: secret })).status).toBe(403);
  });

  test.each([
    ["nothing", ""],
    ["something else", "0".repeat(40)],
  ])("is refused if it reads back %s", async (_, value) => {
    const visitor = site.visit();
    const { stored } = await readOffer(await login(visitor));
    const fields = await answerLogin(stored);
    visitor.forget();
    const answer = await send(visitor, { ...fields, stored: value });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("began in another browser");
    expect(site.services.db.select().from(ltiOpenings).all()).toEqual([]);
  });

  test("is refused in another browser that has a secret of its own", async () => {
    const { stored } = await readOffer(await login(site.visit()));
    const victim = site.visit();
    const own = await readOffer(await login(victim));
    const fields = await answerLogin(stored);
    victim.forget();
    const answer = await send(victim, { ...fields, stored: own.secret });
    expect(answer.status).toBe(403);
  });

  test("with a cookie of another login is refused, whatever was stored", async () => {
    const { stored, secret } = await readOffer(await login(site.visit()));
    const victim = site.visit();
    await login(victim);
    const answer = await send(victim, { ...(await answerLogin(stored)), stored: secret });
    expect(answer.status).toBe(403);
  });

  test("that went on without storing needs the click alone", async () => {
    const visitor = site.visit();
    const { plain } = await readOffer(await login(visitor));
    const fields = await answerLogin(plain);
    visitor.forget();
    expect(await (await send(visitor, fields)).text()).toContain("/lti/open/");
  });

  test("of both ways of one login, one comes back", async () => {
    const visitor = site.visit();
    const { plain, stored, secret } = await readOffer(await login(visitor));
    // The platform takes each hint once, so that it signs for one of them.
    const fields = await answerLogin(plain);
    expect((await send(visitor, fields)).status).toBe(200);
    const again = { ...fields, state: stored.searchParams.get("state")!, stored: secret };
    const refused = await send(visitor, again);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("has been used already");
  });
});
