// Errors in the usage of the command line.

import type { Words } from "./words.ts";

export const zhCN = {
  "unknown-exercise": "没有练习 {{id}}。",
  "did-you-mean": "是不是 {{name}}？",
  "see-list": "运行 gradus list 查看全部练习。",
  "file-missing": "找不到文件 {{file}}。",
  "file-is-folder": "{{file}} 是一个文件夹，请给出你写的文件。",
  "file-unreadable": "无法读取 {{file}}（{{detail}}）。",
  "other-language":
    "{{file}} 以 {{ending}} 结尾。练习要用 TypeScript 或 JavaScript 编写，请使用 .ts 或 .js 文件。",
  "cannot-write": "无法写入 {{file}}（{{detail}}）。",
  "wrong-language": "--lang 只能是 zh-CN 或 en，不能是 {{value}}。",
  "wrong-seed": "{{option}} 必须是 0 到 {{most}} 之间的整数，不能是 {{value}}。",
  "wrong-format": "--format 只能是 text、json、junit、sarif 或 github，不能是 {{value}}。",
  "output-of-text":
    "--output 必须与 --format json、junit、sarif 或 github 一起使用；text 用于终端，可以用 > 保存到文件。",
  "unknown-revision": "git 里没有版本 {{value}}。请检查名称，或先用 git fetch 获取。",
  "no-git": "--changed-since 需要 git，且文件夹必须在 git 仓库中：{{detail}}",
  asAuthor: "加上 --as author 可以查看练习本身的程序出错的原因。",
  "wrong-audience": "--as 只能是 author、student 或 exam，不能是 {{value}}。",
  "ambiguous-exercise": "多个题库都有 {{id}}，请使用全名：{{names}}",
  "pack-broken_other": "题库无法使用，有 {{count}} 处问题：",
  "unknown-option": "没有选项 {{value}}。运行 --help 查看全部选项。",
  "unknown-command": "没有命令 {{value}}。运行 gradus --help 查看全部命令。",
  "missing-argument": "缺少 {{value}}。运行 --help 查看用法。",
  "too-many-arguments": "{{value}} 的参数过多。运行 --help 查看用法。",
  "missing-value": "{{value}} 后面缺少值。运行 --help 查看用法。",
  shell: "自动补全支持 bash、zsh 和 fish，不支持 {{shell}}。",
  interrupted: "已中断。",
  "no-cache":
    "无法生成运行所需的程序：以下目录不能写入，或其他用户也能修改：{{folders}}。请让 Gradus 可以写入 node_modules/.cache，或用 TMPDIR 指定一个只属于它的目录。",
  unexpected: "Gradus 内部错误：{{detail}}",
};

export const en: Words<typeof zhCN> = {
  "unknown-exercise": "There is no exercise called {{id}}.",
  "did-you-mean": "Did you mean {{name}}?",
  "see-list": "Run gradus list to see all exercises.",
  "file-missing": "File not found: {{file}}",
  "file-is-folder": "{{file}} is a folder. Specify the file with your solution.",
  "file-unreadable": "Cannot read {{file}} ({{detail}}).",
  "other-language":
    "{{file}} ends in {{ending}}. Solutions are written in TypeScript or JavaScript: use a .ts or .js file.",
  "cannot-write": "Cannot write to {{file}} ({{detail}}).",
  "wrong-language": "--lang must be zh-CN or en, not {{value}}.",
  "wrong-seed": "{{option}} must be a whole number from 0 to {{most}}, not {{value}}.",
  "wrong-format": "--format must be text, json, junit, sarif or github, not {{value}}.",
  "output-of-text":
    "--output requires --format json, junit, sarif or github. The text format is for the terminal; use > to write it to a file.",
  "unknown-revision": "git has no revision {{value}}. Check the name, or fetch it first.",
  "no-git": "--changed-since requires git and a folder under version control: {{detail}}",
  asAuthor: "Add --as author to see why the exercise's own programs failed.",
  "wrong-audience": "--as must be author, student or exam, not {{value}}.",
  "ambiguous-exercise":
    "More than one pack has an exercise called {{id}}. Use the full name: {{names}}",
  "pack-broken_one": "The pack has {{count}} problem and cannot be used:",
  "pack-broken_other": "The pack has {{count}} problems and cannot be used:",
  "unknown-option": "Unknown option {{value}}. See --help for all options.",
  "unknown-command": "Unknown command {{value}}. See gradus --help for all commands.",
  "missing-argument": "Missing argument {{value}}. See --help for usage.",
  "too-many-arguments": "Too many arguments for {{value}}. See --help for usage.",
  "missing-value": "Missing value for {{value}}. See --help for usage.",
  shell: "Completion is available for bash, zsh and fish, not for {{shell}}.",
  interrupted: "Interrupted.",
  "no-cache":
    "Gradus cannot build the programs that it runs: none of these folders is writable and safe from other users: {{folders}}. Make node_modules/.cache writable for Gradus, or set TMPDIR to a folder of its own.",
  unexpected: "Internal error: {{detail}}",
};
