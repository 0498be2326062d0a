// The middle of some numbers, which a few outliers do not move.

/** The middle value, or the mean of the two in the middle; null if there are none. */
export function computeMedian(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = inOrder.length >> 1;
  return inOrder.length % 2 === 1
    ? inOrder[middle]!
    : (inOrder[middle - 1]! + inOrder[middle]!) / 2;
}
