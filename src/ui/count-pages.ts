// How many pages a long list has.

/** At least 1: an empty list has one page too. */
export function countPages(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / perPage));
}
