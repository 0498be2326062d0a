// A whole number from an address or a form: what a page was told of how many, or which revision a
// form was made from.

/** undefined for anything else. */
export function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
