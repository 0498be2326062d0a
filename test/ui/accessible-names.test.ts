// A control whose label for screen readers differs from its text must contain that text: people who
// use voice control say what they see (WCAG 2.5.3).

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTranslator, type WordKey } from "../../src/i18n/index.ts";
import { ROOT } from "../support/packs.ts";

/** <a … aria-label={t("long")} …>{t("short")} and <button …> alike. */
const LABELLED =
  /<(?:button|a)\b(?:[^<>]|=>)*?aria-label=\{t\(\s*"([\w.-]+)"(?:[^<>]|=>)*?>\s*\{t\(\s*"([\w.-]+)"/g;

const pairs = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tsx"))
  .flatMap((path) => [...readFileSync(join(ROOT, "src", path), "utf8").matchAll(LABELLED)])
  .map(([, label, text]) => [label, text] as [WordKey, WordKey])
  // Made from the text itself.
  .filter(([label]) => label !== "myCourses.placeOf");

test("some controls have their own label", () => {
  expect(pairs.length).toBeGreaterThan(15);
});

test.each(["en", "zh-CN"] as const)("labels contain the visible text (%s)", (language) => {
  const t = makeTranslator(language);
  const missing = pairs
    .map(([label, text]) => ({ label, text, says: t(label), shows: t(text) }))
    .filter(({ says, shows }) => !says.toLowerCase().includes(shows.toLowerCase()));
  expect(missing).toEqual([]);
});
