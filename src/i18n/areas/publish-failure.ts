// Why nothing could be published: for the site owner's page, the API and gradus publish.

import type { Words } from "./words.ts";

export const zhCN = {
  noPack: "题库文件夹里没有可用的题库，没有任何改动。",
  internal: "检查时出现系统错误，没有发布任何改动。请查看服务器日志，然后重新发布。",
  noWorkers: "没有可用的评测节点来检查改动，没有发布任何改动。请启动评测节点，然后重新发布。",
  redisAway: "无法连接 Redis，评测节点不能检查改动，没有发布任何改动。请在 Redis 恢复后重新发布。",
  redisRefusing:
    "Redis 拒绝执行命令，评测节点不能检查改动，没有发布任何改动。请在 Redis 恢复后重新发布。",
  redisTaken:
    "另一个网站正在使用 Redis 中的同一前缀，评测节点不能检查改动，没有发布任何改动。请更换前缀，然后重新发布。",
  workersLost:
    "检查 {{name}} 时，评测节点连续三次中断，没有发布任何改动。请查看评测节点的日志，然后重新发布。",
};

export const en: Words<typeof zhCN> = {
  noPack: "The folder has no readable pack. Nothing was changed.",
  internal:
    "An internal error stopped the check. Nothing was published. See the server log, then publish again.",
  noWorkers:
    "No worker is ready to check the changes. Nothing was published. Start a worker, then publish again.",
  redisAway:
    "Redis cannot be reached, so no worker can check the changes. Nothing was published. When Redis is back, publish again.",
  redisRefusing:
    "Redis refuses commands, so no worker can check the changes. Nothing was published. When Redis works again, publish again.",
  redisTaken:
    "Another site uses the same prefix in Redis, so no worker can check the changes. Nothing was published. Change the prefix, then publish again.",
  workersLost:
    "Three workers stopped while they checked {{name}}. Nothing was published. See the logs of the workers, then publish again.",
};
