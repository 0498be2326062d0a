// Dynamic Registration: a platform opens the one-time address of the site owner, and both sides
// register each other. What a platform may answer instead, or what somebody may do with the address.

import { eq } from "drizzle-orm";
import type { Context } from "hono";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { ltiDeployments, ltiInvitations, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { users } from "../../src/db/schema.ts";
import { makeInvitation } from "../../src/lti/registration/invitations.ts";
import { launch } from "../support/lti/launch-in-place.ts";
import {
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import {
  addRegistration,
  OFFERED_SCOPES,
  type RegistrationDouble,
} from "../support/lti/registration.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

const ROOT = "http://localhost:3000";
const DAY_MS = 24 * 3_600_000;

let platform: LtiPlatformDouble;
let double: RegistrationDouble;
let site: QuietSite;
let ownerId: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses(ROOT);
  double = addRegistration(platform);
});
afterAll(() => platform.close());
const usual = () => ({ ...double.configuration });
let configured: Record<string, unknown>;
beforeEach(async () => {
  configured ??= usual();
  double.configuration = { ...configured };
  double.answerConfiguration = undefined;
  double.answerRegistration = undefined;
  double.tools.length = 0;
  site = await openQuietSite();
  ownerId = (await site.signUp("owner", { siteRole: "owner" })).userId;
  return () => site.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const invite = (now?: Date) => makeInvitation(site.services.db, ownerId, "Moodle of physics", now);
const platforms = () => site.services.db.select().from(ltiPlatforms).all();
const isUsed = () => site.services.db.select().from(ltiInvitations).get()?.usedAt !== null;

/** The address as the platform opens it, without the host. */
const openedBy = (secret: string) =>
  double.start(`${ROOT}/lti/register/${secret}`).slice(ROOT.length);

/** The fields of the form in the page. */
const readFields = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!.replaceAll("&amp;", "&")],
    ),
  );

/** Opens the page and clicks its button. */
async function register(secret = invite()) {
  const visitor = site.visit();
  const page = await visitor.get(openedBy(secret));
  const text = await page.text();
  if (page.status !== 200) return { status: page.status, text };
  const answer = await visitor.post(`/lti/register/${secret}`, readFields(text));
  return { status: answer.status, text: await answer.text() };
}

describe("registration by the platform", () => {
  test("stores what the platform says, and its deployment", async () => {
    const secret = invite();
    const page = await site.visit().get(openedBy(secret));
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain("Moodle of physics");
    expect(text).toContain("Moodle 5.0");
    expect(text).toContain("receiving scores");
    // Looking at it changes nothing.
    expect(platforms()).toEqual([]);
    expect(isUsed()).toBe(false);

    const done = await register(secret);
    expect([done.status, done.text.includes("org.imsglobal.lti.close")]).toEqual([200, true]);
    expect(platforms()).toEqual([
      expect.objectContaining({
        name: "Moodle of physics",
        family: "moodle",
        issuer: platform.url,
        clientId: platform.clientId,
        authorizationUrl: `${platform.url}/auth`,
        tokenUrl: `${platform.url}/token`,
        // A host name alone is no audience.
        tokenAudience: null,
        jwksUrl: `${platform.url}/keys`,
        acceptsDeployments: false,
        createdBy: ownerId,
        removedAt: null,
      }),
    ]);
    expect(site.services.db.select().from(ltiDeployments).all()).toEqual([
      expect.objectContaining({ deploymentId: "1", acceptedBy: ownerId }),
    ]);
    const audit = site.services.db.select().from(auditEvents).all();
    expect(audit.filter(({ action }) => action === "lti.platform")).toHaveLength(2);
    expect(audit.at(-1)).toMatchObject({ actorId: ownerId, after: { how: "dynamic" } });
    // The platform registered this site so that its launches work.
    const launched = await launch(site.visit(), platform, {
      person: { sub: "student", name: "Li", roles: [LEARNER] },
    });
    expect(launched.status).toBe(200);
  });

  test("asks only for scopes that the platform offers", async () => {
    await register();
    const [tool] = double.tools;
    expect(String(tool!["scope"]).split(" ").toSorted()).toEqual(OFFERED_SCOPES.toSorted());
    expect(tool).toMatchObject({
      initiate_login_uri: `${ROOT}/lti/login`,
      redirect_uris: [`${ROOT}/lti/launch`],
      jwks_uri: `${ROOT}/lti/keys`,
      logo_uri: `${ROOT}/lti/icon.svg`,
    });
  });

  test("with Canvas: objects for messages, no deployment, placements, new ones accepted", async () => {
    const canvas = await startLtiPlatform();
    const registration = addRegistration(canvas, "canvas");
    const secret = invite();
    const visitor = site.visit();
    const path = registration.start(`${ROOT}/lti/register/${secret}`).slice(ROOT.length);
    const page = await (await visitor.get(path)).text();
    expect((await visitor.post(`/lti/register/${secret}`, readFields(page))).status).toBe(200);
    expect(platforms()).toMatchObject([{ family: "canvas", acceptsDeployments: true }]);
    expect(site.services.db.select().from(ltiDeployments).all()).toEqual([]);
    const tool = JSON.stringify(registration.tools[0]);
    expect(tool).toContain('"https://canvas.instructure.com/lti/privacy_level":"public"');
    expect(tool).toContain('"placements":["assignment_selection","link_selection"]');
    expect(tool).toContain("$Canvas.course.sectionSisSourceIds");
    await canvas.close();
  });

  test("in frames of the platform alone, and of the page that shows it", async () => {
    const secret = invite();
    const page = await site
      .visit()
      .get(openedBy(secret), { referer: "http://127.0.0.1:4000/accounts/1/apps" });
    expect(page.headers.get("content-security-policy")).toContain(
      `frame-ancestors ${platform.url} http://127.0.0.1:4000`,
    );
    expect(page.headers.get("x-frame-options")).toBe(null);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    const elsewhere = await site
      .visit()
      .get(openedBy(secret), { referer: "https://*.example;script-src" });
    expect(elsewhere.headers.get("content-security-policy")).not.toContain("example");
    // Without a platform, in none.
    const alone = await site.visit().get(`/lti/register/${secret}`);
    expect(alone.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("is asked again if the platform says something else at the click", async () => {
    const secret = invite();
    const visitor = site.visit();
    const fields = readFields(await (await visitor.get(openedBy(secret))).text());
    double.configuration["token_endpoint"] = `${platform.url}/other-token`;
    const again = await visitor.post(`/lti/register/${secret}`, fields);
    const text = await again.text();
    expect(again.status).toBe(409);
    expect(text).toContain("has just changed");
    expect(platforms()).toEqual([]);
    expect((await visitor.post(`/lti/register/${secret}`, readFields(text))).status).toBe(200);
    expect(platforms()).toMatchObject([{ tokenUrl: `${platform.url}/other-token` }]);
  });

  test("two clicks at once register once", async () => {
    const secret = invite();
    const visitor = site.visit();
    const fields = readFields(await (await visitor.get(openedBy(secret))).text());
    const answers = await Promise.all(
      [1, 2].map(() => visitor.post(`/lti/register/${secret}`, fields)),
    );
    // The platform refuses a token that was used, and so may our own address.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(platforms()).toHaveLength(1);
    expect(double.tools).toHaveLength(1);
  });
});

describe("the one-time address", () => {
  test("is stored as a hash", () => {
    const secret = invite();
    const { db } = site.services;
    expect(JSON.stringify(db.select().from(ltiInvitations).all())).not.toContain(secret);
    expect(JSON.stringify(db.select().from(auditEvents).all())).not.toContain(secret);
  });

  test.each([
    ["unknown", () => "0".repeat(40), 404, "There is no such address"],
    ["expired", () => invite(new Date(Date.now() - DAY_MS - 1)), 410, "has expired"],
  ])("%s: is refused without asking the platform", async (_, make, status, words) => {
    let asked = false;
    double.answerConfiguration = (c) => {
      asked = true;
      return c.json(double.configuration);
    };
    expect(await register(make())).toEqual({ status, text: expect.stringContaining(words) });
    expect(asked).toBe(false);
  });

  test("works once", async () => {
    const secret = invite();
    expect((await register(secret)).status).toBe(200);
    expect(await register(secret)).toEqual({
      status: 410,
      text: expect.stringContaining("has been used"),
    });
  });

  test("of somebody who owns the site no longer is useless", async () => {
    const secret = invite();
    const { db } = site.services;
    db.update(users).set({ siteRole: null }).where(eq(users.id, ownerId)).run();
    expect((await register(secret)).status).toBe(404);
  });

  test("opened by hand says what to do with it", async () => {
    const answer = await site.visit().get(`/lti/register/${invite()}`);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("Paste it into the dynamic registration"),
    ]);
  });
});

const html = (c: Context) => c.html("<title>Sign in</title>");

describe("a platform's configuration", () => {
  const refused: [string, () => void, string][] = [
    ["is HTML", () => (double.answerConfiguration = html), "is not JSON"],
    ["is a list", () => (double.answerConfiguration = (c) => c.json([])), "lacks an address"],
    [
      "is huge",
      () => (double.answerConfiguration = (c) => c.text("x".repeat(5 * 1024 * 1024))),
      "too large",
    ],
    [
      "redirects",
      () => (double.answerConfiguration = (c) => c.redirect("http://169.254.169.254/", 302)),
      "redirects to another address",
    ],
    [
      "is refused",
      () => (double.answerConfiguration = (c) => c.text("no", 403)),
      "did not give its configuration",
    ],
    [
      "is of another issuer",
      () => (double.configuration["issuer"] = "https://moodle.example"),
      "belongs to another host",
    ],
    [
      "has an issuer over http",
      () => (double.configuration["issuer"] = "http://moodle.example"),
      "lacks an address",
    ],
    [
      "sends the token to another origin",
      () => (double.configuration["registration_endpoint"] = "https://elsewhere.example/"),
      "does not send the token",
    ],
    [
      "has an endpoint over http",
      () => (double.configuration["token_endpoint"] = "http://moodle.example/token"),
      "lacks an address",
    ],
    [
      "has an endpoint that is no address",
      () => (double.configuration["jwks_uri"] = "javascript:alert(1)"),
      "lacks an address",
    ],
    [
      "has a policy in an address",
      () => (double.configuration["authorization_endpoint"] = "https://a;sandbox"),
      "lacks an address",
    ],
    ...[
      "issuer",
      "authorization_endpoint",
      "token_endpoint",
      "jwks_uri",
      "registration_endpoint",
    ].map((name): [string, () => void, string] => [
      `has no ${name}`,
      () => (double.configuration[name] = undefined),
      "lacks an address",
    ]),
  ];
  test.each(refused)("that %s is refused", async (_, prepare, words) => {
    prepare();
    const secret = invite();
    expect(await register(secret)).toEqual({ status: 502, text: expect.stringContaining(words) });
    expect(isUsed()).toBe(false);
    expect(platforms()).toEqual([]);
    // The same address works once the platform is mended.
    double.answerConfiguration = undefined;
    double.configuration = { ...configured };
    expect((await register(secret)).status).toBe(200);
  });

  test("that never comes is given up", async () => {
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => AbortSignal.abort());
    expect(await register()).toEqual({
      status: 502,
      text: expect.stringContaining("cannot be read"),
    });
    expect(isUsed()).toBe(false);
  });

  test.each([
    "http://moodle.example/openid",
    "http://192.168.0.1/",
    "file:///etc/passwd",
    "https://user:password@moodle.example/",
    "//moodle.example",
    "x",
  ])("at %s is not asked for", async (address) => {
    const query = new URLSearchParams({ openid_configuration: address }).toString();
    const answer = await site.visit().get(`/lti/register/${invite()}?${query}`);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("must begin with https://"),
    ]);
  });

  test("on this computer is not asked for by a site elsewhere", async () => {
    site.close();
    site = await openQuietSite({ publicUrl: "https://gradus.example" });
    ownerId = (await site.signUp("owner", { siteRole: "owner" })).userId;
    let asked = false;
    double.answerConfiguration = (c) => {
      asked = true;
      return c.json(double.configuration);
    };
    const answer = await site.visit().get(openedBy(invite()));
    expect([answer.status, asked]).toEqual([400, false]);
  });

  test("a token that is no header is refused", async () => {
    const query = new URLSearchParams({
      openid_configuration: `${platform.url}/openid-configuration`,
      registration_token: "a\r\nx: y",
    }).toString();
    const answer = await site.visit().get(`/lti/register/${invite()}?${query}`);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("registration token cannot be used"),
    ]);
  });

  test("Canvas's clouds share an issuer, and may be on any host", async () => {
    double.configuration["issuer"] = "https://canvas.instructure.com";
    const name = "https://purl.imsglobal.org/spec/lti-platform-configuration";
    double.configuration[name] = { product_family_code: "canvas", version: "cloud" };
    expect((await register()).status).toBe(200);
    expect(platforms()).toMatchObject([{ issuer: "https://canvas.instructure.com" }]);
  });

  test("scripts in its names are shown as text", async () => {
    const name = "https://purl.imsglobal.org/spec/lti-platform-configuration";
    const script = "<script>alert(1)</script>";
    double.configuration[name] = { product_family_code: script, version: script };
    double.configuration["https://canvas.instructure.com/lti/account_name"] = script;
    const page = await (await site.visit().get(openedBy(invite()))).text();
    expect(page).not.toContain(script);
    expect(page).toContain("&lt;script&gt;alert(1)");
  });
});

describe("the platform's answer", () => {
  const answers: [string, (c: Context) => Response, string][] = [
    ["without a client id", (c) => c.json({ ok: true }), "has no client ID"],
    ["that is HTML", html, "has no client ID"],
    ["with a long client id", (c) => c.json({ client_id: "x".repeat(300) }), "has no client ID"],
    ["400", (c) => c.text("domain_targetlinkuri_mismatch", 400), "domain_targetlinkuri_mismatch"],
    ["401", (c) => c.text("token_already_used", 401), "token_already_used"],
    ["403, as Sakai", (c) => c.body(null, 403), "refused the registration"],
    ["500", (c) => c.text("<b>crash</b>", 500), "&lt;b&gt;crash"],
    ["that redirects", (c) => c.redirect("https://elsewhere.example", 307), "did not answer"],
  ];
  test.each(answers)("%s is explained, and stores nothing", async (_, answer, words) => {
    double.answerRegistration = answer;
    const secret = invite();
    const { status, text } = await register(secret);
    expect([status, text]).toEqual([502, expect.stringContaining(words)]);
    expect(text).toContain("this address can be used again");
    expect(platforms()).toEqual([]);
    expect(isUsed()).toBe(false);
    double.answerRegistration = undefined;
    expect((await register(secret)).status).toBe(200);
  });

  test("with a client id that is registered already adds nothing", async () => {
    registerPlatform(site.services.db, platform);
    const { status, text } = await register();
    expect([status, text]).toEqual([
      409,
      expect.stringContaining("is registered in Gradus already"),
    ]);
    expect(platforms()).toHaveLength(1);
    expect(isUsed()).toBe(false);
  });

  test("a deployment that is a number, or nonsense", async () => {
    const name = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    for (const [client_id, deployment_id] of [
      ["one", 7],
      ["two", { id: 1 }],
      ["three", ""],
    ]) {
      double.answerRegistration = (c) => c.json({ client_id, [name]: { deployment_id } });
      expect((await register()).status).toBe(200);
    }
    double.answerRegistration = (c) => c.json({ client_id: "four", [name]: "x" });
    expect((await register()).status).toBe(200);
    const deployments = site.services.db.select().from(ltiDeployments).all();
    expect(deployments.map(({ deploymentId }) => deploymentId)).toEqual(["7"]);
  });
});
