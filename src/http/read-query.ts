// Reads what a page's address asks for.

import type { AppContext } from "./environment.ts";
import { cleanLine } from "./read-field.ts";

const MAX_PAGE = 100_000;

/** What a search looks for, as a form's line; "" if it is missing. `most`: its longest length. */
export function readQueryLine(c: AppContext, name: string, most: number): string {
  return cleanLine(c.req.query(name) ?? "").slice(0, most);
}

/** The number of the page in a list, from 1; 1 if it is missing or invalid. */
export function readPage(c: AppContext): number {
  const page = Number(c.req.query("page") ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}
