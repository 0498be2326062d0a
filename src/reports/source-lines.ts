// The lines of a submission as its page numbers them, from 1.

/** A line feed at the end begins no line. */
export function splitLines(source: string): string[] {
  return source.replace(/\n$/, "").split("\n");
}
