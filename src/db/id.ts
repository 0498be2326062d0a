// Random ids for rows, for addresses that people read, and for secrets.

import { createHash, randomBytes } from "node:crypto";

/** Without letters and digits that look alike (i l o u). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `length` characters of 5 bits each; 16 of them never collide in practice. */
export function newId(length = 16): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
}

/** A secret for its owner. The database stores only its `hashSecret`. */
export function newSecret(): string {
  return newId(40);
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
