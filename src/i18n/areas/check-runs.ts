// Findings of gradus check from running an exercise's programs and comparing its data: part of
// check.ts.

import type { Words } from "./words.ts";

export const zhCN = {
  "help-report": "把同一次检查的另一种格式写入文件，例如 sarif=result.sarif；可以多次使用",
  "wrong-report":
    "--report 要写成“格式=文件”，例如 sarif=result.sarif（json、junit、sarif 或 github），不能是 {{value}}。",
  "example-verdict-because": "结果是“{{verdict}}”，应当是“{{wanted}}”（{{cause}}）",
  "type-error": "有类型错误：{{detail}}",
  "type-contract": "导出的 {{name}} 类型不对：{{detail}}",
  "field-name": "报告把输出字段 {{field}} 显示为 {{name}}，但题面和函数签名里没有这个名字",
  "field-unnamed":
    "报告会显示输出字段 {{name}}，但题面和函数签名里没有这个名字；请在 fields 里写明学生认识的名字",
  "column-name": "报告把输出字段 {{field}} 的一列显示为 {{name}}，但题面和函数签名里没有这个名字",
  "columns-differ": "fields：用例“{{case}}”中 {{field}} 的行应当有 {{count}} 列",
  "columns-unused": "fields：没有用例的输出含有 {{field}}，不能为它的列命名",
  "given-unused": "given：驱动程序里没有 {{name}}",
  "driver-secret":
    "驱动程序是公开的，却包含隐藏测试组 {{group}} 的用例“{{name}}”的内容（{{what}}）：{{text}}",
  "driver-answer": "驱动程序是公开的，却包含参考实现的一行：{{code}}",
  "example-identical":
    "与 submissions/{{other}} 是同一个程序，只是名称、空白、注释或类型不同；请换成另一种写法，或删去一个",
  "limits-order":
    "limits：单个用例的 cpuTimeMs（{{cpuTimeMs}}）大于全部用例的 totalCpuTimeMs（{{totalCpuTimeMs}}）",
  "script-missing": "题库里没有脚本 {{script}}（依次在题库文件夹、oracle/ 和本题文件夹里找过）",
  "field-forgotten":
    "参考实现返回了字段 {{field}}（用例“{{name}}”），但没有任何存储用例的 expected 含有它，因此不会与独立算出的结果比较",
  "tolerance-hides":
    "用例“{{name}}”的容差（{{tolerance}}）不小于数值本身（字段 {{field}}，最大 {{largest}}）：全为 0 的输出也会通过",
  "tolerance-unexplained":
    "用例“{{name}}”放宽了容差却没有说明理由；请在数据文件的 tolerance_rule 里写明",
  "case-shown":
    "隐藏用例“{{name}}”的输入与公开测试组 {{group}} 的“{{other}}”相同，没有增加新的测试内容",
  "case-repeated": "用例“{{name}}”的输入与测试组 {{group}} 的“{{other}}”相同",
  "fresh-repeated": "测试组 {{group}} 生成的 {{count}} 个用例里只有 {{distinct}} 个不同的输入",
  "fresh-same-as":
    "测试组 {{group}} 生成的 {{count}} 个用例中有 {{shared}} 个与测试组 {{other}} 的输入相同",
  "group-passes-zeros":
    "测试组 {{group}}（{{count}} 个用例）：形状正确、内容全为 0（或空串、false）的输出也能通过",
  "group-passes-empty": "测试组 {{group}}（{{count}} 个用例）：数组全为空的输出也能通过",
  "group-passes-constant":
    "测试组 {{group}}（{{count}} 个用例）：每次都返回第一个用例的答案也能通过",
  "group-passes-input": "测试组 {{group}}（{{count}} 个用例）：原样返回输入也能通过",
  "group-refuses-nothing":
    "测试组 {{group}} 没有拒绝任何一个错误示例；请补充用例，或补充它能发现的错误示例",
  "edge-not-asked": "validator.ts 定义了 {{edge}} 类输入，但没有一组生成的用例在 edges 里要求它",
  "edge-not-stored": "validator.ts 定义了 {{edge}} 类输入，但没有一个存储用例属于它",
  "validator-accepts": "{{of}} 个故意改错的输入中，校验程序接受了 {{count}} 个：{{list}}",
  "time-tight": "用了时限的 {{percent}}%；应当通过的提交最多只能用三分之一",
  "memory-tight":
    "只给 {{memoryMiB}} MiB（{{limit}} MiB 的三分之一）内存时无法通过；应当通过的提交最多只能用三分之一",
  "limit-not-exceeded":
    "限制放宽到 {{times}} 倍后，结果是“{{verdict}}”而不是“{{wanted}}”；在更快的机器上，它可能不再超出限制",
};

export const en: Words<typeof zhCN> = {
  "help-report":
    "also write the result to a file in another format, as in sarif=result.sarif (can be repeated)",
  "wrong-report":
    "--report must be a format and a file, as in sarif=result.sarif (json, junit, sarif or github), not {{value}}.",
  "example-verdict-because": "the verdict is “{{verdict}}”, not “{{wanted}}” ({{cause}})",
  "type-error": "has a type error: {{detail}}",
  "type-contract": "the export {{name}} has the wrong type: {{detail}}",
  "field-name":
    "reports show the output's field {{field}} as {{name}}, which is neither in the statements nor in a signature",
  "field-unnamed":
    "reports show the output's field {{name}}, which is neither in the statements nor in a signature; add the name that students know to fields",
  "column-name":
    "reports show a column of the output's field {{field}} as {{name}}, which is neither in the statements nor in a signature",
  "columns-differ":
    "fields: each row of {{field}} must have {{count}} columns; in the case “{{case}}” one does not",
  "columns-unused": "fields: no case has an output {{field}} whose columns could be named",
  "given-unused": "given: the driver does not contain {{name}}",
  "driver-secret":
    "the driver is public and contains part of the case “{{name}}” of the hidden group {{group}} ({{what}}): {{text}}",
  "driver-answer": "the driver is public and contains a line of the reference: {{code}}",
  "example-identical":
    "is the same program as submissions/{{other}}, apart from names, spaces, comments or types. Write it differently, or remove one of the two",
  "limits-order":
    "limits: one case can take {{cpuTimeMs}} ms (cpuTimeMs), but all cases together only {{totalCpuTimeMs}} ms (totalCpuTimeMs)",
  "script-missing":
    "the script {{script}} is not in the pack (searched in the pack's folder, in oracle/ and in the exercise's folder)",
  "field-forgotten":
    "the reference returns the field {{field}} (case “{{name}}”), but no stored output has it under expected, so nothing compares it with an independent result",
  "tolerance-hides":
    "the tolerance of the case “{{name}}” ({{tolerance}}) is as large as its numbers (field {{field}}, at most {{largest}}), so zeros would pass",
  "tolerance-unexplained":
    "the case “{{name}}” has a wider tolerance than its file without a reason; write the reason into the file's tolerance_rule",
  "case-shown":
    "the hidden case “{{name}}” has the same input as “{{other}}” in the visible group {{group}}, so it tests nothing new",
  "case-repeated": "the case “{{name}}” has the same input as “{{other}}” in the group {{group}}",
  "fresh-repeated":
    "the {{count}} generated cases of the group {{group}} have only {{distinct}} different inputs",
  "fresh-same-as":
    "{{shared}} of the {{count}} generated cases of the group {{group}} have the same inputs as cases of the group {{other}}",
  "group-passes-zeros":
    'the group {{group}} ({{count}} cases) accepts outputs of the right shape that contain only 0, "" and false',
  "group-passes-empty":
    "the group {{group}} ({{count}} cases) accepts outputs whose arrays are all empty",
  "group-passes-constant":
    "the group {{group}} ({{count}} cases) accepts the answer to its first case for every case",
  "group-passes-input":
    "the group {{group}} ({{count}} cases) accepts the unchanged input as output",
  "group-refuses-nothing":
    "the group {{group}} rejects none of the wrong examples. Add a case, or an example of a mistake that it detects",
  "edge-not-asked":
    "validator.ts defines the class {{edge}}, but no group of generated cases lists it under edges",
  "edge-not-stored": "validator.ts defines the class {{edge}}, but no stored case belongs to it",
  "validator-accepts": "the validator accepts {{count}} of {{of}} invalid inputs: {{list}}",
  "time-tight":
    "takes {{percent}}% of its time limit; an accepted submission should take at most a third",
  "memory-tight":
    "fails with {{memoryMiB}} MiB of memory, a third of the {{limit}} MiB allowed; an accepted submission should need at most a third",
  "limit-not-exceeded":
    "with limits {{times}} times as large, the verdict is “{{verdict}}”, not “{{wanted}}”; on a faster machine it might not exceed the limits at all",
};
