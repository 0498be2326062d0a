// Every kind of false claim in a pack's texts is found, with a message that names the place:
// test/golden/packs-that-lie.texts.md.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LIES, LYING_TEXTS, renderLyingTexts } from "../../support/lying-texts.ts";
import { ROOT } from "../../support/packs.ts";

test("check says of each lie what it says in the golden file, and of each something", async () => {
  const text = (await renderLyingTexts())[LYING_TEXTS]!;
  expect(text).toBe(readFileSync(join(ROOT, LYING_TEXTS), "utf8"));
  const sections = text.split("\n## ").slice(1);
  expect(sections.map((section) => section.split("\n")[0])).toEqual(LIES.map(({ name }) => name));
  for (const section of sections)
    expect(section).toMatch(/^\| [a-z-]+ \| [^|]*\.(?:md|yaml|json|svg|ts):\d+/m);
});
