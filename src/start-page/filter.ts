// Which exercises of the start page a reader wants to see: by text, level and state. The server
// reads it from the address, the island from the form; both decide with the same functions.

import { EXERCISE_STATES, type ExerciseState } from "../grading/exercise-state.ts";

export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

/** A longer text is not a search. */
export const MAX_QUERY_CHARACTERS = 100;

export interface Filter {
  /** As the reader wrote it. */
  query: string;
  /** null: every level. */
  level: Level | null;
  state: ExerciseState | null;
  /** Only the examples of the text that the pack is made from. */
  fromText: boolean;
}

export const NO_FILTER: Filter = { query: "", level: null, state: null, fromText: false };

/** What is known of an exercise. */
export interface Searched {
  /** From `collectSearchText`. */
  text: string;
  level: number;
  state: ExerciseState;
  fromText: boolean;
}

/** `get`: of the address or of the form. A value that means nothing is ignored. */
export function readFilter(get: (name: string) => string | null): Filter {
  const query = get("q")?.trim() ?? "";
  const level = get("level");
  const state = get("state");
  return {
    query: query.length > MAX_QUERY_CHARACTERS ? "" : query,
    level: LEVELS.find((one) => String(one) === level) ?? null,
    state: EXERCISE_STATES.find((one) => one === state) ?? null,
    fromText: get("from-text") === "1",
  };
}

export function isActive({ query, level, state, fromText }: Filter): boolean {
  return query !== "" || level !== null || state !== null || fromText;
}

/** "?q=count&level=1"; "" if nothing is filtered. */
export function formatFilter({ query, level, state, fromText }: Filter): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  if (level !== null) params.set("level", String(level));
  if (state !== null) params.set("state", state);
  if (fromText) params.set("from-text", "1");
  return params.size === 0 ? "" : `?${params.toString()}`;
}

/** Without accents, case and full-width forms: "Écart" and "ｅｃａｒｔ" are both "ecart". */
export function normalizeText(text: string): string {
  return text.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ");
}

/** The texts by which an exercise is found: titles, id, names of functions. */
export function collectSearchText(texts: readonly string[]): string {
  // No word of a query contains a line break, so that none matches across two texts.
  return texts.map(normalizeText).join("\n");
}

/** Every word of the query must occur, in any order. */
export function matches({ query, level, state, fromText }: Filter, exercise: Searched): boolean {
  if (level !== null && level !== exercise.level) return false;
  if (state !== null && state !== exercise.state) return false;
  if (fromText && !exercise.fromText) return false;
  return normalizeText(query)
    .split(" ")
    .every((word) => exercise.text.includes(word));
}
