// Makes an answer a download, under a name that every browser and file system takes.

import type { AppContext } from "./environment.ts";

/**
 * Sets `content-disposition`. `name`: characters other than ASCII letters, digits, ".", "_" and "-"
 * become "_". `fullName`: the same file's name in any language, which browsers prefer (`filename*`
 * of RFC 6266); characters that file systems refuse become spaces.
 */
export function nameDownload(c: AppContext, name: string, fullName?: string): void {
  const plain = `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"`;
  c.header(
    "content-disposition",
    fullName === undefined ? plain : `${plain}; filename*=UTF-8''${encodeName(fullName)}`,
  );
}

function encodeName(name: string): string {
  const clean = name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, " ").toWellFormed();
  return encodeURIComponent(clean).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
