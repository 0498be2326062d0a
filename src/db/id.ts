// Random ids for rows, for addresses that people read, and for secrets.

import { hash, randomFillSync } from "node:crypto";

/** Without letters and digits that look alike (i l o u). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Random bytes for the next ids: asking for a few at a time takes longer than using them. */
const supply = Buffer.alloc(4096);
let used = supply.length;

/** `length` characters of 5 bits each, at most 4096; 16 of them never collide in practice. */
export function newId(length = 16): string {
  if (used + length > supply.length) {
    randomFillSync(supply);
    used = 0;
  }
  let id = "";
  for (const byte of supply.subarray(used, (used += length))) id += ALPHABET[byte % 32];
  return id;
}

/** A secret for its owner. The database stores only its `hashSecret`. */
export function newSecret(): string {
  return newId(40);
}

export function hashSecret(secret: string): string {
  return hash("sha256", secret);
}
