// gradus backup and gradus restore.

import type { Words } from "../words.ts";

export const zhCN = {
  help: {
    backup: "把整个网站备份到一个文件（服务器可以继续运行）",
    restore: "用备份恢复网站（服务器要先停下）",
    file: "备份文件",
  },
  done: "已备份到 {{file}}。",
  exists: "{{file}} 已经存在，没有改动。请换一个文件名。",
  nothing: "{{folder}} 里还没有网站的数据，没有什么可以备份。",
  none: "{{file}} 不是 Gradus 的备份，或者已经损坏；什么也没有改动。",
  restored: "已恢复到 {{folder}}，可以启动服务器了。",
  aside: "原来的数据没有删除，放在 {{folder}}。",
};

export const en: Words<typeof zhCN> = {
  help: {
    backup: "save the whole site in one file (the server may go on running)",
    restore: "bring a site back from a backup (with the server stopped)",
    file: "the backup",
  },
  done: "Saved in {{file}}.",
  exists: "{{file}} is already there and was left as it is. Name another file.",
  nothing: "There is no site in {{folder}} yet, so there is nothing to save.",
  none: "{{file}} is no backup of Gradus, or it is damaged; nothing was changed.",
  restored: "Restored to {{folder}}; the server can be started.",
  aside: "What was there before has not been deleted: it is in {{folder}}.",
};
