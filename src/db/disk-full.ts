// Recognizes a full disk in the errors of SQLite and the file system.

/** SQLite could not write. Its transaction is rolled back, so nothing is half written. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isFull =
    ["SQLITE_FULL", "ENOSPC", "EDQUOT"].includes(code) || code.startsWith("SQLITE_IOERR_WRITE");
  return isFull || (error.cause !== undefined && isDiskFull(error.cause));
}
