// Where a form may lead: pages of this site only, whatever is requested.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toLocalPath as localPathOf } from "../../src/http/local-path.ts";
import { parseSiteAddress } from "../../src/site-address.ts";

const SITE = "https://gradus.example.org";

describe.each([
  ["", SITE],
  [" of a site below a path", `${SITE}/gradus`],
])("localPath%s", (_, publicUrl) => {
  const localPath = (value: unknown) => localPathOf(parseSiteAddress(publicUrl), value);

  test.each([
    ["/"],
    ["/submissions"],
    ["/exercises/tiny/sum?attempt=2"],
    ["/a%20b"],
    ["/练习".normalize()],
    ["/sign-in?next=%2Fsettings"],
    ["/exercises/tiny/sum?assignment=0123456789abcdef"],
    ["/".padEnd(2000, "x")],
  ])("keeps %s", (path) => {
    expect(decodeURI(localPath(path))).toBe(decodeURI(path));
  });

  test.each([
    ["https://elsewhere.example/"],
    ["//elsewhere.example"],
    ["///elsewhere.example"],
    ["/\\elsewhere.example"],
    ["\\\\elsewhere.example"],
    ["/\t/elsewhere.example"],
    ["/\n/elsewhere.example"],
    ["javascript:alert(1)"],
    ["data:text/html,x"],
    ["elsewhere.example"],
    [""],
    ["?x"],
    ["#x"],
    [" /x"],
    ["/".padEnd(2001, "x")],
    [undefined],
    [null],
    [7],
    [["/x"]],
    [{}],
  ])("returns / for %j", (value) => expect(localPath(value)).toBe("/"));

  test("keeps a browser on the site, and returns the same path for its own result", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "/",
        "\\",
        "//",
        ":",
        "@",
        "?",
        "#",
        ".",
        "..",
        "%2f",
        "%5c",
        "%09",
        "\t",
        "\n",
        "\r",
        "\u0000",
        "https:",
        "javascript:",
        "elsewhere.example",
        "//elsewhere.example",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join("")),
      fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join("")}`),
      fc.webUrl(),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (value) => {
        const path = localPath(value);
        expect(path.startsWith("/")).toBe(true);
        expect(new URL(path, `${SITE}/some/page`).origin).toBe(SITE);
        // It is written into a header unchanged.
        expect(path).toMatch(/^[\u0021-\u007e]+$/);
        expect(localPath(path)).toBe(path);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("an address with the site's base path in it", () => {
  const localPath = (value: unknown) =>
    localPathOf(parseSiteAddress(`${SITE}/teach/gradus`), value);

  test.each([
    ["/teach/gradus", "/"],
    ["/teach/gradus/", "/"],
    ["/teach/gradus?page=2", "/?page=2"],
    ["/teach/gradus/courses/1?q=a%20b", "/courses/1?q=a%20b"],
    ["/teach/gradus//elsewhere.example", "/"],
    ["/teach/gradus/x/..//elsewhere.example", "/"],
    ["/teach/gradually", "/teach/gradually"],
    ["/teach", "/teach"],
  ])("%s is the path %s", (value, path) => expect(localPath(value)).toBe(path));
});
