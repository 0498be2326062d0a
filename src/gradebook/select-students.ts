// Which students of a gradebook match a search, and which of them are on this page. The browser's
// table uses the same search.

import type { Language } from "../../grader/doors/packs.ts";
import type { GradebookData, GradebookStudents } from "./gradebook-data.ts";
import { joinSearchText, normalizeQuery } from "./search.ts";
import { choosePage, countPages } from "../ui/count-pages.ts";

const PAGE = 50;

export interface Selection {
  query: string;
  /** "": all of them. */
  section: string;
  /** All sections of the course. */
  sections: string[];
  /** All matching students, by name. */
  places: number[];
  /** On this page. */
  shown: number[];
  page: number;
  pages: number;
  /** The number of all students. */
  total: number;
}

export function selectStudents(
  { students }: GradebookData,
  language: Language,
  wanted: { query: string; section: string; page: number },
): Selection {
  const collator = new Intl.Collator(language, { numeric: true });
  const sections = sortSections(students, collator);
  const section = sections.includes(wanted.section) ? wanted.section : "";
  const needle = normalizeQuery(wanted.query);
  const places = students.ids
    .map((_, place) => place)
    .filter(
      (place) =>
        (section === "" || students.sections[place] === section) &&
        joinSearchText(students, place).includes(needle),
    )
    .sort(
      (a, b) =>
        students.left[a]! - students.left[b]! ||
        collator.compare(students.names[a]!, students.names[b]!) ||
        a - b,
    );
  const pages = countPages(places.length, PAGE);
  const page = choosePage(wanted.page, places.length, PAGE);
  return {
    query: wanted.query,
    section,
    sections,
    places,
    shown: places.slice((page - 1) * PAGE, page * PAGE),
    page,
    pages,
    total: students.ids.length,
  };
}

function sortSections({ sections }: GradebookStudents, collator: Intl.Collator): string[] {
  return [...new Set(sections.filter((name) => name !== null))].sort(collator.compare);
}
