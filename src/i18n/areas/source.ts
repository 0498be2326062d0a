// Files that cannot be graded because of their size or encoding.

import type { Words } from "./words.ts";

export const zhCN = {
  "too-large": "文件有 {{bytes}} 字节，最多接受 {{limit}} 字节。请只提交源代码。",
  binary: "这不是文本文件：第 {{offset}} 个字节是 0。请提交源代码，不要提交编译或压缩后的文件。",
  "not-utf8": "文件不是 UTF-8 编码。请在编辑器里另存为 UTF-8 后再提交。",
  utf16:
    "文件是 UTF-16 编码（Windows PowerShell 的 > 会写出这种文件）。请另存为 UTF-8 后再提交；在 PowerShell 里可以用 Out-File -Encoding utf8。",
  empty: "文件为空。请写好代码后重试。",
};

export const en: Words<typeof zhCN> = {
  "too-large":
    "The file is {{bytes}} bytes; the limit is {{limit}} bytes. Submit only the source code.",
  binary:
    "This is not a text file: byte {{offset}} is 0. Submit the source code, not a compiled or compressed file.",
  "not-utf8": "The file is not encoded in UTF-8. Save it as UTF-8 in your editor and try again.",
  utf16:
    "The file is encoded in UTF-16 (> in Windows PowerShell writes such files). Save it as UTF-8 (in PowerShell: Out-File -Encoding utf8) and try again.",
  empty: "The file is empty. Add your code and try again.",
};
