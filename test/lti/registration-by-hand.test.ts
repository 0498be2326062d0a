// The site owner registers platforms by hand: what each family's form asks for, what follows from
// it, and what is refused.

import { beforeEach, describe, expect, test } from "vitest";
import { LTI_FAMILIES, ltiDeployments, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

let site: QuietSite;
let owner: Visitor & { userId: string };
beforeEach(async () => {
  site = await openQuietSite({ publicUrl: "https://gradus.example/ml" });
  owner = await site.signUp("owner", { siteRole: "owner" });
  return () => site.close();
});

const add = (family: string, fields: Record<string, string>) =>
  owner.post(`/manage/platforms/new/${family}`, { name: "Ours", clientId: "c1", ...fields });
const platforms = () => site.services.db.select().from(ltiPlatforms).all();

const SSO = "https://sso.canvaslms.com";
const BLACKBOARD = "https://developer.blackboard.com/api/v1";
const OTHER = {
  issuer: "https://lms.example/",
  authorizationUrl: "https://lms.example/auth?x=1",
  tokenUrl: "https://lms.example/token",
  jwksUrl: "https://keys.example/jwks",
};

describe("the addresses of", () => {
  test.each([
    [
      "Canvas's cloud",
      "canvas",
      { cloud: "production" },
      {
        issuer: "https://canvas.instructure.com",
        authorizationUrl: `${SSO}/api/lti/authorize_redirect`,
        tokenUrl: `${SSO}/login/oauth2/token`,
        jwksUrl: `${SSO}/api/lti/security/jwks`,
      },
    ],
    [
      "Canvas's beta",
      "canvas",
      { cloud: "beta" },
      {
        issuer: "https://canvas.beta.instructure.com",
        jwksUrl: "https://sso.beta.canvaslms.com/api/lti/security/jwks",
      },
    ],
    [
      "Canvas's test",
      "canvas",
      { cloud: "test" },
      {
        issuer: "https://canvas.test.instructure.com",
        tokenUrl: "https://sso.test.canvaslms.com/login/oauth2/token",
      },
    ],
    [
      "a Canvas of one's own, which has the issuer of the cloud",
      "canvas",
      { cloud: "own", root: "canvas.example.edu/" },
      {
        issuer: "https://canvas.instructure.com",
        authorizationUrl: "https://canvas.example.edu/api/lti/authorize_redirect",
      },
    ],
    [
      "a Canvas of one's own with an issuer of its own",
      "canvas",
      { cloud: "own", root: "https://canvas.example.edu", issuer: "https://canvas.example.edu" },
      { issuer: "https://canvas.example.edu" },
    ],
    [
      "Moodle in a folder",
      "moodle",
      { root: "https://www.example.edu/moodle/" },
      {
        issuer: "https://www.example.edu/moodle",
        authorizationUrl: "https://www.example.edu/moodle/mod/lti/auth.php",
        tokenUrl: "https://www.example.edu/moodle/mod/lti/token.php",
        jwksUrl: "https://www.example.edu/moodle/mod/lti/certs.php",
      },
    ],
    [
      "Blackboard",
      "blackboard",
      { clientId: "a b/c" },
      {
        issuer: "https://blackboard.com",
        authorizationUrl: `${BLACKBOARD}/gateway/oidcauth`,
        tokenUrl: `${BLACKBOARD}/gateway/oauth2/jwttoken`,
        jwksUrl: `${BLACKBOARD}/management/applications/a%20b%2Fc/jwks.json`,
      },
    ],
    [
      "Sakai",
      "sakai",
      { root: "https://sakai.example.edu", toolId: "12" },
      {
        issuer: "https://sakai.example.edu",
        authorizationUrl: "https://sakai.example.edu/imsoidc/lti13/oidc_auth",
        tokenUrl: "https://sakai.example.edu/imsblis/lti13/token/12",
        jwksUrl: "https://sakai.example.edu/imsblis/lti13/keyset",
      },
    ],
    ["another platform, exactly as typed", "other", OTHER, OTHER],
  ] as const)("%s", async (_, family, fields, expected) => {
    const answer = await add(family, { ...fields, deploymentId: "d1" });
    expect(answer.status, await answer.text()).toBe(303);
    expect(platforms()).toMatchObject([{ name: "Ours", family, ...expected }]);
    expect(site.services.db.select().from(ltiDeployments).all()).toMatchObject([
      { deploymentId: "d1", acceptedBy: owner.userId },
    ]);
  });
});

describe("the form", () => {
  test.each(LTI_FAMILIES)("of %s shows what the platform asks for", async (family) => {
    const page = await (await owner.get(`/manage/platforms/new/${family}`)).text();
    for (const path of ["lti/login", "lti/launch", "lti/keys", "lti/icon.svg", ""])
      expect(page).toContain(`https://gradus.example/ml/${path}`);
    expect(page).toContain("https://purl.imsglobal.org/spec/lti-ags/scope/score");
    expect(page).toContain("assignment=");
    expect(page.includes("sections=$")).toBe(family === "canvas");
  });

  test("of Canvas has the JSON of a developer key", async () => {
    const page = await (await owner.get("/manage/platforms/new/canvas")).text();
    const text = /<textarea[^>]*>([^]*?)<\/textarea>/.exec(page)![1]!.replaceAll("&quot;", '"');
    expect(JSON.parse(text)).toMatchObject({
      title: "Gradus",
      oidc_initiation_url: "https://gradus.example/ml/lti/login",
      target_link_uri: "https://gradus.example/ml/",
      public_jwk_url: "https://gradus.example/ml/lti/keys",
      custom_fields: { sections: "$Canvas.course.sectionSisSourceIds" },
      extensions: [{ domain: "gradus.example", privacy_level: "public" }],
    });
  });

  test("accepts new deployments by itself only for Canvas", async () => {
    const isChecked = async (family: string) =>
      /name="acceptsDeployments" checked/.test(
        await (await owner.get(`/manage/platforms/new/${family}`)).text(),
      );
    expect([await isChecked("canvas"), await isChecked("moodle")]).toEqual([true, false]);
  });

  test("may leave out the deployment", async () => {
    expect((await add("moodle", { root: "moodle.example" })).status).toBe(303);
    expect(site.services.db.select().from(ltiDeployments).all()).toEqual([]);
  });

  test.each([
    ["no name", { name: " " }, "Enter a name"],
    ["a long name", { name: "x".repeat(101) }, "at most 100"],
    ["no client id", { clientId: "" }, "Enter the client ID"],
    ["a long client id", { clientId: "x".repeat(256) }, "Enter the client ID"],
    ["a long deployment", { deploymentId: "x".repeat(256) }, "A deployment ID has at most"],
    ["no issuer", { issuer: "" }, "Enter a full address"],
    ["http", { tokenUrl: "http://lms.example/token" }, "Enter a full address"],
    ["http on this computer", { tokenUrl: "http://localhost/token" }, "Enter a full address"],
    ["a script", { jwksUrl: "javascript:alert(1)" }, "Enter a full address"],
    ["a password", { jwksUrl: "https://a:b@lms.example/" }, "Enter a full address"],
    ["a policy", { authorizationUrl: "https://a;sandbox" }, "Enter a full address"],
    ["any host", { authorizationUrl: "https://*.example" }, "Enter a full address"],
    ["a long audience", { tokenAudience: "x".repeat(256) }, "at most 255"],
  ])("refuses %s, and keeps what was typed", async (_, fields, words) => {
    const sent = { ...OTHER, deploymentId: "kept", ...fields };
    const answer = await add("other", sent);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining(words)]);
    expect(page).toContain('aria-invalid="true"');
    expect(page).toContain(`value="${sent.deploymentId}"`);
    expect(platforms()).toEqual([]);
  });

  test.each([
    ["canvas", { cloud: "none" }, "Choose one"],
    ["canvas", { cloud: "own", root: "" }, "Enter a full address"],
    ["canvas", { cloud: "own", root: "x.example", issuer: "x" }, "Enter a full address"],
    ["moodle", { root: "https://moodle.example/?x=1" }, "Enter a full address"],
    ["moodle", { root: "ftp://moodle.example" }, "Enter a full address"],
    ["moodle", { root: "http://moodle.example" }, "Enter a full address"],
    ["sakai", { root: "sakai.example", toolId: "1/2" }, "Enter the number"],
  ])("of %s refuses %j", async (family, fields, words) => {
    const answer = await add(family, fields);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(platforms()).toEqual([]);
  });

  test("refuses an issuer and client id that are registered, and leads there", async () => {
    await add("other", OTHER);
    const { id } = platforms()[0]!;
    const again = await add("other", { ...OTHER, name: "Another" });
    const page = await again.text();
    expect([again.status, page]).toEqual([409, expect.stringContaining("registered already")]);
    expect(page).toContain(`href="/ml/manage/platforms/${id}"`);
    // Another client id of the same issuer is another registration: all Canvas sites share one.
    expect((await add("other", { ...OTHER, clientId: "c2" })).status).toBe(303);
    expect(platforms()).toHaveLength(2);
  });
});
