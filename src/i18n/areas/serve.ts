// gradus serve: what it says in the terminal, and what each setting means.

import type { Words } from "../words.ts";

export const zhCN = {
  at: "Gradus 已启动：{{url}}（按 Ctrl-C 停止）",
  owner: "本站还没有站长。请用下面这个一次性链接创建站长账号（七天内有效；重新启动会换成新链接）：\n  {{url}}",
  ending: "正在停止：不再接收请求，等正在进行的评测结束……",
  seeHelp: "设置有误，服务器没有启动。gradus serve --help 会列出所有设置。",
  fault: {
    value: "{{name}} 的值不对：{{value}}",
    together: "还缺 {{name}}：它和同组的其他设置要一起给出",
  },
};

export const en: Words<typeof zhCN> = {
  at: "Gradus is running at {{url}} (Ctrl-C ends it)",
  owner: "This site has no owner yet. Create the owner's account with this link, which works once, for seven days (a new start makes a new one):\n  {{url}}",
  ending: "Ending: no more requests, only what is being graded is finished …",
  seeHelp: "The server was not started; gradus serve --help lists all settings.",
  fault: {
    value: "{{name}} cannot be {{value}}",
    together: "{{name}} is missing: it goes with the other settings of its group",
  },
};
