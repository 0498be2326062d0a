// Tokens and requests of other forms than a platform's: other algorithms and kinds of tokens, values
// of wrong kinds, keys that are none, and a launch between two registrations.

import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ltiContexts, ltiDeployments, ltiPeople, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { users } from "../../src/db/schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { CLAIMS } from "../../src/lti/claims.ts";
import { TEST_USER } from "../support/lti/any-member.ts";
import { launch, launchAndOpen } from "../support/lti/launch-in-place.ts";
import {
  type Launch,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { postLaunch, readRefusal, sendToken } from "../support/lti/refused-launch.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

let platform: LtiPlatformDouble;
let site: QuietSite;
let platformId: string;
/** What the platform publishes in place of its keys. */
let published: unknown;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses("http://localhost:3000");
  platform.app.get("/other-keys", (c) => c.json(published as object));
  platform.app.get("/moved-keys", (c) => c.redirect(`${platform.url}/keys`));
  platform.app.get("/broken-keys", (c) => c.text("{", 200));
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  platformId = registerPlatform(site.services.db, platform);
  return () => site.close();
});

const WHAT: Launch = { person: { sub: "student", name: "李晓雨", roles: [LEARNER] } };
const send = (make: (claims: JWTPayload) => Promise<string> | string) =>
  sendToken(site.visit(), platform, WHAT, make);
const sendClaims = (claims: Record<string, unknown>) =>
  launch(site.visit(), platform, { ...WHAT, claims });
const refusalOf = async (answer: Response | Promise<Response>) => readRefusal(site, await answer);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a token", () => {
  test.each(["PS256", "RS384", "RS512", "ES256", "EdDSA"])("signed by %s", async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    published = { keys: [{ ...(await crypto.subtle.exportKey("jwk", publicKey)), alg, kid: "1" }] };
    usePublished("other-keys");
    const refusal = await refusalOf(
      send((claims) => new SignJWT(claims).setProtectedHeader({ alg, kid: "1" }).sign(privateKey)),
    );
    expect(refusal).toBe("signature");
  });

  test("without a signature, of three parts", async () => {
    expect(await refusalOf(send((claims) => new UnsecuredJWT(claims).encode()))).toBe("signature");
  });

  test("with a critical header that nobody knows", async () => {
    // As another library writes it.
    const header = { alg: "RS256", typ: "JWT", crit: ["x"], x: 1 };
    const forge = async (claims: JWTPayload) => {
      const [, body, signature] = (await platform.sign(claims)).split(".");
      return `${encode(header)}.${body}.${signature}`;
    };
    expect(await refusalOf(send(forge))).toBe("token");
  });

  test("that is encrypted, of five parts", async () => {
    const header = encode({ alg: "RSA-OAEP", enc: "A256GCM" });
    expect(await refusalOf(send(() => `${header}.a.b.c.d`))).toBe("token");
  });

  test.each([
    ["a list", ["claims"]],
    ["a text", "claims"],
    ["null", null],
  ])("whose claims are %s", async (_, body) => {
    const forge = async (claims: JWTPayload) => {
      const [header, , signature] = (await platform.sign(claims)).split(".");
      return `${header}.${encode(body)}.${signature}`;
    };
    expect(await refusalOf(send(forge))).toBe("signature");
  });
});

describe("claims of wrong kinds", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ["an issuer with a slash", "issuer", { iss: "http://localhost:1/" }],
    ["no issuer", "issuer", { iss: undefined }],
    ["an audience that is an object", "audience", { aud: { id: "gradus-client" } }],
    ["an audience of no members", "audience", { aud: [] }],
    ["an audience in other letters", "audience", { aud: "GRADUS-CLIENT" }],
    ["a party that is a number", "audience", { azp: 7 }],
    ["a party that is null", "audience", { azp: null }],
    ["a nonce that is a list", "nonce", { nonce: ["a"] }],
    ["an empty nonce", "nonce", { nonce: "" }],
    ["an end that is no number", "token", { exp: "1e99" }],
    ["an end before 1970", "expired", { exp: -1 }],
    ["a beginning that is a text", "token", { nbf: "now" }],
    ["a deployment that is a number", "message", { [CLAIMS.deploymentId]: 1 }],
    ["an empty deployment", "message", { [CLAIMS.deploymentId]: "" }],
    ["a deployment of 300 characters", "message", { [CLAIMS.deploymentId]: "1".repeat(300) }],
    ["a version that is a number", "message", { [CLAIMS.version]: 1.3 }],
    ["a type that is a list", "message", { [CLAIMS.messageType]: ["LtiResourceLinkRequest"] }],
    ["a type of the prototype", "message", { [CLAIMS.messageType]: "constructor" }],
    ["a course that is a text", "context", { [CLAIMS.context]: "course-1" }],
    ["a course whose id is a number", "context", { [CLAIMS.context]: { id: 7 } }],
    [
      "a course with an id of 300 characters",
      "context",
      { [CLAIMS.context]: { id: "x".repeat(300) } },
    ],
    ["a link without an id", "message", { [CLAIMS.resourceLink]: { title: "Sum" } }],
    ["a person who is an object", "message", { sub: { id: "student" } }],
  ])("%s: %s", async (_, refusal, claims) => {
    expect(await refusalOf(sendClaims(claims))).toBe(refusal);
  });

  test("names of a prototype among the custom parameters change nothing", async () => {
    const custom = JSON.parse('{"__proto__": {"assignment": "x"}, "constructor": "y"}') as object;
    const answer = await sendClaims({ [CLAIMS.custom]: custom });
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>)["assignment"]).toBe(undefined);
  });

  test("a name of 5,000 characters counts as none", async () => {
    const answer = await sendClaims({ name: "x".repeat(5000) });
    expect(await answer.text()).toContain("sent you here without your name");
  });

  test("a name with line feeds, zeros and marks of direction is stored without them", async () => {
    const person = { ...WHAT.person, name: "Li\u202e\u0000\nXiaoyu" };
    expect((await launchAndOpen(site.visit(), platform, { person })).status).toBe(303);
    const [stored] = site.services.db.select({ name: users.name }).from(users).all();
    expect(stored!.name).toMatch(/^Li ?Xiaoyu$/);
  });

  test("an address that is none makes an account without one", async () => {
    const person = { ...WHAT.person, email: "not an address" };
    expect((await launchAndOpen(site.visit(), platform, { person })).status).toBe(303);
    const [stored] = site.services.db.select({ email: users.email }).from(users).all();
    expect(stored!.email).not.toContain("not an address");
  });
});

/** The platform's keys are at this path from now on. */
function usePublished(path: string): void {
  site.services.db
    .update(ltiPlatforms)
    .set({ jwksUrl: `${platform.url}/${path}?${crypto.randomUUID()}` })
    .run();
}

describe("keys", () => {
  test.each<[string, string, unknown]>([
    ["none", "signature", { keys: [] }],
    ["a secret", "signature", { keys: [{ kty: "oct", k: "c2VjcmV0", alg: "HS256" }] }],
    ["no list", "keys", { keys: "all" }],
    ["a list alone", "keys", []],
    ["null", "keys", null],
    ["5 MB of them", "keys", { keys: [], padding: "x".repeat(5_000_000) }],
  ])("that are %s: %s", async (_, refusal, keys) => {
    published = keys;
    usePublished("other-keys");
    expect(await refusalOf(launch(site.visit(), platform, WHAT))).toBe(refusal);
  });

  test.each(["moved-keys", "broken-keys"])("at an address that answers with %s", async (path) => {
    usePublished(path);
    expect(await refusalOf(launch(site.visit(), platform, WHAT))).toBe("keys");
  });
});

describe("two registrations of one issuer", () => {
  let otherId: string;
  beforeEach(() => {
    otherId = registerPlatform(
      site.services.db,
      { ...platform, clientId: "other-client", deploymentId: "2" },
      { name: "Other" },
    );
  });

  test("a token for one, after a login of the other", async () => {
    const fields = { ...platform.startLogin(WHAT), client_id: "other-client" };
    const visitor = site.visit();
    const there = new URL(
      (await visitor.post("/lti/login", fields, { origin: platform.url })).headers.get("location")!,
    );
    const token = await platform.sign(platform.describe(WHAT, there.searchParams.get("nonce")!));
    const state = there.searchParams.get("state")!;
    const answer = postLaunch(visitor, platform, { state, id_token: token });
    expect(await refusalOf(answer)).toBe("audience");
  });

  test("a deployment that only the other has accepted", async () => {
    expect(await refusalOf(sendClaims({ [CLAIMS.deploymentId]: "2" }))).toBe("deployment");
  });

  test("a login that does not say for which", async () => {
    const { client_id: _, ...fields } = platform.startLogin(WHAT);
    expect(await refusalOf(site.visit().post("/lti/login", fields))).toBe("platform");
  });

  test("the same id at both is two people", async () => {
    await launchAndOpen(site.visit(), platform, WHAT);
    const { db } = site.services;
    db.update(ltiDeployments)
      .set({ deploymentId: platform.deploymentId })
      .where(eq(ltiDeployments.platformId, otherId))
      .run();
    const { clientId } = platform;
    platform.clientId = "other-client";
    await launchAndOpen(site.visit(), platform, WHAT).finally(() => (platform.clientId = clientId));
    const of = (id: string) =>
      db
        .select()
        .from(accounts)
        .where(and(eq(accounts.accountId, "student"), eq(accounts.providerId, `lti:${id}`)))
        .get()!.userId;
    expect(of(platformId)).not.toBe(of(otherId));
  });
});

describe("a login", () => {
  test.each<[string, Record<string, string>]>([
    ["of no issuer", { iss: "" }],
    ["of an issuer with a slash", { iss: "http://localhost/" }],
    ["of a client in other letters", { client_id: "GRADUS-CLIENT" }],
    ["of an issuer that is a pattern", { iss: "%" }],
  ])("%s", async (_, change) => {
    const fields = { ...platform.startLogin(WHAT), ...change };
    expect(await refusalOf(site.visit().post("/lti/login", fields))).toBe("platform");
  });

  test("that adds parameters to those of the platform's sign-in changes none of ours", async () => {
    const fields = {
      ...platform.startLogin(WHAT),
      lti_message_hint: "a&redirect_uri=https://x.example",
    };
    const answer = await site.visit().post("/lti/login", fields, { origin: platform.url });
    const there = new URL(answer.headers.get("location")!);
    expect(there.searchParams.getAll("redirect_uri")).toEqual([platform.tool.launch]);
  });
});

describe("two launches of one person at once", () => {
  test("in one browser, as a double click makes them: one account, one person of the course", async () => {
    const visitor = site.visit();
    const answers = await Promise.all([1, 2, 3].map(() => launch(visitor, platform, WHAT)));
    const paths = await Promise.all(
      answers.map(
        async (answer) => /href="(\/lti\/open\/[0-9a-z]+)"/.exec(await answer.text())![1]!,
      ),
    );
    const windows = await Promise.all(
      paths.map((path) => visitor.get(path, { "sec-fetch-site": "same-origin" })),
    );
    expect(windows.map(({ status }) => status)).toEqual([303, 303, 303]);
    const { db } = site.services;
    expect(db.select().from(users).all()).toHaveLength(1);
    expect(db.select().from(ltiContexts).all()).toHaveLength(1);
    expect(db.select().from(ltiPeople).all()).toHaveLength(1);
  });
});

test("a platform's test student is stored as one, whatever its other roles", async () => {
  const person = { ...WHAT.person, roles: [TEST_USER, LEARNER] };
  await launchAndOpen(site.visit(), platform, { person });
  expect(site.services.db.select().from(ltiPeople).all()).toMatchObject([
    { role: "student", isTestStudent: true },
  ]);
});
