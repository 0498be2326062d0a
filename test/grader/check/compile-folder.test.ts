import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { compileFolder } from "../../../grader/check/compile-folder.ts";
import { ROOT, temporaryFolder } from "../../support/packs.ts";

const PACKAGES = join(ROOT, "node_modules");
const USES_A_PACKAGE = 'import fc from "fast-check"; export const n: number = fc.integer();';

/** A bubblewrap that does what `script` says. */
async function compile(script: string) {
  const [folder, bin] = [temporaryFolder(), join(temporaryFolder(), "bin")];
  mkdirSync(bin);
  writeFileSync(join(bin, "bwrap"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "bwrap"), 0o755);
  vi.stubEnv("PATH", `${bin}${delimiter}${process.env["PATH"] ?? ""}`);
  writeFileSync(join(folder, "a.ts"), USES_A_PACKAGE);
  try {
    return await compileFolder(
      folder,
      PACKAGES,
      ["a.ts"],
      (path) => symlinkSync(PACKAGES, path),
      [],
    );
  } finally {
    vi.unstubAllEnvs();
  }
}

test("if bubblewrap does not start, imports of packages are still found", async () => {
  expect(
    (await compile('echo "bwrap: no namespaces here" >&2; exit 1')).map(({ file, code }) => [
      file,
      code,
    ]),
  ).toEqual([["a.ts", "TS2322"]]);
});

test("a compiler that was killed behind the wall is not tried again without it", async () => {
  await expect(compile("exit 137")).rejects.toThrow(/more than 120 s of CPU time/);
});
