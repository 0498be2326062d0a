// Finds the exercises that changed since a revision, according to git: committed, staged, in the
// working tree, or new.

import { execFile } from "node:child_process";
import { relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import type { Pack } from "../../../grader/doors/packs.ts";
import { UsageError } from "../usage-error.ts";

const exec = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export async function findChangedSince(
  revision: string,
  wanted: { pack: Pack; id: string }[],
): Promise<{ pack: Pack; id: string }[]> {
  const folders = [...new Set(wanted.map(({ pack }) => pack.folder))];
  const changed = new Map<string, Set<string>>();
  for (const folder of folders) changed.set(folder, await changedIn(folder, revision));
  return wanted.filter(({ pack, id }) => {
    const files = [...changed.get(pack.folder)!];
    // A finding about the pack as a whole applies to each of its exercises.
    return files.some((file) => file.startsWith(`${id}/`) || file === "pack.yaml");
  });
}

/** Paths below `folder`, with slashes. */
async function changedIn(folder: string, revision: string): Promise<Set<string>> {
  const top = (await git(folder, ["rev-parse", "--show-toplevel"])).trim();
  const commit = await git(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ]).catch(() => {
    throw new UsageError("usage.unknown-revision", { value: revision });
  });
  const tracked = await git(folder, ["diff", "--name-only", "-z", commit.trim(), "--", "."]);
  const untracked = await git(folder, [
    "ls-files",
    "--others",
    "--exclude-standard",
    "-z",
    "--full-name",
    "--",
    ".",
  ]);
  return new Set(
    `${tracked}${untracked}`
      .split("\0")
      .filter((path) => path !== "")
      .map((path) => relative(folder, resolve(top, path)).replaceAll(sep, "/")),
  );
}

async function git(folder: string, args: string[]): Promise<string> {
  try {
    return (
      await exec("git", ["-C", folder, ...args], {
        maxBuffer: MAX_OUTPUT_BYTES,
        env: { ...process.env, LC_ALL: "C" },
      })
    ).stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new UsageError("usage.no-git", {
      detail: (stderr?.trim().split("\n")[0] ?? "") || message,
    });
  }
}
