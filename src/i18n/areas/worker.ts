// gradus worker: what it says in the terminal.

import type { Words } from "./words.ts";

export const zhCN = {
  at: "评测节点 {{id}} 已启动：从 {{url}} 领取任务，同时评测 {{slots}} 份提交（按 Ctrl-C 停止）",
  ending: "正在停止：不再领取任务，等待正在进行的评测结束……",
  noRedis:
    "没有设置 GRADUS_REDIS_URL，评测节点无法领取任务。运行 gradus worker --help 查看全部设置。",
  noSlots: "评测节点的 GRADUS_SLOTS 至少是 1。",
  "no-password":
    "警告：{{url}} 不在本机，地址中也没有密码。能连接这个 Redis 的人都可以修改分数、查看隐藏测试。请设置密码。",
  "no-tls":
    "警告：到 {{url}} 的连接没有加密，网络上的其他人可能修改分数、查看隐藏测试。请改用 rediss://。",
};

export const en: Words<typeof zhCN> = {
  at: "Worker {{id}} is running: it takes jobs from {{url}} and grades {{slots}} at a time (press Ctrl-C to stop)",
  ending: "Stopping: no new jobs are taken; waiting for running gradings to finish…",
  noRedis:
    "GRADUS_REDIS_URL is not set, so the worker cannot get jobs. See gradus worker --help for all settings.",
  noSlots: "GRADUS_SLOTS must be at least 1 for a worker.",
  "no-password":
    "Warning: {{url}} is not on this machine, and its address has no password. Anyone who can connect to this Redis can change grades and read hidden tests. Set a password.",
  "no-tls":
    "Warning: the connection to {{url}} is not encrypted. Others on the network can change grades and read hidden tests. Use rediss://.",
};
