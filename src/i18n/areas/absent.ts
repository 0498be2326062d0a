// Globals of Node or browsers that the sandbox does not have: the reason, and what to use instead.

import type { Words } from "./words.ts";

export const zhCN = {
  timers: "这里没有 {{name}} 等定时器：测试调用函数后会立即读取返回值。请直接计算结果。",
  "text-coding":
    "这里没有 {{name}}：题目的输入和输出都是字符串和数。需要字节时，请用 charCodeAt、codePointAt 和 String.fromCodePoint 自己编码。",
  network: "这里没有 {{name}}：代码运行时不能访问网络。需要的数据都在函数的参数里。",
  process:
    "这里没有 {{name}}：代码不在 Node 里运行，没有文件、环境变量和命令行参数。需要的数据都在函数的参数里。",
  modules:
    "这里没有 {{name}}：不能加载模块或文件。请把需要的代码写在这个文件里，用 export 导出函数。",
  buffer: "这里没有 {{name}}：它属于 Node。处理字节请用 Uint8Array。",
  url: "这里没有 {{name}}：它属于浏览器和 Node。请直接处理字符串。",
  crypto:
    "这里没有 {{name}}：同一份代码每次运行的结果必须相同。需要随机数时请用 Math.random，它的种子是固定的。",
  page: "这里没有 {{name}}：代码不在网页里运行。请用 console.log 打印，用 return 返回结果。",
  dialogs: "这里没有 {{name}}：代码运行时没有人操作。输入在函数的参数里，打印请用 console.log。",
  threads: "这里没有 {{name}}：代码只在一个线程里运行，直到返回结果。请直接计算结果。",
  binary: "这里没有 {{name}}：无法限制它占用的时间和内存。请用普通的 JavaScript 和类型化数组。",
  dates: "这里没有 {{name}}：这里的时间是固定的，不会前进。请用 Date。",
  events: "这里没有 {{name}}：测试直接调用函数，没有事件，也不能取消。请去掉它。",
  base64: "这里没有 {{name}}：它属于浏览器和 Node。请用 charCodeAt 和位运算自己实现。",
  global: "这里没有 {{name}}，全局对象叫 globalThis。",
  exception: "这里没有 {{name}}：请用 Error。",
  console: "这里的 console 没有 {{name}} 方法。请用 console.log。",
  performance: "这里的 performance 没有 {{name}}，只有 now()，而且时间是固定的，无法计时。",
};

export const en: Words<typeof zhCN> = {
  timers:
    "Timers such as {{name}} are not available here: a test uses what your function returns and does not wait. Compute the result directly.",
  "text-coding":
    "{{name}} is not available here: inputs and outputs are text and numbers. For bytes, use charCodeAt, codePointAt and String.fromCodePoint.",
  network:
    "{{name}} is not available here: your code has no network access. All data that you need is in the function's parameters.",
  process:
    "{{name}} is not available here: your code does not run in Node and has no files, environment or command line. All data is in the function's parameters.",
  modules:
    "{{name}} is not available here: modules and files cannot be loaded. Write everything you need in this file, and export your functions with export.",
  buffer: "{{name}} is not available here: it is part of Node. Use Uint8Array for bytes.",
  url: "{{name}} is not available here: it is part of browsers and Node. Work with the text directly.",
  crypto:
    "{{name}} is not available here: the same code must give the same results each time. For random numbers use Math.random, which has a fixed seed.",
  page: "{{name}} is not available here: your code does not run in a web page. Print with console.log and return the result.",
  dialogs:
    "{{name}} is not available here: no one can answer while your code runs. Inputs are the function's parameters; print with console.log.",
  threads:
    "{{name}} is not available here: your code runs in one thread until it returns. Compute the result directly.",
  binary:
    "{{name}} is not available here: its time and memory cannot be limited. Use plain JavaScript and typed arrays.",
  dates: "{{name}} is not available here: the clock does not advance. Use Date.",
  events:
    "{{name}} is not available here: the tests call your functions directly, without events or cancellation. Remove it.",
  base64:
    "{{name}} is not available here: it is part of browsers and Node. Write it yourself with charCodeAt and bit operations.",
  global: "{{name}} is not available here: the global object is called globalThis.",
  exception: "{{name}} is not available here: use Error.",
  console: "The console has no {{name}} method here. Use console.log.",
  performance:
    "performance has only now() here, not {{name}}. The clock does not advance, so you cannot measure time.",
};
