// Versions and submissions as pages and the terminal name them: by the start of their hashes.

/** 8 characters: enough to tell the versions of one exercise apart. */
export function shortenHash(hash: string): string {
  return hash.slice(0, 8);
}
