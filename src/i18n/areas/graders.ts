// The site owner's page about what grades: slots, Redis and workers.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "评测节点与排队",
  none: "现在无法评测：没有可用的评测进程或评测节点。提交都已保存，正在排队；恢复后自动继续。",
  queue: "排队 {{waiting}} 份，正在评测 {{running}} 份；等得最久的已等 {{seconds}} 秒",
  idle: "没有提交在排队，正在评测 {{running}} 份",
  repeated: "{{count}} 份提交在评测时中断，正在重新评测；中断三次后记为系统错误",
  liveTests: "实时测试：等待 {{waiting}}，运行 {{running}}",
  slots: "可以同时评测 {{all}} 份，其中本进程 {{own}} 份",
  engine: "评测引擎：",
  redis: {
    connected: "Redis 已连接。",
    away: "连不上 Redis，评测节点暂时领不到任务。提交都已保存；恢复连接后自动继续。请检查 Redis 是否在运行、GRADUS_REDIS_URL 和密码是否正确。",
    refusing:
      "Redis 拒绝了命令，评测节点暂时领不到任务。提交都已保存；恢复后自动继续。请检查 Redis 的内存上限（maxmemory）和密码。原文：",
    taken:
      "另一个网站正在以相同的前缀使用这个 Redis，因此不分发任务。请为两个网站设置不同的 GRADUS_REDIS_PREFIX。",
  },
  workers: "评测节点",
  withoutRedis: "没有设置 GRADUS_REDIS_URL，本站只用本进程评测。",
  noWorkers:
    "还没有评测节点。在任意一台机器上运行 gradus worker，设置同样的 GRADUS_REDIS_URL 即可。",
  worker: "机器",
  status: "状态",
  running: "正在评测",
  graded: "已评测",
  of: "{{running}} / {{slots}}",
  is: {
    starting: "正在启动",
    ready: "就绪",
    failed: "无法评测",
    draining: "正在退出",
    "other-engine": "版本不同",
  },
  otherEngine:
    "这台机器上的 Gradus 与本站版本不同，不会领取任务。请安装相同的版本并重新启动。它的引擎：",
  allWalls: "防护齐全",
  missingWalls: "缺少的防护：",
  checking: "正在检查一道要发布的练习",
  advice: {
    starting: "评测进程就绪后开始领取任务。",
    failed: "这台机器上无法启动评测进程，原因见评测节点的日志。评测节点每 15 秒重试一次。",
    walls:
      "本站要求这些防护。请在这台机器上补齐（多数情况下是安装 bubblewrap），评测节点每 15 秒重试一次。",
    draining: "收到了停止信号：完成正在进行的任务后退出。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Graders",
  none: "Nothing can grade at the moment. Submissions are saved and wait; grading continues automatically.",
  queue:
    "{{waiting}} submissions are waiting and {{running}} are being graded; the oldest has waited for {{seconds}} s",
  idle: "No submissions are waiting; {{running}} are being graded",
  repeated:
    "{{count}} submissions lost their grader and are graded again; after three losses, a submission ends as a system error",
  liveTests: "Live tests: {{waiting}} waiting, {{running}} running",
  slots: "{{all}} submissions can be graded at the same time, {{own}} of them by this process",
  engine: "Engine:",
  redis: {
    connected: "Redis is connected.",
    away: "Redis cannot be reached, so workers get no jobs. Submissions are saved; grading continues when the connection is back. Check that Redis is running and that GRADUS_REDIS_URL and its password are correct.",
    refusing:
      "Redis refuses commands, so workers get no jobs. Submissions are saved; grading continues when Redis accepts commands again. Check its memory limit (maxmemory) and the password. It says:",
    taken:
      "Another site uses this Redis with the same prefix, so no jobs are handed out. Give each site its own GRADUS_REDIS_PREFIX.",
  },
  workers: "Workers",
  withoutRedis: "GRADUS_REDIS_URL is not set, so only this process grades.",
  noWorkers:
    "There are no workers yet. Run gradus worker on any machine, with the same GRADUS_REDIS_URL.",
  worker: "Machine",
  status: "Status",
  running: "Running",
  graded: "Graded",
  of: "{{running}} of {{slots}}",
  is: {
    starting: "starting",
    ready: "ready",
    failed: "cannot grade",
    draining: "stopping",
    "other-engine": "other version",
  },
  otherEngine:
    "Gradus on this machine is another version, so it takes no jobs. Install the same version and restart the worker. Its engine:",
  allWalls: "all walls",
  missingWalls: "Missing walls:",
  checking: "checks an exercise for publishing",
  advice: {
    starting: "It takes jobs as soon as its slots are up.",
    failed:
      "No slots start on this machine. The worker's log has the reason. It tries again every 15 seconds.",
    walls:
      "The site requires these walls. Set them up on this machine (in most cases, install bubblewrap). The worker tries again every 15 seconds.",
    draining: "It was asked to stop. It finishes its jobs and ends.",
  },
};
