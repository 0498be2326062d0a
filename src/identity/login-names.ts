// The names that a person signs in with: a username or an email address.

import { newId } from "../db/id.ts";

export const MIN_USERNAME_LENGTH = 2;
export const MAX_USERNAME_LENGTH = 40;
/**
 * The domain of invented addresses, for accounts without one. It has no mail server (RFC 2606).
 */
export const NO_MAIL_DOMAIN = "no-mail.invalid";

export function makeUpEmail(): string {
  return `${newId()}@${NO_MAIL_DOMAIN}`;
}

/** null for an invented address. */
export function removeMadeUpEmail(email: string): string | null {
  return email.endsWith(`@${NO_MAIL_DOMAIN}`) ? null : email;
}

/** Names that differ only in case or letter width are the same name. */
export function normalizeUsername(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** Letters of any script and digits; also . _ - between them. */
export function isUsername(name: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(name);
}
