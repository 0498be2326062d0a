// gradus check: findings, summary and table.

import * as checkPrevented from "./check-prevented.ts";
import * as checkRuns from "./check-runs.ts";
import * as checkTexts from "./check-texts.ts";
import type { Words } from "./words.ts";

export const zhCN = {
  exercises_other: "{{count}} 道练习",
  summary_other: "{{checked}}，{{count}} 处问题",
  noProblems: "{{checked}}，没有问题",
  examples: "{{accepted}} 份正确示例，{{wrong}} 份其他示例",
  cases: "{{stored}} 个存储用例，{{generated}} 个生成用例",
  took: "{{seconds}} 秒",
  "to-do": "这里还没有写：{{text}}",
  "statement-empty": "题目为空",
  "languages-differ": "两种语言的题目在{{what}}上不一致：zh-CN 是 {{zh}}，en 是 {{en}}",
  part: {
    headings: "标题",
    answers: "折叠的答案",
    figures: "图片",
    code: "代码块",
    formulas: "公式",
    items: "列表项",
  },
  "missing-figure": "缺少图片 {{name}}",
  "unused-figure": "没有题目用到它",
  "broken-link":
    "链接 {{target}} 指向的文件不存在；可以链接到网页、本题 figures/ 和 assets/ 里的文件，或 ../别的练习",
  formula: "公式 {{formula}} 无法解析：{{detail}}",
  "starter-type": "起始代码有类型错误：{{detail}}",
  "starter-one-language": "起始代码的注释只有英文。请新建 starter.zh-CN.ts：代码相同，注释用中文",
  "starter-code-differs": "两份起始代码只能在注释上不同：starter.ts 是 {{en}}，这里是 {{zh}}",
  "starter-comments-differ": "起始代码的注释数目不同：starter.ts 有 {{en}} 处，这里有 {{zh}} 处",
  "starter-answer": "起始代码里有 {{from}} 的一行解答：{{code}}",
  "starter-passes": "起始代码已经能通过测试组 {{group}}",
  "starter-broken": "起始代码的结果是“{{verdict}}”；它应当能编译、能运行",
  "too-few-accepted": "只有 {{count}} 份应当通过的提交，至少要有 {{wanted}} 份",
  "too-few-wrong": "只有 {{count}} 份错误的提交，至少要有 {{wanted}} 份",
  "example-verdict": "结果是“{{verdict}}”，应当是“{{wanted}}”",
  "example-group":
    "在测试组 {{group}} 的结果是“{{verdict}}”，submissions.yaml 说应当是“{{wanted}}”",
  "misconception-not-recognised":
    "没有把误解 {{id}} 自己的示例识别为这个误解；识别出的是：{{recognised}}",
  "misconception-in-accepted": "一份应当通过的提交被识别为误解 {{id}}",
  "no-stored-cases": "没有存储用例；至少要有一组，其期望输出来自独立的库",
  "reference-fails": "参考实现没有通过测试组 {{group}} 的 {{name}}：{{detail}}",
  "definition-empty":
    "definition 为空；请写明这些期望输出的定义：公式、形状、并列如何处理、采用哪家的约定",
  "library-unnamed": "用例“{{name}}”注明来自 {{library}}，但 provenance.libraries 里没有这个版本",
  "second-missing": "用例“{{name}}”缺少 {{library}} 的复核结果，而清单要求有",
  "second-same": "用例“{{name}}”的两个结果都来自 {{library}}，这不算第二个来源",
  "second-disagrees": "用例“{{name}}”：{{library}} 算出的结果不一样：{{detail}}",
  "wrong-output-accepted": "用例“{{name}}”列出的第 {{number}} 个错误输出被判为正确",
  "no-validator": "有生成器却没有 validator.ts，无法判断生成的输入是否符合题意",
  "input-invalid": "测试组 {{group}} 的输入 {{name}} 不合要求：{{detail}}",
  "edge-unknown": "validator.ts 的 edges 里没有 {{edge}}",
  "edge-not-reached":
    "种子为 {{seed}} 时，测试组 {{group}} 的 {{count}} 个用例没有一个属于 {{edge}}",
  "shrinks-to-invalid": "用例缩小以后会变成不合要求的输入：{{detail}}",
  "tolerance-tight":
    "误差达到容差的 {{times}} 倍（测试组 {{group}}，{{name}}）；正确的解法最好不超过 0.1 倍，不能超过 0.5 倍",
  "tolerance-loose":
    "最大的误差只有容差的 {{times}} 倍（测试组 {{group}}，{{name}}）；错误的解法最好超出 10 倍，不能小于 2 倍",
  "mutation-score":
    "对参考实现的小改动，测试只发现了 {{percent}}%，应当至少发现 {{floor}}%；漏掉的有 {{survivors}} 处",
  "waiver-unused":
    "这条豁免没有作用：“{{at}}”里把 {{from}} 换成 {{to}} 的改动不存在，或测试已能发现它",
  "not-reproducible": "两次运行的报告不同，第一处在 {{path}}",
  "depends-on-order":
    "改变用例的运行顺序后报告不同，第一处在 {{path}}；是不是有状态从上一个用例带到了下一个？",
  "judge-error": "无法评测：{{detail}}",
  survivor: "第 {{line}} 行：把 {{from}} 换成 {{to}}，没有一个测试发现",
  warning: "警告",
  summaryWarnings_other: "{{checked}}，没有问题，{{count}} 处警告",
  table: {
    exercise: "练习",
    result: "结果",
    cases: "用例",
    examples: "示例",
    accepted: "正确解法误差",
    wrong: "错误解法误差",
    time: "时限",
    mutants: "变异得分",
    sources: "输出来源",
    seconds: "耗时",
    legend:
      "误差以容差的倍数计：正确解法取最大的，错误解法取各自最大误差里最小的。时限：最慢的正确解法用掉了多少。变异得分：测试发现了参考实现的多少处小改动，减号后面是豁免的处数。",
  },
  progress: "{{done}} / {{total}} 道练习",
  ...checkPrevented.zhCN,
  ...checkRuns.zhCN,
  ...checkTexts.zhCN,
};

export const en: Words<typeof zhCN> = {
  exercises_one: "{{count}} exercise",
  exercises_other: "{{count}} exercises",
  summary_one: "{{checked}}, {{count}} problem",
  summary_other: "{{checked}}, {{count}} problems",
  noProblems: "{{checked}}, no problems",
  examples: "{{accepted}} accepted, {{wrong}} others",
  cases: "{{stored}} stored cases, {{generated}} generated",
  took: "{{seconds}} s",
  "to-do": "still to be written: {{text}}",
  "statement-empty": "the statement is empty",
  "languages-differ": "the two statements differ in {{what}}: {{zh}} in zh-CN, {{en}} in en",
  part: {
    headings: "headings",
    answers: "folded answers",
    figures: "figures",
    code: "code blocks",
    formulas: "formulas",
    items: "list items",
  },
  "missing-figure": "the figure {{name}} is missing",
  "unused-figure": "is not used by any statement",
  "broken-link":
    "the link {{target}} is broken; links can lead to the web, to a file in figures/ or assets/, or to ../another-exercise",
  formula: "the formula {{formula}} cannot be parsed: {{detail}}",
  "starter-type": "the starter has a type error: {{detail}}",
  "starter-one-language":
    "the starter's comments are in English only. Add starter.zh-CN.ts, with the same code and Chinese comments",
  "starter-code-differs":
    "the two starters may only differ in comments: starter.ts has {{en}}, this one {{zh}}",
  "starter-comments-differ":
    "the two starters have different numbers of comments: {{en}} in starter.ts, {{zh}} here",
  "starter-answer": "the starter contains a line of the solution in {{from}}: {{code}}",
  "starter-passes": "the starter already passes the group {{group}}",
  "starter-broken": "the starter's verdict is “{{verdict}}”; it should compile and run",
  "too-few-accepted": "at least {{wanted}} accepted submissions are required; found {{count}}",
  "too-few-wrong": "at least {{wanted}} wrong submissions are required; found {{count}}",
  "example-verdict": "the verdict is “{{verdict}}”, not “{{wanted}}”",
  "example-group":
    "the verdict in the group {{group}} is “{{verdict}}”; submissions.yaml says “{{wanted}}”",
  "misconception-not-recognised":
    "the misconception {{id}} is not recognised in its own example; recognised: {{recognised}}",
  "misconception-in-accepted": "an accepted submission is recognised as the misconception {{id}}",
  "no-stored-cases":
    "there are no stored cases; at least one group needs expected outputs from an independent library",
  "reference-fails": "the reference fails in the group {{group}}, case {{name}}: {{detail}}",
  "definition-empty":
    "the definition is empty; describe the expected outputs: formula, shapes, how ties are resolved, which convention is used",
  "library-unnamed":
    "the case {{name}} names {{library}} as its source, but provenance.libraries does not list it",
  "second-missing":
    "the case {{name}} has no second output from {{library}}, which the manifest requires",
  "second-same":
    "both outputs of the case {{name}} come from {{library}}; a second source must be independent",
  "second-disagrees": "in the case {{name}}, {{library}} gives a different result: {{detail}}",
  "wrong-output-accepted": "wrong output {{number}} of the case {{name}} is accepted",
  "no-validator": "there is a generator but no validator.ts to check its inputs",
  "input-invalid": "the input {{name}} of the group {{group}} is not valid: {{detail}}",
  "edge-unknown": "validator.ts has no class {{edge}} in its edges",
  "edge-not-reached":
    "with seed {{seed}}, none of the {{count}} cases of the group {{group}} belongs to the class {{edge}}",
  "shrinks-to-invalid": "shrinking a case produces an invalid input: {{detail}}",
  "tolerance-tight":
    "its error reaches {{times}} times the tolerance (group {{group}}, {{name}}); a correct solution should stay under 0.1 and must stay under 0.5",
  "tolerance-loose":
    "its largest error is only {{times}} times the tolerance (group {{group}}, {{name}}); a wrong solution should exceed 10 and must exceed 2",
  "mutation-score":
    "the tests detect {{percent}}% of the small changes to the reference; at least {{floor}}% is required. Undetected: {{survivors}}",
  "waiver-unused":
    "this waiver has no effect: line {{at}} has no change of {{from}} to {{to}}, or a test detects it",
  "not-reproducible": "two runs give different reports; the first difference is at {{path}}",
  "depends-on-order":
    "the report changes when the cases run in another order; the first difference is at {{path}}. Does a case leave something behind for the next one?",
  "judge-error": "cannot be graded: {{detail}}",
  survivor: "line {{line}}: no test detects {{to}} in place of {{from}}",
  warning: "warning",
  summaryWarnings_one: "{{checked}}, no problems, {{count}} warning",
  summaryWarnings_other: "{{checked}}, no problems, {{count}} warnings",
  table: {
    exercise: "exercise",
    result: "result",
    cases: "cases",
    examples: "examples",
    accepted: "worst accepted",
    wrong: "least wrong",
    time: "time",
    mutants: "mutants detected",
    sources: "output sources",
    seconds: "seconds",
    legend:
      "Worst accepted and least wrong: the largest error of the accepted solutions, and the smallest among the wrong ones, in multiples of the tolerance. Time: the share of its time limit that the slowest accepted solution uses. Mutants detected: the share of small changes to the reference that the tests detect; the number after the minus sign is waived.",
  },
  progress: "{{done}} of {{total}} exercises",
  ...checkPrevented.en,
  ...checkRuns.en,
  ...checkTexts.en,
};
