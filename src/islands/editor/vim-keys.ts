// Vim keys. The browser loads this file only for readers who have chosen them.

import { vim } from "@replit/codemirror-vim";
import type { Extension } from "@codemirror/state";

export function createVimKeys(): Extension {
  return vim({ status: true });
}
