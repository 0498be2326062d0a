// The heaviest page, the exercise with its editor, stays light.

import { afterAll, beforeAll, expect, test } from "vitest";
import { weighPage } from "../support/page-weight.ts";
import { startSite, type TestSite } from "../support/site.ts";

const MAX_KB = 250;

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close(0));

test(`the exercise page's scripts and styles are at most ${MAX_KB} kB gzipped, editor and formulas included`, async () => {
  const { files, gzipBytes } = await weighPage(site.url, "/exercises/tiny/sum");
  const names = files.map(({ name }) => name.replace(/-[A-Z0-9]{8}\./, "."));
  for (const name of [
    "/assets/editor.js",
    "/assets/base.js",
    "/assets/styles.css",
    "/assets/katex.css",
  ])
    expect(names).toContain(name);
  // With less than this, the editor was not measured.
  expect(gzipBytes).toBeGreaterThan(80_000);
  expect(gzipBytes).toBeLessThanOrEqual(MAX_KB * 1000);
});
