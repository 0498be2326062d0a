// The walls that a worker requires: those that the site requires, which each job names, or all of them
// with GRADUS_REQUIRE_WALLS=1. With 0 the worker grades behind whatever works here.

import { type Wall, WALLS } from "../../grader/doors/walls.ts";
import type { Config } from "../config.ts";

export class WorkerWalls {
  readonly #setting: Config["requireWalls"];
  #ofSite: readonly Wall[] = [];

  constructor({ requireWalls }: Pick<Config, "requireWalls">) {
    this.#setting = requireWalls;
  }

  get required(): readonly Wall[] {
    if (this.#setting === undefined) return this.#ofSite;
    return this.#setting ? WALLS : [];
  }

  /** The site remembers which walls have worked; a worker does not. */
  remember(): void {}

  /** What the newest job says. */
  follow(ofSite: readonly Wall[]): void {
    this.#ofSite = ofSite;
  }
}
