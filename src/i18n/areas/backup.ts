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
  nothing: "{{folder}} 里没有网站数据，无法备份。请用 GRADUS_DATA 指定网站的数据目录。",
  noOwner:
    "{{folder}} 中的网站还没有管理员账号，很可能不是你要备份的网站，因此没有备份。请用 GRADUS_DATA 指定网站的数据目录。",
  full: "{{file}} 所在的磁盘已满，没有完成备份，也没有留下不完整的文件。请腾出空间，或备份到其他磁盘。",
  changed: "{{file}} 写入之后有改动或已损坏：内容与校验和不符。没有任何改动。请使用另一份备份。",
  restoreFull: "{{folder}} 所在的磁盘已满，没有恢复备份，原来的数据没有改动。请腾出空间后重试。",
  none: "{{file}} 不是 Gradus 的备份，或已损坏。没有任何改动。请使用另一份备份。",
  restored: "已恢复到 {{folder}}，可以启动服务器了。",
  aside: "原来的数据没有删除，保存在 {{folder}}。",
};

export const en: Words<typeof zhCN> = {
  help: {
    backup: "save the whole site to one file (the server can keep running)",
    restore: "restore a site from a backup (stop the server first)",
    file: "the backup file",
  },
  done: "Saved the site in {{folder}} to {{file}}.",
  exists: "{{file}} already exists and was not changed. Choose another file.",
  nothing:
    "There is no site in {{folder}}, so nothing was saved. Set GRADUS_DATA to your site's data folder.",
  noOwner:
    "The site in {{folder}} has no owner account, so it is probably not the site that you want to save. Nothing was saved. Set GRADUS_DATA to your site's data folder.",
  full: "The disk of {{file}} is full. The backup was not completed, and the incomplete file was removed. Free some space, or save to another disk.",
  changed:
    "{{file}} was changed or damaged after it was written: its content does not match its checksum. Nothing was changed. Use another backup.",
  restoreFull:
    "The disk of {{folder}} is full. The backup was not restored, and the existing site was not changed. Free some space and try again.",
  none: "{{file}} is not a Gradus backup, or it is damaged. Nothing was changed. Use another backup.",
  restored: "Restored to {{folder}}. You can start the server now.",
  aside: "The previous data was not deleted. It is in {{folder}}.",
};
