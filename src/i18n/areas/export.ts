// gradus export.

import type { Words } from "./words.ts";

export const zhCN = {
  help: {
    export: "评测一份代码，并把报告写成 Gradescope 或 Exercism 的格式",
    file: "你写的文件（.ts 或 .js）；使用 --report 时省略",
    to: "gradescope 或 exercism",
    report: "不评测文件，使用 gradus grade --json 输出的报告",
    as: "给谁看：author（作者）、student（学生，默认）或 exam（考试中的学生）",
  },
  test: "{{group}}：{{name}}",
  "not-run": "没有运行，因为测试“{{name}}”的结果是“{{verdict}}”",
  "told-briefly": "{{verdict}}（每组只详细列出前几个未通过的测试）",
  "output-cut": "输出过长，超出部分已截去。请不要超过 {{limit}} 个字符",
  "no-platform": "请指定平台：--to gradescope 或 --to exercism。",
  "unknown-platform": "--to 只能是 gradescope 或 exercism，不能是 {{value}}。",
  "no-file": "请给出你写的文件，或用 --report 给出已有的报告。",
  "file-and-report": "文件和 --report 只能给出一个。",
  "seed-and-report": "--report 不能与 --seed 一起使用：报告的种子在评测时已经确定。",
  "other-exercise": "{{file}} 是 {{about}} 的报告，不是 {{wanted}} 的。",
  "made-for-exam":
    "{{file}} 是用 --as exam 输出的，里面没有隐藏测试的得分。请去掉 --as 重新输出一份。",
};

export const en: Words<typeof zhCN> = {
  help: {
    export: "grade a solution and write the report for Gradescope or Exercism",
    file: "the file with your solution (.ts or .js); not used with --report",
    to: "gradescope or exercism",
    report: "a report printed by gradus grade --json, instead of a solution",
    as: "who the report is for: author, student (the default) or exam",
  },
  test: "{{group}}: {{name}}",
  "not-run": 'Not run, because the test "{{name}}" ended with: {{verdict}}',
  "told-briefly": "{{verdict}} (only the first failing tests of a group are shown in full)",
  "output-cut": "Output was truncated. Please limit to {{limit}} chars",
  "no-platform": "Specify the platform: --to gradescope or --to exercism.",
  "unknown-platform": "--to must be gradescope or exercism, not {{value}}.",
  "no-file": "Specify the file with your solution, or an earlier report with --report.",
  "file-and-report": "Specify either a file with a solution or a report with --report, not both.",
  "seed-and-report":
    "--seed cannot be used with --report: the report was already graded, with its own seed.",
  "other-exercise": "{{file}} is a report for {{about}}, not for {{wanted}}.",
  "made-for-exam":
    "{{file}} was printed with --as exam, so it does not contain the points of the hidden tests. Print it again without --as.",
};
