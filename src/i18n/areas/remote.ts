// The command line against a server.

import type { Words } from "../words.ts";

export const zhCN = {
  help: { login: "登录" },
};

export const en: Words<typeof zhCN> = {
  help: { login: "log in" },
};
