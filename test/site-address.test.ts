// GRADUS_URL with a path: one place makes every address, and no source goes around it. (Browsers,
// mails and the command line are tested in test/e2e/below-a-path.test.ts.)

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWN_SEGMENTS, parseSiteAddress } from "../src/site-address.ts";
import { ROOT } from "./support/packs.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "./support/quiet-site.ts";
import type { Visitor } from "./support/visitor.ts";

describe("an address", () => {
  test.each([
    ["https://host.example", "/courses/1", "/courses/1", "https://host.example/courses/1"],
    [
      "https://host.example/teach/gradus",
      "/courses/1",
      "/teach/gradus/courses/1",
      "https://host.example/teach/gradus/courses/1",
    ],
    ["https://host.example/gradus", "/", "/gradus/", "https://host.example/gradus/"],
    [
      "https://host.example/gradus",
      "/sign-in?next=%2F#top",
      "/gradus/sign-in?next=%2F#top",
      "https://host.example/gradus/sign-in?next=%2F#top",
    ],
  ])("of %s and %s", (publicUrl, path, link, full) => {
    const site = parseSiteAddress(publicUrl);
    expect([site.link(path), site.full(path)]).toEqual([link, full]);
  });

  test.each([
    "#top",
    "https://elsewhere.example/",
    "mailto:a@example.org",
    "",
    "/gradus",
    "/gradus/courses/1",
    "/gradus?page=2",
  ])("%j is not a path of the site, and stays", (text) => {
    expect(parseSiteAddress("https://host.example/gradus").link(text)).toBe(text);
  });

  test.each([
    ["/gradus", "/"],
    ["/gradus/", "/"],
    ["/gradus/courses", "/courses"],
    ["/courses", undefined],
    ["/graduss", undefined],
    ["/", undefined],
  ])("%s as a path of a site at /gradus: %s", (pathname, path) => {
    const site = parseSiteAddress("https://host.example/gradus");
    expect([site.readPath(pathname), site.pathAsked(pathname)]).toEqual([path, path ?? pathname]);
  });
});

describe("the sources", () => {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => relative(ROOT, join(ROOT, "src", name)).replaceAll("\\", "/"));
  const withoutComments = (path: string) =>
    readFileSync(join(ROOT, path), "utf8").replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  const linesOf = (pattern: RegExp, among: (path: string) => boolean) =>
    files.filter(among).flatMap((path) =>
      withoutComments(path)
        .split("\n")
        .filter((line) => pattern.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );

  test("of the browser contain no address: the page passes them to its islands", () => {
    expect(linesOf(/["'`]\/[\w$]/, (path) => path.startsWith("src/islands/"))).toEqual([]);
  });

  test("never build an address from GRADUS_URL by hand", () => {
    expect(
      linesOf(
        /publicUrl(?:\}|\s*\+)|\+\s*publicUrl/,
        (path) => path !== "src/site-address.ts" && path !== "src/config.ts",
      ),
    ).toEqual([]);
  });

  test("set cookies in one place, which gives them the site's path", () => {
    expect(
      linesOf(
        /import .*\b(?:setCookie|setSignedCookie|deleteCookie)\b/,
        (path) => path !== "src/http/cookies.ts",
      ),
    ).toEqual([]);
    expect(linesOf(/document\.cookie = /, () => true)).toEqual([
      expect.stringMatching(/^src\/islands\/base\.ts: .*dataset\["base"\]/),
    ]);
  });

  test("write addresses into a page only through an element's attribute", () => {
    // Text of a template, or of a string, bypasses the place where attributes get the base path.
    expect(
      linesOf(
        /\b(?:href|src|action|formaction)=\\?["'`]?\$?[{/]/,
        (path) => path.endsWith(".ts") && !path.startsWith("src/i18n/"),
      ),
    ).toEqual([]);
    expect(linesOf(/html`[^`]*\b(?:href|src|action|formaction)=/, () => true)).toEqual([]);
    expect(
      linesOf(
        /dangerouslySetInnerHTML|@jsxImportSource|formAction(?!: \["'self'"\])/,
        (path) => !path.startsWith("src/ui/jsx/"),
      ),
    ).toEqual([]);
    // A part of a page that is rendered by itself needs the base path, too.
    expect(
      linesOf(/hono\/jsx\/dom\/server/, (path) => path !== "src/ui/render-fragment.tsx"),
    ).toEqual([]);
  });
});

describe("a site below a path", () => {
  const BASE = "/teach/gradus";
  let site: QuietSite;
  let owner: Visitor;
  beforeAll(async () => {
    site = await openQuietSite({ publicUrl: `http://localhost:3000${BASE}` });
    owner = await site.signUp("owner", { siteRole: "owner" });
  });
  afterAll(() => site.close());

  test("has no page whose path could be taken for the base path", () => {
    const first = new Set(
      site.app.routes
        .filter(({ method }) => method !== "ALL")
        .map(({ path }) => path.split("/")[1]!),
    );
    expect([...OWN_SEGMENTS].sort()).toEqual([...first].filter((segment) => segment !== "").sort());
  });

  // Visitors request the origin with the base path, as behind a proxy that keeps it; the others as
  // behind one that strips it.
  test.each([
    ["left", BASE],
    ["taken off", ""],
  ])("accepts requests with the base path %s, and writes it in every answer", async (_, base) => {
    const ask = (path: string) => site.visit().get(`http://localhost:3000${base}${path}`);
    const page = await (await ask("/exercises/tiny/sum?assignment=a1")).text();
    expect(page).toContain(`<a class="brand" href="${BASE}/"`);
    expect(page).toContain(
      `href="${BASE}/sign-in?next=%2Fexercises%2Ftiny%2Fsum%3Fassignment%3Da1"`,
    );
    expect(page).toContain(` action="${BASE}/exercises/tiny/sum/submissions`);
    expect(page).not.toMatch(/(?:href|src|action|formaction|data-address)="\/(?!teach\/gradus\/)/);
    expect((await ask("/nowhere")).status).toBe(404);
    const chosen = await site.visit().post(`http://localhost:3000${base}/preferences`, {
      theme: "dark",
      back: "/exercises/tiny/sum",
    });
    expect([
      chosen.status,
      chosen.headers.get("location"),
      chosen.headers.getSetCookie().map((cookie) => /; Path=([^;]*)/.exec(cookie)?.[1]),
    ]).toEqual([303, `${BASE}/exercises/tiny/sum`, [BASE]]);
  });

  test.each([
    ["/teach/gradus", 200],
    ["/teach/gradus/", 200],
    ["/", 200],
    ["/teach/gradus/teach/gradus/", 404],
    ["/teach", 404],
    ["/teach/gradually", 404],
  ])("at %s answers %i", async (path, status) => {
    expect((await site.visit().get(`http://localhost:3000${path}`)).status).toBe(status);
  });

  test("recognizes the page of a form, and takes no other page of the host for one of its own", async () => {
    const refuse = async (referer: string) =>
      /name="back" value="([^"]*)"/.exec(
        await (
          await site.visit().post("/exercises/tiny/sum/submissions?assignment=a1", {}, { referer })
        ).text(),
      )![1];
    expect(await refuse(`http://localhost:3000${BASE}/courses?x=1`)).toBe("/courses?x=1");
    expect(await refuse("http://localhost:3000/courses?x=1")).toBe(
      "/exercises/tiny/sum/submissions?assignment=a1",
    );
  });

  test("gives every cookie of a session its own path", async () => {
    const visitor = site.visit();
    const signedIn = await visitor.post("/sign-in", {
      login: "owner",
      password: PASSWORD,
      next: `${BASE}/settings`,
    });
    expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, `${BASE}/settings`]);
    const signedOut = await visitor.post("/sign-out");
    const paths = [signedIn, signedOut].map((answer) =>
      answer.headers
        .getSetCookie()
        .map((cookie) => `${cookie.split("=")[0]} ${/; Path=([^;]*)/.exec(cookie)?.[1]}`),
    );
    expect(paths[0]).toEqual(
      expect.arrayContaining([`gradus.session_token ${BASE}`, `gradus.known_browser ${BASE}`]),
    );
    expect(paths.flat().filter((path) => !path.endsWith(` ${BASE}`))).toEqual([]);
    expect(visitor.isSignedIn).toBe(false);
  });

  test("shows the complete address where users copy it from a page", async () => {
    const made = await owner.post("/manage/courses", { title: "Machine learning" });
    const course = made.headers.get("location")!;
    expect(course).toMatch(/^\/teach\/gradus\/courses\/\w+$/);
    expect(await (await owner.get(`${course.slice(BASE.length)}/people`)).text()).toMatch(
      />http:\/\/localhost:3000\/teach\/gradus\/join\/\w+</,
    );
    const { servers } = (await (await owner.get("/api/v1/openapi.json")).json()) as {
      servers: { url: string }[];
    };
    expect(servers).toEqual([{ url: `http://localhost:3000${BASE}` }]);
    expect(await (await owner.get("/api")).text()).toContain(
      `http://localhost:3000${BASE}/api/v1/exercises`,
    );
  });
});
