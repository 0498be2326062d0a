// An assignment's forms, for its staff, and what a student reads of it.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "作业",
};

export const en: Words<typeof zhCN> = {
  title: "Assignments",
};
