// Errors while a submission's file is loaded, before any test.

import type { Words } from "./words.ts";

export const zhCN = {
  threw: "测试开始之前，加载文件时抛出了异常：{{thrown}}",
  time: "测试开始之前，加载文件时超时。是不是有循环写在了函数外面？",
  memory: "测试开始之前，加载文件时超出了内存限制（{{memoryMiB}} MiB）。",
  output: "测试开始之前，加载文件时打印了超过 {{outputKiB}} KiB 的内容。",
  crash: "加载文件时沙箱崩溃。",
};

export const en: Words<typeof zhCN> = {
  threw: "The file threw an error while loading, before any test: {{thrown}}",
  time: "The file ran out of time while loading, before any test. Is there a loop outside of all functions?",
  memory: "The file ran out of memory ({{memoryMiB}} MiB) while loading, before any test.",
  output: "The file printed more than {{outputKiB}} KiB while loading, before any test.",
  crash: "The file crashed the sandbox while loading.",
};
