// Makes untrusted text safe to show: it cannot move a terminal's cursor, colour the screen or
// change the direction of a line.

/**
 * Shows control characters, and those that change the writing direction, as \u{…}. Line breaks
 * stay.
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu,
    (character) => (character === "\t" ? "  " : `\\u{${character.codePointAt(0)!.toString(16)}}`),
  );
}

/** Untrusted text on one line. */
export function toOneLine(text: string): string {
  return escapeControls(text).replaceAll("\n", "\\n");
}
