// A whole number from a query string or a form field: a count shown in a notice, or the revision
// that a form was created from.

/** undefined for anything else. */
export function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
