// Where the exercises and the lines of a map are: rows of at most six exercises, centred. Lines run
// between the rows. A line that skips a row passes it beside the exercises, never behind one.

import { type MapNode, orderByRecommendation } from "./order-by-recommendation.ts";
import { type Link, reduceCrossings } from "./reduce-crossings.ts";

export const PER_ROW = 6;
/** Each exercise takes two columns, so that a row of an odd number is centred too. */
const COLUMNS = 2 * PER_ROW;
/** Between lines that pass a row in the same gap. */
const LINE_GAP = 0.0025;

export interface MapRow {
  /** The layer, from 1: several rows if there are more exercises than fit. */
  stage: number;
  /** From left to right. `column`: the first of its two, from 1 to 11. */
  exercises: { id: string; column: number }[];
  /** Where lines pass this row; as all places, 0 to 1 from left to right. */
  passes: number[];
  /** Lines from the row above, with their places in both. */
  lines: { above: number; here: number }[];
}

/** In an order in which each exercise comes after those it recommends. */
export function arrangeRows(nodes: readonly MapNode[]): MapRow[] {
  const { layers, edges } = orderByRecommendation(nodes);
  const cut = layers.flatMap((layer, i) => cutRows(layer).map((ids) => ({ stage: i + 1, ids })));
  const rowOf = new Map(cut.flatMap(({ ids }, row) => ids.map((id) => [id, row] as const)));
  const items = cut.map(({ ids }) => ids.map(nameExercise));
  const links: Map<string, Link>[] = cut.slice(1).map(() => new Map());
  for (const { from, to } of edges) {
    const last = rowOf.get(to)!;
    let above = nameExercise(from);
    for (let row = rowOf.get(from)! + 1; row <= last; row += 1) {
      // All long lines from one exercise share their way.
      const here = row === last ? nameExercise(to) : namePass(from);
      if (row < last && !items[row]!.includes(here)) items[row]!.push(here);
      links[row - 1]!.set(`${above} ${here}`, { from: above, to: here });
      above = here;
    }
  }
  const linkLists = links.map((between) => [...between.values()]);
  const ordered = reduceCrossings({ rows: items, links: linkLists });
  const places = ordered.map(placeItems);
  return cut.map(({ stage, ids }, row) => {
    const own = places[row]!;
    return {
      stage,
      exercises: ids
        .map((id) => ({ id, column: Math.round(own.get(nameExercise(id))! * COLUMNS) }))
        .sort((a, b) => a.column - b.column),
      passes: [...own].filter(([name]) => isPass(name)).map(([, place]) => place),
      lines: (linkLists[row - 1] ?? []).map(({ from, to }) => ({
        above: places[row - 1]!.get(from)!,
        here: own.get(to)!,
      })),
    };
  });
}

const nameExercise = (id: string) => `at ${id}`;
const namePass = (from: string) => `past ${from}`;
const isPass = (name: string) => name.startsWith("past ");

function cutRows(layer: string[]): string[][] {
  const count = Math.ceil(layer.length / PER_ROW);
  // Rows of nearly the same length look better than a full one and a rest.
  const length = Math.ceil(layer.length / count);
  return Array.from({ length: count }, (_, i) => layer.slice(i * length, (i + 1) * length));
}

/** The middle of each exercise, and for each passing line a place in the gap that it is in. */
function placeItems(row: string[]): Map<string, number> {
  const start = PER_ROW - row.filter((name) => !isPass(name)).length;
  const places = new Map<string, number>();
  const gaps = new Map<number, string[]>();
  let exercises = 0;
  for (const name of row)
    if (isPass(name)) gaps.set(exercises, [...(gaps.get(exercises) ?? []), name]);
    else {
      places.set(name, (start + 2 * exercises + 1) / COLUMNS);
      exercises += 1;
    }
  for (const [before, names] of gaps) {
    const middle = (start + 2 * before) / COLUMNS;
    // At the edge of the map there is only half a gap.
    const width = (names.length + 1) * LINE_GAP;
    const left = Math.min(Math.max(middle - width / 2, 0), 1 - width);
    for (const [i, name] of names.entries()) places.set(name, left + (i + 1) * LINE_GAP);
  }
  return places;
}
