// Regrading by a newer version of the tests: preview, apply, undo.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "重新评分",
};

export const en: Words<typeof zhCN> = {
  title: "Regrade",
};
