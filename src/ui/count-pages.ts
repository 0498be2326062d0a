// How many pages a long list has.

/** At least 1: an empty list has one page too. */
export function countPages(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / perPage));
}

/** The page that a reader asked for, or the last one if the list is shorter meanwhile. From 1. */
export function choosePage(wanted: number, total: number, size: number): number {
  return Math.min(wanted, countPages(total, size));
}
