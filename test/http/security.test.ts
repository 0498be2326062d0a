// The protection of every answer and every request: headers, origin, size.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_FORM_BYTES } from "../../src/http/security.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

let site: QuietSite;
beforeAll(async () => {
  site = await openQuietSite();
});
afterAll(() => site.close());

describe("every answer", () => {
  test.each(["/", "/sign-in", "/nothing-here", "/settings", "/api/nothing", "/exercises/tiny/sum"])(
    "%s has the headers",
    async (path) => {
      const { headers } = await site.visit().get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "private, no-store",
      });
      const policy = headers.get("content-security-policy")!;
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy.split("; ")).toContain(part);
      expect(policy).not.toMatch(/script-src[^;]*(?:unsafe|\*|http|data:)/);
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  test("sets these values over HTTPS", async () => {
    const secure = await openQuietSite({ publicUrl: "https://gradus.example.org" });
    const { headers } = await secure.visit().get("/");
    secure.close();
    const [policy, nonce] = [headers.get("content-security-policy")!, /'nonce-([^']{22,})'/];
    expect({
      ...Object.fromEntries(headers),
      "content-security-policy": policy.replace(nonce, "'nonce'"),
    }).toMatchObject({
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce'; " +
        "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
      "x-frame-options": "DENY",
      "cache-control": "private, no-store",
      "strict-transport-security": "max-age=31536000",
      "origin-agent-cluster": "?1",
    });
  });

  test("allows the nonce that the editor's page passes to its script", async () => {
    const answer = await site.visit().get("/exercises/tiny/sum");
    const [, nonce] = /"nonce":"([^"]+)"/.exec(await answer.text())!;
    expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
  });

  test("has its own nonce, and no script in the page except files of the site", async () => {
    const answers = await Promise.all([1, 2].map(() => site.visit().get("/sign-in")));
    const nonces = answers.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get("content-security-policy")!)![1],
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    const html = await answers[0]!.text();
    for (const [, attributes, body] of html.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)) {
      expect(attributes).toMatch(/ src="\/assets\//);
      expect(body).toBe("");
    }
    expect(html).not.toMatch(/\son[a-z]+=/);
  });

  test("over HTTPS requires HTTPS from then on", async () => {
    const secure = await openQuietSite({ publicUrl: "https://gradus.example.org" });
    expect((await secure.visit().get("/")).headers.get("strict-transport-security")).toMatch(
      /max-age=\d{7,}/,
    );
    secure.close();
  });
});

describe("a request that changes something", () => {
  const prefer = (headers: Record<string, string>) =>
    site.visit().post("/preferences", { language: "en", back: "/" }, headers);

  test.each([
    ["our own", { origin: "http://localhost:3000" }, 303],
    [
      "our own, by the name that the browser knows",
      { origin: "http://gradus.local:3000", host: "gradus.local:3000" },
      303,
    ],
    [
      "no origin, but a browser that says the same",
      { origin: "", "sec-fetch-site": "same-origin" },
      303,
    ],
    ["another site", { origin: "https://elsewhere.example" }, 403],
    ["another port", { origin: "http://localhost:3001" }, 403],
    [
      "a site whose name begins like ours",
      { origin: "http://localhost:3000.elsewhere.example" },
      403,
    ],
    ["null, as from a sandbox", { origin: "null" }, 403],
    [
      "another, though a header says the same",
      { origin: "https://elsewhere.example", "sec-fetch-site": "same-origin" },
      403,
    ],
    ["nothing at all", { origin: "" }, 403],
    ["a neighbour", { origin: "", "sec-fetch-site": "same-site" }, 403],
    ["a typed address", { origin: "", "sec-fetch-site": "none" }, 403],
  ])("from %s", async (_, headers, status) => {
    expect((await prefer(headers)).status).toBe(status);
  });

  test("with a token needs no origin, and then a cookie is ignored", async () => {
    const member = await site.signUp("both-ways");
    const answer = await member.post(
      "/settings/name",
      { name: "Changed" },
      { origin: "https://elsewhere.example", authorization: "Bearer gradus_made-up" },
    );
    expect(answer.status).toBe(401);
    expect(await (await member.get("/settings")).text()).toContain("Name of both-ways");
  });

  test("gets the reason for a refusal, as a page and as a document", async () => {
    expect(await (await prefer({ origin: "https://elsewhere.example" })).text()).toContain(
      "GRADUS_URL",
    );
    const answer = await prefer({
      origin: "https://elsewhere.example",
      accept: "application/json",
    });
    expect(await answer.json()).toMatchObject({ error: { code: "origin" } });
  });
});

describe("a body", () => {
  test("larger than a source may be is refused before it is read", async () => {
    const answer = await site
      .visit()
      .post("/sign-in", { login: "x".repeat(MAX_FORM_BYTES), password: "y" });
    expect(answer.status).toBe(413);
  });

  test("that is not a form has no fields", async () => {
    for (const [type, body] of [
      ["application/json", '{"login":"a"}'],
      ["text/plain", "login=a"],
      ["multipart/form-data; boundary=x", "--x\r\nnonsense"],
    ]) {
      const answer = await site
        .visit()
        .send("POST", "/sign-in", body, { "content-type": type!, origin: "http://localhost:3000" });
      expect([type, [400, 422].includes(answer.status)]).toEqual([type, true]);
    }
  });
});
