// axe on a page: serious and critical findings, with their places.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function seriousErrors(page: Page): Promise<string[]> {
  // Run by the debugger, not by the page, whose policy would refuse it. preload is for films and
  // sounds, of which there are none.
  await page.evaluate(AXE);
  // Only the findings are returned: the rest is many times as much.
  const violations = await page.evaluate<AxeResults["violations"]>(
    `axe.run(document, { resultTypes: ["violations"], preload: false }).then((results) => results.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        (node) =>
          `${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`,
      ),
    );
}

/** Wider than the window: what users would have to scroll sideways to read. */
export async function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}
