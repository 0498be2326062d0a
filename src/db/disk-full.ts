// A disk without room, as SQLite and the file system say it.

/** SQLite could not write; its transaction is rolled back, so nothing is half there. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isFull =
    ["SQLITE_FULL", "ENOSPC", "EDQUOT"].includes(code) || code.startsWith("SQLITE_IOERR_WRITE");
  return isFull || (error.cause !== undefined && isDiskFull(error.cause));
}
