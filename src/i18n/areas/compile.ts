// The reasons why a submission does not compile. `hint` follows compile.missing-export.

import type { Words } from "./words.ts";

export const zhCN = {
  syntax: "第 {{line}} 行第 {{column}} 列：{{what}}",
  "syntax-nowhere": "无法解析这段程序：{{what}}",
  import:
    "第 {{line}} 行：不能导入“{{detail}}”。文件单独运行，不能使用任何包、文件或 Node 模块，请把需要的代码都写在里面。",
  namespace: "第 {{line}} 行：这里不能使用 namespace，请把里面的内容直接写在文件顶层。",
  "top-level-await":
    "第 {{line}} 行：这里不能使用 await。这里的题目都是同步的，请去掉 async 和 await。",
  "too-complex": "代码嵌套得太深，无法解析。请把最长的表达式拆成几条语句。",
  "too-slow":
    "编译这段代码所用的 CPU 时间超过 {{detail}} 秒。请缩短代码，或把最长的表达式拆成几条语句。",
  "missing-export": "文件没有导出 {{name}}。文件中应当有：{{declaration}}",
  "function-module": "module.exports 是一个函数。请按名字导出每个函数：{{example}}",
  "markdown-fence":
    "第 {{line}} 行：这是 Markdown 代码块的标记，不是代码。请删掉带有 ``` 的行和代码块以外的内容。",
  decorator: "第 {{line}} 行第 {{column}} 列：这里不能使用装饰器（@名字）。请直接调用函数。",
  jsx: "第 {{line}} 行第 {{column}} 列：这里不能使用 JSX（写在代码里的 HTML 标签）。请返回普通的值。",
  "other-language": "第 {{line}} 行：这看起来是 {{detail}}。请用 TypeScript 或 JavaScript 编写。",
  hint: {
    case: "文件导出了 {{near}}：大小写或下划线不一致。",
    typo: "文件导出了 {{near}}，是不是想写 {{name}}？",
    default: "文件用了默认导出，请按名字导出函数。",
    type: "{{name}} 已导出，但不是函数（类型是 {{near}}）。",
    declared: "文件里有 {{near}}，但没有导出：请在它前面加上 export。",
  },
};

export const en: Words<typeof zhCN> = {
  syntax: "Line {{line}}, column {{column}}: {{what}}",
  "syntax-nowhere": "The file cannot be parsed: {{what}}",
  import:
    'Line {{line}}: "{{detail}}" cannot be imported. Your file runs alone, without packages, other files or Node modules. Write what you need in this file.',
  namespace:
    "Line {{line}}: a namespace cannot be used here. Declare its contents at the top of the file.",
  "top-level-await":
    "Line {{line}}: await cannot be used here. These exercises are synchronous: remove async/await.",
  "too-complex":
    "The code is nested too deeply. Split the longest expression into several statements.",
  "too-slow":
    "Compiling the code took more than {{detail}} s of CPU time. Shorten the code, or split its longest expression.",
  "missing-export": "The file does not export {{name}}. It must contain: {{declaration}}",
  "function-module":
    "module.exports is a single function. Export each function by its name: {{example}}",
  "markdown-fence":
    "Line {{line}}: this is the fence of a Markdown code block, not code. Remove the lines with ``` and everything outside them.",
  decorator:
    "Line {{line}}, column {{column}}: decorators (@name) cannot be used here. Call the function directly.",
  jsx: "Line {{line}}, column {{column}}: JSX (HTML tags in code) cannot be used here. Return plain values.",
  "other-language":
    "Line {{line}}: this looks like {{detail}}. Write your solution in TypeScript or JavaScript.",
  hint: {
    case: "It exports {{near}}: check capital letters and underscores.",
    typo: "It exports {{near}}. Did you mean {{name}}?",
    default: "It has a default export. Export the function by its name instead.",
    type: "{{name}} is exported, but it is not a function (its type is {{near}}).",
    declared: "The file declares {{near}} but does not export it: write export in front of it.",
  },
};
