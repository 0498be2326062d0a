// What staff say of a line, a submission or a score.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "批注",
};

export const en: Words<typeof zhCN> = {
  title: "Comments",
};
