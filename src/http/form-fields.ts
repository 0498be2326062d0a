// The fields of a form as text: read from what was sent, and trimmed.

export type Form = Record<string, unknown>;

/** "" for what was not sent, or was a file. */
export function readText(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value : "";
}

/** One line without anything that cannot be seen, and without blanks around it. */
export function readLine(form: Form, name: string): string {
  return readText(form, name)
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
