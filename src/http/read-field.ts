// Reads the fields of a form as text.

export type Form = Record<string, unknown>;

/** "" if the field is missing or is a file. */
export function readText(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value : "";
}

/** One line, without invisible characters, trimmed. */
export function readLine(form: Form, name: string): string {
  return cleanLine(readText(form, name));
}

/** Several lines, with line feeds alone (browsers send CRLF), trimmed. */
export function readLines(form: Form, name: string): string {
  return useLineFeeds(readText(form, name)).trim();
}

export function useLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** For numbers, times and choices: trimmed, without full-width digits and marks. */
export function readNarrow(form: Form, name: string): string {
  return narrow(readText(form, name));
}

export function narrow(text: string): string {
  return text.normalize("NFKC").trim();
}

/** NFC; control, format and separator characters become blanks, and runs of blanks become one. */
export function cleanLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
