// Where the knobs are: turned by hand, or on a path of gradient descent. Pure, so that a test can
// walk it.

import type { Knobs, Place } from "../../catalogue/knobs-data.ts";

export interface Walk {
  place: Place;
  /** The place of a path in the list; -1 if none is chosen. */
  path: number;
  epoch: number;
}

export function beginWalk({ start }: Knobs): Walk {
  return { place: start, path: -1, epoch: 0 };
}

/** By hand. A chosen path stays in the drawing. */
export function turn(walk: Walk, to: Partial<Place>): Walk {
  return { ...walk, place: { ...walk.place, ...to } };
}

/** A path begins at its start. Without one, the knobs stay where they are. */
export function choosePath(knobs: Knobs, walk: Walk, path: number): Walk {
  return path < 0 ? { ...walk, path, epoch: 0 } : goTo(knobs, { ...walk, path }, 0);
}

/** The place on the chosen path after an epoch, or at its end. */
export function goTo(knobs: Knobs, walk: Walk, epoch: number): Walk {
  const path = knobs.paths[walk.path];
  if (path === undefined) return walk;
  const at = Math.min(Math.max(0, epoch), path.w.length - 1);
  return { ...walk, epoch: at, place: { w: path.w[at]!, b: path.b[at]! } };
}

/** The places up to now. */
export function listWalked(knobs: Knobs, { path, epoch }: Walk): Place[] {
  const chosen = knobs.paths[path];
  return (chosen?.w ?? []).slice(0, epoch + 1).map((w, i) => ({ w, b: chosen!.b[i]! }));
}

/** Nearer than half a step of the sliders. */
export function isAtBest({ best }: Knobs, { w, b }: Place, step: Place): boolean {
  return Math.abs(w - best.w) < step.w / 2 && Math.abs(b - best.b) < step.b / 2;
}

export function isOutside({ range }: Knobs, { w, b }: Place): boolean {
  const isIn = (value: number, [low, high]: readonly [number, number]) =>
    value >= low && value <= high;
  return !isIn(w, range.w) || !isIn(b, range.b);
}
