// How the reader likes the editor: size of the text, long lines, suggestions, Vim keys. This browser
// remembers it for all exercises; without its storage, it applies until the page is closed.

import type { TextStorage } from "./drafts.ts";

/** In pixels at the browser's usual size of text; they grow with it. */
export const FONT_SIZES = [12, 14, 16, 18, 22] as const;
const DEFAULT_SIZE = 14;
const STORAGE_KEY = "gradus.editor";

export interface Preferences {
  /** One of FONT_SIZES. */
  fontSize: number;
  wrapsLines: boolean;
  /** Lists of names and signatures open while typing. */
  suggests: boolean;
  hasVimKeys: boolean;
}

export function readPreferences(storage: Pick<TextStorage, "getItem">): Preferences {
  let stored: Partial<Preferences> | null = null;
  try {
    stored = JSON.parse(storage.getItem(STORAGE_KEY) ?? "{}") as Partial<Preferences> | null;
  } catch {
    // The storage is not available, or contains something else: the defaults apply.
  }
  const isKnown = FONT_SIZES.some((size) => size === stored?.fontSize);
  return {
    fontSize: isKnown ? stored!.fontSize! : DEFAULT_SIZE,
    wrapsLines: stored?.wrapsLines === true,
    suggests: stored?.suggests !== false,
    hasVimKeys: stored?.hasVimKeys === true,
  };
}

export function writePreferences(
  storage: Pick<TextStorage, "setItem">,
  preferences: Preferences,
): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // They still apply to this page.
  }
}

/** The next size in that direction; undefined at the end. */
export function stepFontSize(size: number, step: -1 | 1): number | undefined {
  return FONT_SIZES[FONT_SIZES.findIndex((one) => one === size) + step];
}
