// Where the token of the user is stored, for commands that may not need it.

import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export function locateCredentials(): string {
  const folder = process.env["XDG_CONFIG_HOME"];
  return join(
    folder !== undefined && folder.startsWith("/") ? folder : join(homedir(), ".config"),
    "gradus",
    "credentials.json",
  );
}

/** Also true if it cannot be seen whether there is a file: reading it reports why. */
export function mayHaveCredentials(): boolean {
  try {
    statSync(locateCredentials());
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== "ENOENT" && code !== "ENOTDIR";
  }
}
