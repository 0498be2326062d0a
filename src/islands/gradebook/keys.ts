// Computes the cell that a key moves to in a grid; row -1 is the header. Pure.

export interface Spot {
  row: number;
  column: number;
}

interface Extent {
  rows: number;
  columns: number;
  pageRows: number;
}

/** undefined: the grid does not handle this key. */
export function findTarget(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  { row, column }: Spot,
  { rows, columns, pageRows }: Extent,
): Spot | undefined {
  const isFar = ctrlKey || metaKey;
  if (altKey || (isFar && key !== "Home" && key !== "End")) return undefined;
  const within = (wantedRow: number, wantedColumn: number): Spot => ({
    row: Math.min(rows - 1, Math.max(-1, wantedRow)),
    column: Math.min(columns - 1, Math.max(0, wantedColumn)),
  });
  switch (key) {
    case "ArrowUp":
      return within(row - 1, column);
    case "ArrowDown":
      return within(row + 1, column);
    case "ArrowLeft":
      return within(row, column - 1);
    case "ArrowRight":
      return within(row, column + 1);
    case "Home":
      return within(isFar ? 0 : row, 0);
    case "End":
      return within(isFar ? rows - 1 : row, columns - 1);
    case "PageUp":
      return within(Math.max(0, row - pageRows), column);
    case "PageDown":
      return within(row + pageRows, column);
    default:
      return undefined;
  }
}
