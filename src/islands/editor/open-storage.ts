// A browser's storage, or a closed one if the browser keeps nothing for web pages.

import type { TextStorage } from "./drafts.ts";

/** `open`: throws if the browser denies it. The methods of a closed one throw. */
export function openStorage(open: () => TextStorage): TextStorage {
  try {
    return open();
  } catch {
    const closed = () => {
      throw new Error("this browser keeps nothing");
    };
    return { getItem: closed, setItem: closed, removeItem: closed };
  }
}
