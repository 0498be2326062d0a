// Cuts a text that is longer than its limit.

/** With "…" at the end if it was cut. */
export function cutText(text: string, limit: number): string {
  // Cutting may have split a surrogate pair.
  return (text.length > limit ? `${text.slice(0, limit - 1)}…` : text).toWellFormed();
}
