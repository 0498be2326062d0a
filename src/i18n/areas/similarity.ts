// What looks alike.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "代码相似度",
};

export const en: Words<typeof zhCN> = {
  title: "Similarity",
};
