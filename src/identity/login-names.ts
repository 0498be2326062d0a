// What a person signs in with: a username, or an email address.

import { newId } from "../db/id.ts";

export const MIN_USERNAME_LENGTH = 2;
export const MAX_USERNAME_LENGTH = 40;
/** Addresses that are made up for accounts without one; no mail server answers there (RFC 2606). */
export const NO_MAIL_DOMAIN = "no-mail.invalid";

export function makeUpEmail(): string {
  return `${newId()}@${NO_MAIL_DOMAIN}`;
}

/** null for one that was made up. */
export function realEmail(email: string): string | null {
  return email.endsWith(`@${NO_MAIL_DOMAIN}`) ? null : email;
}

/** Two names that look and sound alike are one. */
export function normalizeUsername(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** Letters of any script, digits, and . _ - between them. */
export function isUsername(name: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(name);
}
