// What stopped a submission while its file was loaded, before any test.

import type { Words } from "./words.ts";

export const zhCN = {
  threw: "测试开始之前，加载文件时抛出了异常：{{thrown}}",
  time: "测试开始之前，加载文件时超时。是不是有循环写在了函数外面？",
  memory: "测试开始之前，加载文件时超出了内存限制（{{memoryMiB}} MiB）。",
  output: "测试开始之前，加载文件时打印了超过 {{outputKiB}} KiB 的内容。",
  crash: "加载文件时沙箱崩溃。",
};

export const en: Words<typeof zhCN> = {
  threw: "While the file was loaded, before any test, it threw {{thrown}}",
  time: "While the file was loaded, before any test, it ran out of time. Is there a loop outside of every function?",
  memory: "While the file was loaded, before any test, it ran out of memory ({{memoryMiB}} MiB).",
  output: "While the file was loaded, before any test, it printed more than {{outputKiB}} KiB.",
  crash: "While the file was loaded, it brought the sandbox down.",
};
