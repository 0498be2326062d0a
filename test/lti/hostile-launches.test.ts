// Launch messages that are forged, broken, replayed or odd: each is refused with its own reason, or
// does no more than it may.

import { and, eq } from "drizzle-orm";
import { exportSPKI, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { accounts } from "../../src/db/auth-schema.ts";
import { ltiContexts, ltiOpenings, ltiPlatforms, ltiUsed } from "../../src/db/lti-schema.ts";
import { courses, enrolments, users } from "../../src/db/schema.ts";
import { CLAIMS } from "../../src/lti/claims.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { addDeepLinking, type DeepLinkingDouble } from "../support/lti/deep-linking.ts";
import { answerLogin, launch, launchAndOpen, startLogin } from "../support/lti/launch-in-place.ts";
import {
  INSTRUCTOR,
  type Launch,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  type PlatformPerson,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import {
  beginLogin,
  postLaunch,
  readRefusal,
  sendToken as sendTokenAs,
} from "../support/lti/refused-launch.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

let platform: LtiPlatformDouble;
let deepLinking: DeepLinkingDouble;
let site: QuietSite;
let platformId: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  deepLinking = addDeepLinking(platform);
  platform.app.get("/keys-html", (c) => c.html("<h1>Down for maintenance</h1>"));
  platform.tool = listToolAddresses("http://localhost:3000");
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  platformId = registerPlatform(site.services.db, platform);
  return () => {
    vi.useRealTimers();
    site.close();
  };
});

const STUDENT: PlatformPerson = {
  sub: "student",
  name: "李晓雨",
  email: "li@example.edu",
  roles: [LEARNER],
};
const STUDENT_LAUNCH: Launch = { person: STUDENT };

const login = (what = STUDENT_LAUNCH, visitor = site.visit()) =>
  beginLogin(visitor, platform, what);
const post = (visitor: Visitor, fields: Record<string, string>) =>
  postLaunch(visitor, platform, fields);
/** A login, and then this token. */
const sendToken = (make: (claims: JWTPayload) => Promise<string> | string) =>
  sendTokenAs(site.visit(), platform, STUDENT_LAUNCH, make);

/** A valid launch but for these claims; undefined removes one. */
const sendClaims = (claims: Record<string, unknown>) =>
  launch(site.visit(), platform, { person: STUDENT, claims });

const changed = (claims: JWTPayload, change: Record<string, unknown>) =>
  platform.sign({ ...claims, ...change });
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const refusalOf = (answer: Response) => readRefusal(site, answer);

async function readOpenPage(answer: Response): Promise<string> {
  const text = await answer.text();
  expect(answer.status, text.slice(0, 500)).toBe(200);
  expect(text).toMatch(/href="\/lti\/open\/[0-9a-z]{40}"/);
  return text;
}

const whereTo = (answer: Response) => answer.headers.get("location")!;

/** A course here, linked to the platform's. */
async function linkCourse(): Promise<string> {
  const { db } = site.services;
  const owner = await site.signUp("owner");
  const courseId = createCourse(db, "Linked", owner.userId);
  await launchAndOpen(site.visit(), platform, { person: { sub: "first", roles: [] } });
  db.update(ltiContexts).set({ courseId }).run();
  return courseId;
}

function roleOf(courseId: string, sub: string): string | undefined {
  return site.services.db
    .select({ role: enrolments.role })
    .from(enrolments)
    .innerJoin(accounts, eq(accounts.userId, enrolments.userId))
    .where(and(eq(accounts.accountId, sub), eq(enrolments.courseId, courseId)))
    .all()
    .map(({ role }) => role)[0];
}

describe("a signature", () => {
  test("of a key that the platform does not publish", async () => {
    expect(
      await refusalOf(await sendToken((claims) => platform.sign(claims, { key: "unpublished" }))),
    ).toBe("signature");
  });

  test("of another key under the name of the published one", async () => {
    const { keys } = (await (await fetch(`${platform.url}/keys`)).json()) as { keys: JWK[] };
    const header = { kid: keys[0]!.kid };
    expect(
      await refusalOf(
        await sendToken((claims) => platform.sign(claims, { key: "unpublished", header })),
      ),
    ).toBe("signature");
  });

  test("that belongs to other claims", async () => {
    expect(
      await refusalOf(
        await sendToken(async (claims) => {
          const [header, , signature] = (await platform.sign(claims)).split(".");
          const forged = { ...claims, sub: "teacher", [CLAIMS.roles]: [INSTRUCTOR] };
          const body = Buffer.from(JSON.stringify(forged)).toString("base64url");
          return `${header}.${body}.${signature}`;
        }),
      ),
    ).toBe("signature");
  });

  test.each(["none", "None", "NONE"])("left out, with the algorithm %j", async (alg) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(
      await refusalOf(await sendToken((claims) => `${part({ alg, typ: "JWT" })}.${part(claims)}.`)),
    ).toBe("signature");
  });

  test("HS256 with the public key as its secret", async () => {
    const { keys } = (await (await fetch(`${platform.url}/keys`)).json()) as { keys: JWK[] };
    const key = (await importJWK({ ...keys[0]!, ext: true }, "RS256")) as CryptoKey;
    const secret = new TextEncoder().encode(await exportSPKI(key));
    expect(
      await refusalOf(
        await sendToken((claims) =>
          new SignJWT(claims)
            .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: keys[0]!.kid! })
            .sign(secret),
        ),
      ),
    ).toBe("signature");
  });

  test("with a key id that nobody knows", async () => {
    expect(
      await refusalOf(
        await sendToken((claims) => platform.sign(claims, { header: { kid: "no-such-key" } })),
      ),
    ).toBe("signature");
  });

  test("with a key in its own header", async () => {
    const { keys } = (await (await fetch(`${platform.url}/keys`)).json()) as { keys: JWK[] };
    const header = { jwk: keys[0], jku: `${platform.url}/keys`, kid: "mine" };
    expect(
      await refusalOf(
        await sendToken((claims) => platform.sign(claims, { key: "unpublished", header })),
      ),
    ).toBe("signature");
  });

  test("no token at all, or no JWT", async () => {
    for (const token of ["", "a", "a.b.c", "{}", "....", "\u0000"])
      expect(await refusalOf(await sendToken(() => token))).toBe("token");
  });

  test("a token of 100 KB", async () => {
    expect(
      await refusalOf(
        await sendToken((claims) => changed(claims, { padding: "x".repeat(100_000) })),
      ),
    ).toBe("token");
  });
});

describe("the platform's keys", () => {
  test("cannot be reached", async () => {
    site.services.db.update(ltiPlatforms).set({ jwksUrl: "http://127.0.0.1:9/keys" }).run();
    expect(await refusalOf(await launch(site.visit(), platform, STUDENT_LAUNCH))).toBe("keys");
  });

  test("are a page of HTML", async () => {
    site.services.db
      .update(ltiPlatforms)
      .set({ jwksUrl: `${platform.url}/keys-html` })
      .run();
    expect(await refusalOf(await launch(site.visit(), platform, STUDENT_LAUNCH))).toBe("keys");
  });

  test("are gone", async () => {
    site.services.db
      .update(ltiPlatforms)
      .set({ jwksUrl: `${platform.url}/no-keys` })
      .run();
    expect(await refusalOf(await launch(site.visit(), platform, STUDENT_LAUNCH))).toBe("keys");
  });

  test("were replaced by new ones: they are read again", async () => {
    expect(await readOpenPage(await launch(site.visit(), platform, STUDENT_LAUNCH))).toContain(
      "lti/open",
    );
    await platform.rotateKeys();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 40_000 });
    expect(await readOpenPage(await launch(site.visit(), platform, STUDENT_LAUNCH))).toContain(
      "lti/open",
    );
  });
});

describe("times", () => {
  test("expired", async () => {
    expect(await refusalOf(await sendClaims({ exp: inSeconds(-90), iat: inSeconds(-150) }))).toBe(
      "expired",
    );
  });

  test("expired within the skew of clocks is accepted", async () => {
    expect(
      await readOpenPage(await sendClaims({ exp: inSeconds(-30), iat: inSeconds(-90) })),
    ).toContain("lti/open");
  });

  test("not valid yet", async () => {
    expect(await refusalOf(await sendClaims({ nbf: inSeconds(300) }))).toBe("notYetValid");
  });

  test("made in the future", async () => {
    expect(await refusalOf(await sendClaims({ iat: inSeconds(300), exp: inSeconds(360) }))).toBe(
      "notYetValid",
    );
  });

  test("made within the skew of clocks is accepted", async () => {
    expect(
      await readOpenPage(await sendClaims({ iat: inSeconds(30), exp: inSeconds(90) })),
    ).toContain("lti/open");
  });

  test("made long ago, and valid for ever", async () => {
    expect(
      await refusalOf(await sendClaims({ iat: inSeconds(-86_400), exp: inSeconds(86_400 * 365) })),
    ).toBe("expired");
  });

  test.each(["iat", "exp"])("without %s", async (name) => {
    expect(await refusalOf(await sendClaims({ [name]: undefined }))).toBe("token");
  });

  test("that are texts", async () => {
    expect(await refusalOf(await sendClaims({ exp: "tomorrow" }))).toBe("token");
  });
});

describe("for whom and from whom", () => {
  test("another audience", async () => {
    expect(await refusalOf(await sendClaims({ aud: "another-tool" }))).toBe("audience");
  });

  test("no audience", async () => {
    expect(await refusalOf(await sendClaims({ aud: undefined }))).toBe("audience");
  });

  test("several audiences, and no word for which of them", async () => {
    expect(await refusalOf(await sendClaims({ aud: [platform.clientId, "other"] }))).toBe(
      "audience",
    );
  });

  test("several audiences, for another one", async () => {
    const aud = [platform.clientId, "other"];
    expect(await refusalOf(await sendClaims({ aud, azp: "other" }))).toBe("audience");
  });

  test("several audiences, for us", async () => {
    const aud = [platform.clientId, "other"];
    expect(await readOpenPage(await sendClaims({ aud, azp: platform.clientId }))).toContain(
      "lti/open",
    );
  });

  test("an audience that is a list of one", async () => {
    expect(await readOpenPage(await sendClaims({ aud: [platform.clientId] }))).toContain(
      "lti/open",
    );
  });

  test("one audience, for another party", async () => {
    expect(await refusalOf(await sendClaims({ azp: "other" }))).toBe("audience");
  });

  test("another issuer", async () => {
    expect(await refusalOf(await sendClaims({ iss: "https://elsewhere.example" }))).toBe("issuer");
  });

  test("a login of an issuer that nobody has registered", async () => {
    const fields = { ...platform.startLogin(STUDENT_LAUNCH), iss: "https://elsewhere.example" };
    expect(await refusalOf(await site.visit().post("/lti/login", fields))).toBe("platform");
  });

  test("a login of another client of the same issuer", async () => {
    const fields = { ...platform.startLogin(STUDENT_LAUNCH), client_id: "other" };
    expect(await refusalOf(await site.visit().post("/lti/login", fields))).toBe("platform");
  });

  test("a deployment that nobody has accepted", async () => {
    expect(await refusalOf(await sendClaims({ [CLAIMS.deploymentId]: "99" }))).toBe("deployment");
  });

  test("no deployment", async () => {
    expect(await refusalOf(await sendClaims({ [CLAIMS.deploymentId]: undefined }))).toBe(
      "deployment",
    );
  });

  test("a token of one platform with the state of another", async () => {
    const other = await startLtiPlatform();
    other.tool = platform.tool;
    registerPlatform(site.services.db, other, { name: "Other" });
    const { visitor, state, nonce } = await login();
    const token = await other.sign(other.describe(STUDENT_LAUNCH, nonce));
    expect(await refusalOf(await post(visitor, { state, id_token: token }))).toBe("signature");
    await other.close();
  });
});

describe("the nonce", () => {
  test("of no login", async () => {
    expect(await refusalOf(await sendClaims({ nonce: "made-up" }))).toBe("nonce");
  });

  test("missing", async () => {
    expect(await refusalOf(await sendClaims({ nonce: undefined }))).toBe("nonce");
  });

  test("of another login: a token that is sent again with a new state", async () => {
    const first = await login();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, first.nonce));
    expect(
      await readOpenPage(await post(first.visitor, { state: first.state, id_token: token })),
    ).toContain("lti/open");
    site.services.db.delete(ltiOpenings).run();
    site.services.db.delete(ltiContexts).run();
    const second = await login(STUDENT_LAUNCH, first.visitor);
    expect(
      await refusalOf(await post(second.visitor, { state: second.state, id_token: token })),
    ).toBe("nonce");
  });
});

describe("the state", () => {
  test("sent again", async () => {
    const { visitor, state, nonce } = await login();
    const make = () => platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    expect(await readOpenPage(await post(visitor, { state, id_token: await make() }))).toContain(
      "lti/open",
    );
    site.services.db.delete(ltiOpenings).run();
    site.services.db.delete(ltiContexts).run();
    expect(await refusalOf(await post(visitor, { state, id_token: await make() }))).toBe(
      "stateUsed",
    );
  });

  test("sent twice at the same time", async () => {
    const { visitor, state, nonce } = await login();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(visitor, { state, id_token: token })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 403, 403]);
  });

  test("forged", async () => {
    const { visitor, nonce } = await login();
    const state = await new SignJWT({ platform: platformId, nonce, target: "/", browser: "x" })
      .setProtectedHeader({ alg: "HS256" })
      .setAudience("lti-login")
      .setJti("mine")
      .setExpirationTime("5m")
      .sign(new TextEncoder().encode("a secret of somebody else, long enough"));
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    expect(await refusalOf(await post(visitor, { state, id_token: token }))).toBe("state");
  });

  test("missing", async () => {
    const { visitor, nonce } = await login();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    expect(await refusalOf(await post(visitor, { id_token: token }))).toBe("state");
  });

  test("expired", async () => {
    const { visitor, state, nonce } = await login();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    expect(await refusalOf(await post(visitor, { state, id_token: token }))).toBe("stateExpired");
  });

  test("of another browser", async () => {
    const attacker = await login();
    const victim = await login();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, attacker.nonce));
    expect(
      await refusalOf(await post(victim.visitor, { state: attacker.state, id_token: token })),
    ).toBe("browser");
  });

  test("of a browser without a cookie opens nothing by itself", async () => {
    const { state, nonce } = await login();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    const other = site.visit();
    const text = await readOpenPage(await post(other, { state, id_token: token }));
    expect(text).toContain("Moodle says that you are 李晓雨");
    expect(other.isSignedIn).toBe(false);
  });

  test("is used up by a refusal after the signature was checked, never before", async () => {
    expect(await refusalOf(await sendToken(() => "a.b.c"))).toBe("token");
    expect(site.services.db.select().from(ltiUsed).all()).toEqual([]);
  });
});

describe("the platform", () => {
  test("removed between login and launch", async () => {
    const { visitor, state, nonce } = await login();
    site.services.db.update(ltiPlatforms).set({ removedAt: new Date() }).run();
    const token = await platform.sign(platform.describe(STUDENT_LAUNCH, nonce));
    expect(await refusalOf(await post(visitor, { state, id_token: token }))).toBe(
      "platformRemoved",
    );
  });

  test("answers with an error", async () => {
    const visitor = site.visit();
    const there = await startLogin(visitor, platform, STUDENT_LAUNCH);
    await answerLogin(there);
    // Canvas: the launch was used.
    const fields = await answerLogin(there);
    expect(fields["error"]).toBe("login_required");
    const answer = await post(visitor, fields);
    expect(await answer.clone().text()).toContain("login_required launch_no_longer_valid");
    expect(await refusalOf(answer)).toBe("platformError");
  });

  test("answers with an error that is a script", async () => {
    const { visitor, state } = await login();
    const answer = await post(visitor, { state, error: "<script>alert(1)</script>" });
    expect(await answer.clone().text()).not.toContain("<script>alert");
    expect(await refusalOf(answer)).toBe("platformError");
  });
});

describe("the message", () => {
  test.each(["1.1", "1.3", "LTI-1p0", undefined])("of version %j", async (version) => {
    expect(await refusalOf(await sendClaims({ [CLAIMS.version]: version }))).toBe("version");
  });

  test.each(["LtiSubmissionReviewRequest", "basic-lti-launch-request", undefined])(
    "of the type %j",
    async (type) => {
      expect(await refusalOf(await sendClaims({ [CLAIMS.messageType]: type }))).toBe("message");
    },
  );

  test("without a resource link", async () => {
    expect(await refusalOf(await sendClaims({ [CLAIMS.resourceLink]: undefined }))).toBe("message");
  });

  test("without a course", async () => {
    const answer = await launch(site.visit(), platform, { person: STUDENT, context: null });
    expect(await refusalOf(answer)).toBe("context");
  });

  test.each([
    "https://elsewhere.example/exercises",
    "http://localhost:3000@elsewhere.example/",
    "javascript:alert(1)",
    "not an address",
  ])("for the target %s, signed", async (target) => {
    expect(await refusalOf(await sendClaims({ [CLAIMS.targetLinkUri]: target }))).toBe("target");
  });

  test("for a target on another site, in the login", async () => {
    const fields = {
      ...platform.startLogin(STUDENT_LAUNCH),
      target_link_uri: "https://x.example/",
    };
    expect(await refusalOf(await site.visit().post("/lti/login", fields))).toBe("target");
  });

  test("with claims that nobody knows, and null for those that are optional", async () => {
    expect(
      await readOpenPage(
        await sendClaims({
          "https://www.instructure.com/placement": null,
          [CLAIMS.custom]: null,
          [CLAIMS.presentation]: null,
          [CLAIMS.lineItems]: null,
          [CLAIMS.memberships]: null,
          [CLAIMS.toolPlatform]: null,
          unknown: { deep: [1, 2, 3] },
        }),
      ),
    ).toContain("lti/open");
  });

  test("with values of wrong kinds where they are optional", async () => {
    expect(
      await readOpenPage(
        await sendClaims({
          name: 7,
          email: ["a"],
          [CLAIMS.custom]: "text",
          [CLAIMS.presentation]: { return_url: "javascript:alert(1)" },
          [CLAIMS.lineItems]: { lineitems: "ftp://x" },
          [CLAIMS.memberships]: 7,
        }),
      ),
    ).toContain("lti/open");
  });

  test("whose addresses would change the policy", async () => {
    const answer = await sendClaims({
      [CLAIMS.presentation]: { return_url: "https://*/" },
      [CLAIMS.toolPlatform]: { url: "https://a;script-src.example/" },
    });
    const policy = answer.headers.get("content-security-policy")!;
    expect(/frame-ancestors [^;]*/.exec(policy)![0]).toBe(`frame-ancestors ${platform.url}`);
    expect(await readOpenPage(answer)).toContain("lti/open");
  });
});

describe("the person", () => {
  test("without an id", async () => {
    expect(await refusalOf(await sendClaims({ sub: undefined }))).toBe("subject");
  });

  test("with an empty id", async () => {
    expect(await refusalOf(await sendClaims({ sub: "" }))).toBe("message");
  });

  test("with an id of 300 characters", async () => {
    expect(await refusalOf(await sendClaims({ sub: "x".repeat(300) }))).toBe("message");
  });

  test("with an id that is a number", async () => {
    expect(await refusalOf(await sendClaims({ sub: 7 }))).toBe("message");
  });

  test("without a name: the page says so, and an account is made", async () => {
    const nameless = { sub: "nameless", roles: [LEARNER] };
    const page = await launch(site.visit(), platform, { person: nameless });
    expect(await readOpenPage(page)).toContain("sent you here without your name");
    await launchAndOpen(site.visit(), platform, { person: nameless });
    expect(site.services.db.select().from(users).get()!.name).toBe("?");
  });

  test("with null for every name", async () => {
    const answer = await sendClaims({
      name: null,
      given_name: null,
      family_name: null,
      email: null,
    });
    expect(await readOpenPage(answer)).toContain("sent you here without your name");
  });

  test("with one word for a name, and an empty family name", async () => {
    const answer = await sendClaims({ name: undefined, given_name: "Prince", family_name: "" });
    expect(await readOpenPage(answer)).toContain("you are Prince");
  });

  test("with the address of another account gets none of it", async () => {
    const known = await site.signUp("li", { email: "li@example.edu" });
    await launchAndOpen(site.visit(), platform, STUDENT_LAUNCH);
    const { db } = site.services;
    const identity = db.select().from(accounts).where(eq(accounts.accountId, "student")).get()!;
    expect(identity.userId).not.toBe(known.userId);
  });

  test("twice at the same time: one account", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => launchAndOpen(site.visit(), platform, STUDENT_LAUNCH)),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(site.services.db.select().from(users).all()).toHaveLength(1);
  });
});

describe("roles", () => {
  /** Where the person arrives, and as what. */
  async function arrive(roles: unknown): Promise<{ path: string; role: string | undefined }> {
    const courseId = await linkCourse();
    const answer = await launchAndOpen(site.visit(), platform, {
      person: STUDENT,
      claims: { [CLAIMS.roles]: roles },
    });
    const path = whereTo(answer).replace(courseId, "linked");
    return { path, role: roleOf(courseId, "student") };
  }

  test.each([
    ["missing", undefined],
    ["null", null],
    ["empty", []],
    ["a text", "Instructor"],
  ])("%s give no role", async (_, roles) => {
    const { path, role } = await arrive(roles);
    expect(path).toMatch(/^\/lti\/contexts\//);
    expect(role).toBe(undefined);
  });

  test.each([
    ["short names", ["Learner"], "student"],
    ["short names of staff", ["Instructor"], "instructor"],
    ["several: the strongest counts", [LEARNER, INSTRUCTOR], "instructor"],
    [
      "an institution's role beside the course's",
      ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator", LEARNER],
      "student",
    ],
  ])("%s", async (_, roles, role) => {
    expect(await arrive(roles)).toEqual({ path: "/courses/linked", role });
  });

  test.each([
    ["of the institution", "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"],
    ["of the system", "http://purl.imsglobal.org/vocab/lis/v2/system/person#SysAdmin"],
    ["that only look alike", "https://elsewhere.example/membership#Instructor"],
    ["of an older version", "urn:lti:sysrole:ims/lis/Administrator"],
  ])("%s give none in the course", async (_, role) => {
    expect((await arrive([role])).role).toBe(undefined);
  });

  test("of a test student: a student", async () => {
    const roles = ["http://purl.imsglobal.org/vocab/lti/system/person#TestUser", LEARNER];
    expect((await arrive(roles)).role).toBe("student");
  });
});

describe("custom parameters", () => {
  test("that the platform did not fill in count as missing", async () => {
    const courseId = await linkCourse();
    const answer = await launchAndOpen(site.visit(), platform, {
      person: STUDENT,
      custom: { assignment: "$ResourceLink.id.history", sections: "$Canvas.course.sectionIds" },
    });
    expect(whereTo(answer)).toBe(`/courses/${courseId}`);
    const { db } = site.services;
    const rows = db.select({ section: enrolments.section }).from(enrolments).all();
    expect(rows.map(({ section }) => section)).toEqual([null, null]);
  });

  test("that name an assignment of another course open the course", async () => {
    const courseId = await linkCourse();
    const answer = await launchAndOpen(site.visit(), platform, {
      person: STUDENT,
      custom: { assignment: "../../manage", sections: 7 },
    });
    expect(whereTo(answer)).toBe(`/courses/${courseId}`);
  });
});

describe("scripts in every text", () => {
  const SCRIPT = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const person = { sub: SCRIPT, name: SCRIPT, email: `${SCRIPT}@example.edu`, roles: [INSTRUCTOR] };
  const what: Launch = {
    person,
    context: { id: SCRIPT, title: SCRIPT, label: SCRIPT },
    resourceLink: { id: SCRIPT, title: SCRIPT },
    custom: { sections: SCRIPT, assignment: SCRIPT },
    claims: { [CLAIMS.presentation]: { locale: SCRIPT, return_url: SCRIPT } },
  };
  const ESCAPED = { asText: true, asScripts: [] };
  const findScripts = async (answer: Response) => {
    const text = await answer.text();
    return {
      asText: text.includes("&lt;script&gt;alert(1)&lt;/script&gt;"),
      asScripts: text.match(/<script>alert|<img src=x/g) ?? [],
    };
  };

  test("are text on the page that opens Gradus", async () => {
    expect(await findScripts(await launch(site.visit(), platform, what))).toEqual(ESCAPED);
  });

  test("are text on the page of the platform's course", async () => {
    const visitor = site.visit();
    const context = whereTo(await launchAndOpen(visitor, platform, what));
    expect(await findScripts(await visitor.get(context))).toEqual(ESCAPED);
  });

  test("are text on the page that asks which account is meant", async () => {
    const visitor = await site.signUp("wang");
    expect(
      await findScripts(await visitor.get(whereTo(await launchAndOpen(visitor, platform, what)))),
    ).toEqual(ESCAPED);
  });

  test("are text in the picker", async () => {
    const asked = deepLinking.ask(person, {}, { context: what.context! });
    const visitor = site.visit();
    const there = whereTo(await launch(visitor, platform, asked));
    expect(await findScripts(await visitor.get(there))).toEqual(ESCAPED);
    expect(site.services.db.select().from(courses).all()).toEqual([]);
    expect(
      await findScripts(await visitor.post(there, { action: "search", q: SCRIPT, title: SCRIPT })),
    ).toEqual(ESCAPED);
  });

  test("are text on the page of a refusal", async () => {
    const answer = await sendClaims({ [CLAIMS.deploymentId]: SCRIPT });
    expect(await findScripts(answer)).toEqual(ESCAPED);
  });

  test("are text in the login's refusal", async () => {
    const fields = { ...platform.startLogin(STUDENT_LAUNCH), iss: SCRIPT };
    expect(await findScripts(await site.visit().post("/lti/login", fields))).toEqual(ESCAPED);
  });
});
