// The heaviest page, the exercise with its editor, stays light, and so does the first page.

import { afterAll, beforeAll, expect, test } from "vitest";
import { weighPage } from "../support/page-weight.ts";
import { startSite, type TestSite } from "../support/site.ts";

const MAX_KB = 250;
const MAX_FIRST_PAGE_KB = 30;

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

test(`the first page's scripts and styles are at most ${MAX_FIRST_PAGE_KB} kB gzipped`, async () => {
  const { files, gzipBytes } = await weighPage(site.url, "/");
  expect(files.some(({ name }) => name.startsWith("/assets/exercise-filter-"))).toBe(true);
  expect(gzipBytes).toBeLessThanOrEqual(MAX_FIRST_PAGE_KB * 1000);
});
