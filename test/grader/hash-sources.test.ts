// The name of a cached build changes with everything that it was built from.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/packs.ts";
import { hashSources } from "../../grader/cache-folder.ts";

test("changes with a file in any subfolder, with its name, with the packages and with what is added", () => {
  const root = temporaryFolder();
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  mkdirSync(join(root, "src", "room", "corner"), { recursive: true });
  write("package-lock.json", "{}");
  write("src/room/corner/a.ts", "1");
  const find = (also?: string) => hashSources(root, [join(root, "src")], also);
  const seen = [find(), find("another root")];
  const changes = [
    () => write("src/room/corner/a.ts", "2"),
    () => renameSync(join(root, "src/room/corner/a.ts"), join(root, "src/room/a.ts")),
    () => write("src/styles.css", "a {}"),
    () => write("package-lock.json", '{ "packages": {} }'),
  ];
  for (const change of changes) {
    change();
    seen.push(find());
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(find()).toBe(seen.at(-1));
  expect(find()).toMatch(/^[0-9a-f]{16}$/);
});
