// What the compiler calls for each element: it writes a path of the site as its address in the
// browser.

import { describe, expect, test } from "vitest";
import { parseSiteAddress } from "../../../src/site-address.ts";
import { SiteContext } from "../../../src/ui/site-context.ts";
import { ADDRESS_ATTRIBUTES, jsx } from "../../../src/ui/jsx/jsx-runtime.ts";

type Element = ReturnType<typeof jsx>;
const drawAt = (publicUrl: string, element: Element) =>
  jsx(SiteContext.Provider, { value: parseSiteAddress(publicUrl), children: element }).toString();

describe("an element", () => {
  test.each(ADDRESS_ATTRIBUTES)(
    "gets the site's base path in front of a path in its %s",
    (name) => {
      const element = () =>
        jsx("button", { [name]: "/courses?x=1&y=2", class: "/as-it-is", children: "/as it is" });
      expect(drawAt("https://host.example/gradus", element())).toBe(
        `<button ${name}="/gradus/courses?x=1&amp;y=2" class="/as-it-is">/as it is</button>`,
      );
      expect(drawAt("https://host.example", element())).toBe(
        `<button ${name}="/courses?x=1&amp;y=2" class="/as-it-is">/as it is</button>`,
      );
    },
  );

  test("with an outside address stays as it is", () => {
    for (const href of ["#top", "https://elsewhere.example/", "?page=2"])
      expect(drawAt("https://host.example/gradus", jsx("a", { href }))).toBe(
        `<a href="${href}"></a>`,
      );
  });

  test("with a path throws if it is rendered without the site's base path; one without a path is rendered", () => {
    expect(() => jsx("a", { href: "/courses" }).toString()).toThrow("outside of Layout");
    expect(jsx("a", { href: "#top" }).toString()).toBe('<a href="#top"></a>');
  });

  test("of two sites, rendered in turns, has the address of its own", () => {
    const link = () => jsx("a", { href: "/" });
    expect(
      ["https://a.example/one", "https://b.example/two", "https://c.example"].map((url) =>
        drawAt(url, link()),
      ),
    ).toEqual(['<a href="/one/"></a>', '<a href="/two/"></a>', '<a href="/"></a>']);
  });
});
