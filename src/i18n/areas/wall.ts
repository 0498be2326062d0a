// The walls between a submission and the machine, and the warning if one is missing.

import type { Words } from "./words.ts";

export const zhCN = {
  permissions: "Node 的权限模型",
  limits: "内存与文件限制",
  user: "非 root 用户",
  namespaces: "bubblewrap（隔离网络、其他进程和文件）",
  missing:
    "缺少一道防护：{{wall}}（{{reason}}）。提交的代码仍在其余防护之内运行，请只评测可信的代码。",
  installBubblewrap: "没有安装 bubblewrap",
};

export const en: Words<typeof zhCN> = {
  permissions: "Node's permission model",
  limits: "limits on memory and files",
  user: "a user other than root",
  namespaces: "bubblewrap (no network, no other processes or files)",
  missing:
    "Wall missing: {{wall}} ({{reason}}). Submissions still run behind the other walls. Grade only code that you trust.",
  installBubblewrap: "bubblewrap is not installed",
};
