// A course's pages: what it asks for, who is in it.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "课程",
};

export const en: Words<typeof zhCN> = {
  title: "Course",
};
