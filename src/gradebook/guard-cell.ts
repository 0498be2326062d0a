// Prefixes text that a spreadsheet would run as a formula with an apostrophe, and removes it again
// on import. Text that already begins with an apostrophe gets another one, so that import always
// restores the original.

const RISKY = /^['=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export function guardCell(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The text that `guardCell` was given. */
export function unguardCell(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}
