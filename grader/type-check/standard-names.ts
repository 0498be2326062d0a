// The table of what globals and standard types offer.

/** A name, and its type in one line: "(x: number): number" for a function. */
export type StandardName = [name: string, detail: string];

export interface StandardNames {
  globals: StandardName[];
  /** What stands after the dot of a global: Math, Array, console. */
  statics: Record<string, StandardName[]>;
  /** What values of a type have: Array, String, Map. */
  members: Record<string, StandardName[]>;
}
