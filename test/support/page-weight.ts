// The size of a page for a browser: its scripts with all that they import, and its style sheets, as
// sent over the network.

import { gzipSync } from "node:zlib";

export interface PageWeight {
  files: { name: string; gzipBytes: number }[];
  gzipBytes: number;
}

export async function weighPage(url: string, path: string): Promise<PageWeight> {
  const page = await (await fetch(new URL(path, url))).text();
  const sizes = new Map<string, number>();
  const visit = async (name: string): Promise<void> => {
    if (sizes.has(name)) return;
    const response = await fetch(new URL(name, url));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const text = await response.text();
    sizes.set(name, gzipSync(text).length);
    // esbuild writes static imports as `from"./chunk-….js"` or `import"./chunk-….js"`.
    if (name.endsWith(".js"))
      for (const [, chunk] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
        await visit(`/assets/${chunk}`);
  };
  for (const [, name] of page.matchAll(
    /<(?:script type="module" src|link rel="stylesheet" href)="(\/assets\/[^"]+)"/g,
  ))
    await visit(name!);
  const files = [...sizes].map(([name, gzipBytes]) => ({ name, gzipBytes }));
  return { files, gzipBytes: files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) };
}
