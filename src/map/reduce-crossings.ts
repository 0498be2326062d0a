// Orders the items of each row so that fewer lines cross: each item moves towards the middle of the
// items that it is linked to, row by row, down and up (the barycenter method of Sugiyama, Tagawa and
// Toda, 1981). A line that skips rows has an item in each row that it passes.

/** Between an item of one row and an item of the next. */
export interface Link {
  from: string;
  to: string;
}

/** `rows`: keys of items. `links[i]`: from row i to row i + 1. */
export interface Rows {
  rows: string[][];
  links: Link[][];
}

const SWEEPS = 4;
/** Counting crossings takes the square of this. A larger map stays in the order of its pack. */
const MAX_LINKS = 300;

/** Never with more crossings than before. */
export function reduceCrossings({ rows, links }: Rows): string[][] {
  if (Math.max(0, ...links.map(({ length }) => length)) > MAX_LINKS) return rows;
  let best = rows;
  let fewest = countCrossings({ rows, links });
  let now = rows;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    now = moveDown(moveUp(now, links), links);
    const crossings = countCrossings({ rows: now, links });
    if (crossings < fewest) [best, fewest] = [now, crossings];
  }
  return best;
}

/** Two links cross if they change sides between the rows. */
export function countCrossings({ rows, links }: Rows): number {
  let crossings = 0;
  for (const [i, between] of links.entries()) {
    const above = placesOf(rows[i]!);
    const below = placesOf(rows[i + 1]!);
    for (const [n, one] of between.entries())
      for (const other of between.slice(n + 1))
        if (
          (above.get(one.from)! - above.get(other.from)!) *
            (below.get(one.to)! - below.get(other.to)!) <
          0
        )
          crossings += 1;
  }
  return crossings;
}

function moveDown(rows: string[][], links: Link[][]): string[][] {
  const moved = [...rows];
  for (let i = 1; i < rows.length; i += 1)
    moved[i] = orderBy(
      rows[i]!,
      moved[i - 1]!,
      links[i - 1]!.map(({ from, to }) => [to, from]),
    );
  return moved;
}

function moveUp(rows: string[][], links: Link[][]): string[][] {
  const moved = [...rows];
  for (let i = rows.length - 2; i >= 0; i -= 1)
    moved[i] = orderBy(
      rows[i]!,
      moved[i + 1]!,
      links[i]!.map(({ from, to }) => [from, to]),
    );
  return moved;
}

/** `pairs`: of an item of the row, and one of its neighbours in the other row. */
function orderBy(row: string[], other: string[], pairs: [string, string][]): string[] {
  const otherPlaces = placesOf(other);
  const own = placesOf(row);
  const neighbours = Map.groupBy(pairs, ([item]) => item);
  const middle = (item: string) => {
    const places = neighbours.get(item)?.map(([, neighbour]) => otherPlaces.get(neighbour)!);
    return places === undefined
      ? own.get(item)!
      : places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  const middles = new Map(row.map((item) => [item, middle(item)]));
  return row.toSorted((a, b) => middles.get(a)! - middles.get(b)!);
}

/** From 0 to 1, so that rows of different lengths can be compared. */
function placesOf(row: string[]): Map<string, number> {
  return new Map(row.map((item, i) => [item, (i + 0.5) / row.length]));
}
