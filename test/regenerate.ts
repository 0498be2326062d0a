// npm run regenerate: writes every file that is generated from code, and reports which ones
// changed.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GENERATORS } from "./support/generators.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

for (const generate of GENERATORS) {
  for (const [path, text] of Object.entries(await generate())) {
    const file = join(root, path);
    if (readOptional(file) === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
