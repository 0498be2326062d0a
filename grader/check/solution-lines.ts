// Which lines of a solution give something away.

/** Without its spaces; shorter lines say nothing ("let total = 0;"). */
const TELLING_CHARACTERS = 24;

/**
 * A line that computes: no comment, no declaration of a type or a function, no opening of a block
 * alone.
 */
export function isWork(line: string): boolean {
  const text = line.trim();
  if (/^(\/\/|\/?\*|import\b|export\b|interface\b|type\b|function\b|[\w"?]+\??: )/.test(text))
    return false;
  // Taking a parameter apart computes nothing.
  if (/^(const|let) [{[].*[}\]] = \w+;$/.test(text)) return false;
  return squeeze(text).length >= TELLING_CHARACTERS && /[=(]/.test(text) && /[;,)]$/.test(text);
}

export function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}
