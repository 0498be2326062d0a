// The lines of a map, as decoration: what they say is in the list. A drawing is as wide as its row,
// whatever that is, so places are shares of the width.

import type { MapRow } from "./arrange-rows.ts";

const WIDTH = 1000;
const toX = (place: number) => Math.round(place * WIDTH * 10) / 10;

/** From the row above: the end of each line is above its exercise, or above its way past the row. */
export function LinesBetween({ lines }: { lines: MapRow["lines"] }) {
  const paths = lines.map(
    ({ above, here }) => `M${toX(above)} 0C${toX(above)} 60 ${toX(here)} 40 ${toX(here)} 100`,
  );
  return (
    <svg
      class="map-lines"
      viewBox={`0 0 ${WIDTH} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={paths.join("")} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** Lines that lead on to later rows, in the gaps between exercises. */
export function LinesPast({ places }: { places: readonly number[] }) {
  if (places.length === 0) return <></>;
  return (
    <svg
      class="map-lines past"
      viewBox={`0 0 ${WIDTH} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path
        d={places.map((place) => `M${toX(place)} 0V100`).join("")}
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}
