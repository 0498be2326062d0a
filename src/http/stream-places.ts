// Limits the number of open event streams. Each is a connection that stays open as long as its
// reader wants, so a user may have a few, and all guests of an address some hundreds: enough for a
// class behind one address, but not for a flood of guests.

import { computeAddressKey } from "../ip-address.ts";
import type { Viewer } from "./environment.ts";

/** A refused stream loses nothing: the page and the command line poll instead. */
export const MOST_STREAMS = { person: 12, guestAddress: 600 };

export class StreamPlaces {
  readonly #taken = new Map<string, number>();
  readonly #most: typeof MOST_STREAMS;

  constructor(most: typeof MOST_STREAMS = MOST_STREAMS) {
    this.#most = most;
  }

  /** Returns a function that gives the place back once; undefined if no place is free. */
  take(viewer: Viewer, address: string): (() => void) | undefined {
    const limits = new Map<string, number>();
    if (viewer.userId !== null) limits.set(`person ${viewer.userId}`, this.#most.person);
    // Anyone can become a new guest at any time.
    if (viewer.kind !== "member")
      limits.set(`address ${computeAddressKey(address)}`, this.#most.guestAddress);
    if ([...limits].some(([key, most]) => (this.#taken.get(key) ?? 0) >= most)) return undefined;
    for (const key of limits.keys()) this.#add(key, 1);
    let isTaken = true;
    return () => {
      if (isTaken) for (const key of limits.keys()) this.#add(key, -1);
      isTaken = false;
    };
  }

  #add(key: string, change: 1 | -1): void {
    const count = (this.#taken.get(key) ?? 0) + change;
    if (count === 0) this.#taken.delete(key);
    else this.#taken.set(key, count);
  }
}
