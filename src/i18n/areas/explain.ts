// The sentence below a verdict that explains it.

import type { Words } from "./words.ts";

export const zhCN = {
  "time-limit-exceeded":
    "单个测试最多可用 {{cpuTimeMs}} 毫秒 CPU 时间，全部测试合计最多 {{totalCpuTimeMs}} 毫秒。是不是有循环没有结束？",
  "memory-limit-exceeded": "占用的内存超过了 {{memoryMiB}} MiB。是不是有数组不断变长？",
  "output-limit-exceeded": "在一个测试里返回或打印了超过 {{outputKiB}} KiB 的内容。",
  "limit-exceeded": "某个隐藏测试的 CPU 时间、内存或输出超出限制。",
  "judge-error": "这是系统或题目的问题，不是你的问题，不会扣分，也不占提交次数。请告诉教师。",
  recursion: "有函数直接或间接地调用自己，没有结束。",
  allocation: "一次申请的内存过多；一个测试最多可用 {{memoryMiB}} MiB。",
};

export const en: Words<typeof zhCN> = {
  "time-limit-exceeded":
    "It used more than the {{cpuTimeMs}} ms of CPU time allowed for a test, or more than {{totalCpuTimeMs}} ms for all tests together. Is there a loop that never ends?",
  "memory-limit-exceeded":
    "It used more than {{memoryMiB}} MiB of memory. Is there an array that keeps growing?",
  "output-limit-exceeded": "It returned or printed more than {{outputKiB}} KiB in one test.",
  "limit-exceeded":
    "A hidden test used too much CPU time or memory, or returned or printed too much.",
  "judge-error":
    "This is an error in Gradus or in the exercise, not in your code. You lose no points and no attempt. Please tell your instructor.",
  recursion: "A function calls itself, directly or through other functions, and never stops.",
  allocation:
    "It requested more memory at once than is available; a test can use {{memoryMiB}} MiB.",
};
