// gradus backup and gradus restore.

import type { Words } from "./words.ts";

export const zhCN = {
  help: {
    backup: "把整个网站备份到一个文件（服务器可以继续运行）",
    restore: "用备份恢复网站（请先停止服务器）",
    file: "备份文件",
  },
  done: "已把 {{folder}} 中的网站备份到 {{file}}。",
  exists: "{{file}} 已经存在，没有改动。请换一个文件名。",
  nothing: "{{folder}} 里没有网站数据，无法备份。",
  noOwner:
    "{{folder}} 中的网站还没有管理员账号，很可能不是你要备份的网站，因此没有备份。请用 GRADUS_DATA 指定网站的数据目录。",
  full: "{{file}} 所在的磁盘已满，没有完成备份，也没有留下不完整的文件。请腾出空间，或备份到其他磁盘。",
  changed: "{{file}} 写入之后有改动或已损坏：内容与校验和不符。没有任何改动。请使用另一份备份。",
  restoreFull: "{{folder}} 所在的磁盘已满，没有恢复备份，原来的数据没有改动。请腾出空间后重试。",
  none: "{{file}} 不是 Gradus 的备份，或已损坏。没有任何改动。",
  restored: "已恢复到 {{folder}}，可以启动服务器了。",
  aside: "原来的数据没有删除，保存在 {{folder}}。",
};

export const en: Words<typeof zhCN> = {
  help: {
    backup: "save the whole site in one file (the server may go on running)",
    restore: "bring a site back from a backup (with the server stopped)",
    file: "the backup",
  },
  done: "Saved the site in {{folder}} to {{file}}.",
  exists: "{{file}} is already there and was left as it is. Name another file.",
  nothing: "There is no site in {{folder}} yet, so there is nothing to save.",
  noOwner:
    "The site in {{folder}} has no owner's account, so it is probably not the site that you want to save. Nothing was saved. Set GRADUS_DATA to your site's data folder.",
  full: "The disk of {{file}} is full. The backup was not completed, and no incomplete file was left. Free some space, or save to another disk.",
  changed:
    "{{file}} was changed or damaged after it was written: its content does not match its checksum. Nothing was changed. Use another backup.",
  restoreFull:
    "The disk of {{folder}} is full. The backup was not restored, and the site that was there has not changed. Free some space and try again.",
  none: "{{file}} is no backup of Gradus, or it is damaged; nothing was changed.",
  restored: "Restored to {{folder}}; the server can be started.",
  aside: "What was there before has not been deleted: it is in {{folder}}.",
};
