// gradus serve: what it says in the terminal, and what each setting means.

import type { Words } from "../words.ts";

export const zhCN = {
  at: "Gradus 已启动：{{url}}（按 Ctrl-C 停止）",
  owner: "本站还没有站长。请用下面这个一次性链接创建站长账号（七天内有效；重新启动会换成新链接）：\n{{url}}",
  ending: "正在停止：不再接收请求，等正在进行的评测结束……",
  locked: "另一个 Gradus 服务器正在使用 {{folder}}。一个数据目录同时只能由一个服务器使用：请先停掉那一个，或者用 GRADUS_DATA 指定另一个目录。",
  newer: "{{file}} 是更新版本的 Gradus 写的，这个版本读不了，没有改动任何内容。请升级 Gradus，或者用 gradus restore 恢复升级前的备份。",
  damaged: "{{folder}} 里的数据库已经损坏，或者根本不是数据库，没有改动任何内容。请用 gradus restore 恢复最近的备份。",
  notWritable: "无法写入数据目录 {{folder}}。请检查它的所有者和权限，或者用 GRADUS_DATA 指定另一个目录。",
  full: "{{folder}} 所在的磁盘满了，服务器没有启动。请腾出空间后再试。",
  portTaken: "{{host}} 的端口 {{port}} 已经被别的程序占用。请停掉那个程序，或者用 PORT 换一个端口。",
  cannotListen: "无法在 {{host}} 的端口 {{port}} 上监听（{{code}}）。请检查 HOST 和 PORT。",
  seeHelp: "设置有误，服务器没有启动。gradus serve --help 会列出所有设置。",
  fault: {
    value: "{{name}} 的值不对：{{value}}",
    together: "还缺 {{name}}：它和同组的其他设置要一起给出",
  },
};

export const en: Words<typeof zhCN> = {
  at: "Gradus is running at {{url}} (Ctrl-C ends it)",
  owner: "This site has no owner yet. Create the owner's account with this link, which works once, for seven days (a new start makes a new one):\n{{url}}",
  ending: "Ending: no more requests, only what is being graded is finished …",
  locked: "Another Gradus server is running on {{folder}}. A data folder belongs to one server at a time: stop that one, or name another folder in GRADUS_DATA.",
  newer: "{{file}} was written by a newer version of Gradus, which this one cannot read; nothing was changed. Upgrade Gradus, or bring back a backup from before with gradus restore.",
  damaged: "The database in {{folder}} is damaged, or is none at all; nothing was changed. Bring back the latest backup with gradus restore.",
  notWritable: "Nothing can be written to the data folder {{folder}}. Check who owns it and its permissions, or name another folder in GRADUS_DATA.",
  full: "The disk that holds {{folder}} is full, so the server was not started. Make some room and try again.",
  portTaken: "Port {{port}} of {{host}} is taken by another program. End that one, or choose another port with PORT.",
  cannotListen: "Gradus cannot listen on port {{port}} of {{host}} ({{code}}). Check HOST and PORT.",
  seeHelp: "The server was not started; gradus serve --help lists all settings.",
  fault: {
    value: "{{name}} cannot be {{value}}",
    together: "{{name}} is missing: it goes with the other settings of its group",
  },
};
