// Random names for rows, for addresses that people see, and for secrets that they carry.

import { createHash, randomBytes } from "node:crypto";

/** Without letters and digits that are taken for each other (i l o u). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `length` characters of 5 bits each; 16 of them never meet twice. */
export function newId(length = 16): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
}

/** For whoever carries it; the database keeps `hashSecret` of it. */
export function newSecret(): string {
  return newId(40);
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
