// Selects the students that the table shows, and sorts them. Pure, so tests need no page.

import type { GradebookData } from "../../gradebook/gradebook-data.ts";
import { joinSearchText, normalizeQuery } from "../../gradebook/search.ts";

/** Columns of the table: the student, the total, then the assignments. */
export const STUDENT = 0;
export const TOTAL = 1;
export const FIRST_ASSIGNMENT = 2;

export interface Wish {
  query: string;
  /** "": all. */
  section: string;
  column: number;
  isDescending: boolean;
}

export class StudentOrder {
  readonly #data: GradebookData;
  readonly #haystacks: string[];
  /** A student's position by name among all; students who left the course come last. */
  readonly #ranks: Float64Array;

  constructor(data: GradebookData, language: string) {
    this.#data = data;
    const { students } = data;
    this.#haystacks = students.ids.map((_, place) => joinSearchText(students, place));
    const collator = new Intl.Collator(language, { numeric: true });
    this.#ranks = new Float64Array(students.ids.length);
    students.ids
      .map((_, place) => place)
      .sort(
        (a, b) =>
          students.left[a]! - students.left[b]! ||
          collator.compare(students.names[a]!, students.names[b]!) ||
          a - b,
      )
      .forEach((place, rank) => (this.#ranks[place] = rank));
  }

  /**
   * Returns the students' indexes in the data. Students without a score come last in both
   * directions; equal scores are sorted by name.
   */
  arrange({ query, section, column, isDescending }: Wish): number[] {
    const { students, totals, points } = this.#data;
    const needle = normalizeQuery(query);
    const places = students.ids
      .map((_, place) => place)
      .filter(
        (place) =>
          (section === "" || students.sections[place] === section) &&
          this.#haystacks[place]!.includes(needle),
      );
    const ranks = this.#ranks;
    const sign = isDescending ? -1 : 1;
    if (column === STUDENT) return places.sort((a, b) => sign * (ranks[a]! - ranks[b]!));
    const values = column === TOTAL ? totals : points[column - FIRST_ASSIGNMENT]!;
    return places.sort((a, b) => {
      const [x, y] = [values[a] ?? null, values[b] ?? null];
      const byName = ranks[a]! - ranks[b]!;
      if (x === y) return byName;
      if (x === null) return 1;
      if (y === null) return -1;
      return sign * (x - y) || byName;
    });
  }
}
