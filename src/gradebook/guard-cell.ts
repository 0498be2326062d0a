// Text that a spreadsheet takes for a formula is made harmless by an apostrophe in front, and gets
// it taken off again on the way back. What begins with an apostrophe already gets one more, so that
// the way back always comes to what there was.

const RISKY = /^['=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export function guardCell(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The text that `guardCell` was given. */
export function unguardCell(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}
