// Writes the files of gradus start for an exercise from a server: the starter, and beside it a
// folder with the statement and its figures.

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Language } from "../../../grader/doors/packs.ts";
import type { PublicBundle } from "../../../grader/doors/public-bundles.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Returns the statement's path. Never overwrites a file, because the user may have written into it.
 */
export function writeStatement(
  { statements, files, pack }: PublicBundle,
  language: Language,
  starterFile: string,
  siteUrl: string,
): string {
  const folder = join(
    dirname(starterFile),
    `${basename(starterFile).replace(/\.[^.]+$/, "")}-statement`,
  );
  const texts: [string, string][] = [
    [
      `statement.${language}.md`,
      withPages(statements[language], `${siteUrl}/exercises/${pack.id}`),
    ],
    ...Object.entries(files),
  ];
  for (const [name, text] of texts) {
    const path = join(folder, name);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: "wx" });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST")
        throw new UsageError("usage.cannot-write", { file: path, detail: code ?? String(error) });
    }
  }
  return join(folder, `statement.${language}.md`);
}

/**
 * Other exercises are not in a neighbouring folder here, so links lead to their pages on the site.
 */
function withPages(text: string, pagesUrl: string): string {
  return text.replaceAll(/\]\(\.\.\/([a-z0-9-]+)\/?\)/g, (_, id: string) => `](${pagesUrl}/${id})`);
}
