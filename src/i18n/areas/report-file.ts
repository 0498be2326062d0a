// Errors about a file with a report, which gradus export and gradus replay read.

import type { Words } from "./words.ts";

export const zhCN = {
  tooLarge: "{{file}} 超过 {{limit}}，不是评测报告。",
  notUtf8: "{{file}} 不是 UTF-8 编码。请另存为 UTF-8 后重试。",
  notJson: "{{file}} 不是合法的 JSON：{{detail}}",
  notReport: "{{file}} 不是评测报告。评测报告是 gradus grade --json 的输出。",
  otherVersion: "{{file}} 是第 {{version}} 版格式的报告，这个 Gradus 只读第 {{wanted}} 版。",
  broken: "{{file}} 是评测报告，但有一处错误或缺失：{{path}}",
};

export const en: Words<typeof zhCN> = {
  tooLarge: "{{file}} exceeds {{limit}}, so it is not a report.",
  notUtf8: "{{file}} is not encoded in UTF-8. Save it as UTF-8 and try again.",
  notJson: "{{file}} is not valid JSON: {{detail}}",
  notReport: "{{file}} is not a report. A report is the output of gradus grade --json.",
  otherVersion:
    "{{file}} is a report in format version {{version}}; this Gradus reads version {{wanted}}.",
  broken: "{{file}} is a report, but this part is wrong or missing: {{path}}",
};
