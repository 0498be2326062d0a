// Decides which lines of a solution reveal something.

/** Length without spaces; shorter lines reveal nothing ("let total = 0;"). */
const TELLING_CHARACTERS = 24;

/**
 * Whether a line computes something: not a comment, a declaration, or just the start of a block.
 */
export function isWork(line: string): boolean {
  const text = line.trim();
  if (/^(\/\/|\/?\*|import\b|export\b|interface\b|type\b|function\b|[\w"?]+\??: )/.test(text))
    return false;
  // Destructuring a parameter computes nothing.
  if (/^(const|let) [{[].*[}\]] = \w+;$/.test(text)) return false;
  return squeeze(text).length >= TELLING_CHARACTERS && /[=(]/.test(text) && /[;,)]$/.test(text);
}

/** Removes all white space. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}
