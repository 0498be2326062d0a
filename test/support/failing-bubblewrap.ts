// A program named bwrap that fails as often as a test wants and then is the real one. It comes
// first on the path; the path is restored when the test is over.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { findOnPath } from "../../grader/walls/parent/launch-plans.ts";
import { temporaryFolder } from "./packs.ts";

export const REAL_BUBBLEWRAP = findOnPath("bwrap");
export const REFUSAL = "bwrap: Creating new namespace failed: Resource temporarily unavailable";

export class FailingBubblewrap {
  readonly #folder = temporaryFolder();
  #failures = 0;

  constructor() {
    const [bin, failures] = [join(this.#folder, "bin"), join(this.#folder, "failures")];
    for (const folder of [bin, failures]) mkdirSync(folder);
    // Each call removes one of the folders, which only one of several at once can do. A slot's
    // limits allow it to write no file.
    const script =
      "#!/bin/sh\n" +
      `for one in ${failures}/*; do\n` +
      `  if rmdir "$one" 2>/dev/null; then echo "${REFUSAL}" >&2; exit 1; fi\n` +
      "done\n" +
      `exec ${REAL_BUBBLEWRAP ?? "false"} "$@"\n`;
    writeFileSync(join(bin, "bwrap"), script);
    // setpriv may start it as another user.
    for (const path of [this.#folder, bin, failures]) chmodSync(path, 0o777);
    chmodSync(join(bin, "bwrap"), 0o755);
    vi.stubEnv("PATH", `${bin}${delimiter}${process.env["PATH"] ?? ""}`);
  }

  /** It fails this often from now on. */
  failNext(count: number): void {
    for (const name of readdirSync(join(this.#folder, "failures")))
      rmSync(join(this.#folder, "failures", name), { recursive: true });
    for (let i = 0; i < count; i += 1)
      mkdirSync(join(this.#folder, "failures", String((this.#failures += 1))));
  }

  get failuresLeft(): number {
    return readdirSync(join(this.#folder, "failures")).length;
  }
}

/** A path with everything except bubblewrap, as on a machine without it. */
export function pathWithoutBubblewrap(): string {
  const bin = join(temporaryFolder(), "bin");
  mkdirSync(bin);
  for (const name of ["sh", "setpriv"]) {
    const real = findOnPath(name);
    if (real !== undefined && existsSync(real)) symlinkSync(real, join(bin, name));
  }
  return bin;
}
