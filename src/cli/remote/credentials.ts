// Stores the token for a server: one file in the user's configuration folder that other users
// cannot read.

import { chmodSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { locateCredentials } from "./locate-credentials.ts";

export const tokenText = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const credentials = z.strictObject({ url: z.url({ protocol: /^https?$/ }), token: tokenText });
export type Credentials = z.infer<typeof credentials>;

const OTHERS = 0o077;

/**
 * undefined if the user is not signed in. If others can read the file, its permissions are
 * corrected and a warning is printed: anyone who has read it has the token.
 */
export function readCredentials({
  t,
  err,
}: Pick<CommandContext, "t" | "err">): Credentials | undefined {
  const file = locateCredentials();
  let text: string;
  try {
    if (process.platform !== "win32" && (statSync(file).mode & OTHERS) !== 0) {
      chmodSync(file, 0o600);
      err(`gradus: ${t("remote.fileWasOpen", { file })}\n`);
    }
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError("usage.file-unreadable", { file, detail: code ?? String(error) });
  }
  try {
    return credentials.parse(JSON.parse(text));
  } catch {
    throw new UsageError("remote.brokenCredentials", { file });
  }
}

export function writeCredentials({ url, token }: Credentials): void {
  const file = locateCredentials();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // The file is private from its creation, even before it is renamed.
    writeFileAtomic.sync(file, `${JSON.stringify({ url, token }, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new UsageError("usage.cannot-write", {
      file,
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}

/** False if there was no token. */
export function removeCredentials(): boolean {
  const file = locateCredentials();
  try {
    rmSync(file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw new UsageError("usage.cannot-write", { file, detail: code ?? String(error) });
  }
}
