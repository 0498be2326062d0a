// Findings of gradus check in statements, manifests and figures: part of check.ts.

import type { Words } from "./words.ts";

export const zhCN = {
  notice: "请人工核对",
  summaryNotices_other: "有 {{count}} 处需要人工判断",
  "markdown-front-matter":
    "--- 之间的元数据会原样显示。题目不支持这种写法，标题请写在 exercise.yaml 里",
  "markdown-html": "{{text}} 会原样显示：题目不支持 HTML，请用 Markdown",
  "markdown-footnote": "{{text}} 会原样显示：题目不支持脚注，请把说明写进正文",
  "markdown-task-list": "{{text}} 会原样显示：题目不支持任务列表，请用普通列表",
  "markdown-definition-list": "{{text}} 会原样显示：题目不支持定义列表，请用列表或表格",
  "markdown-alert": "{{text}} 会原样显示：题目不支持提示框，请用引用或加粗",
  "markdown-answer": "{{text}} 没有以 ::: 结束，后面的内容都会被折叠起来",
  "markdown-heading-id": "{{text}} 会原样显示：标题不支持属性，请删去",
  "markdown-tex-delimiters": "{{text}} 不会显示为公式，公式请写在 $ 或 $$ 之间",
  "markdown-highlight": "{{text}} 的等号会原样显示：题目不支持高亮，请用加粗",
  "markdown-emoji": "{{text}} 会原样显示：题目不支持表情代码，请直接写表情字符",
  "markdown-emphasis":
    "{{text}} 中的星号会原样显示。加粗时 ** 内侧不能有空格；需要显示星号时请写 \\**",
  "knobs-figure": "knobs 数据块必须紧接在一幅图片下面：没有脚本时，以及打印时，看到的是那幅图",
  "knobs-second": "一道题只能有一个 knobs 数据块，这一个不会画出来",
  "knobs-differ": "两种语言的 knobs 数据块不同：{{key}}",
  "knobs-input": "{{key}} 的 input 不合要求：{{detail}}",
  "knobs-answer": "参考实现没有给出 {{key}} 需要的数：{{detail}}",
  "knobs-best": "w = {{w}}、b = {{b}} 不是最合适的直线：另有直线的均方误差更小",
  "writing-text":
    "不能用作训练文本：至少要有两行，最多 {{characters}} 个字符，最多 {{alphabet}} 种不同的字符，除换行外不能有控制字符",
  "writing-fails": "用第 {{text}} 个训练文本，参考实现训练的模型写不出文字：{{detail}}",
  "formula-differs": "两种语言的公式不同：zh-CN 是 {{zh}}，en 是 {{en}}",
  "code-differs": "两种语言的代码不同：zh-CN 是 {{zh}}，en 是 {{en}}",
  "number-differs": "两种语言的数字不同：zh-CN 是 {{zh}}，en 是 {{en}}",
  "not-translated": "这里的 {{language}} 文字没有翻译：{{text}}",
  "heading-too-high":
    "标题“{{text}}”是一级标题。题目没有总标题（它写在清单的 title 里），请从 ## 开始",
  "heading-repeats-title": "标题“{{text}}”重复了清单里的 title，页面上会出现两次，请删去",
  "hint-part": "提示里不能有{{what}}，只能写一小段文字和公式",
  "figure-active": "图里有 {{what}}：图不能包含脚本、链接或外部文件",
  "invisible-character": "有不可见字符 {{name}}，请删去；确实需要时请用文字说明",
  "export-unknown": "这里声明了 {{name}}，但清单的 exports 里只有 {{names}}；是不是 {{nearest}}？",
  "export-not-shown": "没有给出 {{name}} 的声明，而清单要求提交的代码导出它",
  "signature-differs": "{{name}} 的声明与清单的 exports 不一致：这里是 {{here}}，清单是 {{there}}",
  "signature-unreadable": "exports 里 {{name}} 的签名不是 TypeScript 函数类型：{{signature}}",
  "solution-shown": "学生能看到的文字里有 {{from}} 的代码（改名也算）：{{code}}",
  "example-unknown":
    "例子调用了 {{name}}，但题目里没有这个函数；清单的 exports 是 {{names}}，是不是 {{nearest}}？",
  "example-wrong": "例子 {{code}} 写的是 {{shown}}，参考实现的结果是 {{actual}}",
  "example-fails": "例子 {{code}} 运行出错：{{detail}}",
  "example-unreadable": "这个例子没有运行，因为它不是合法的 TypeScript：{{code}}",
  "example-not-first":
    "题目里的第一个例子（调用 {{name}}）不是第一个公开测试：公开测试组 {{group}} 的第一个测试没有用同样的参数调用它",
  "example-without-result": "这个例子没有核对，因为后面没有写结果（// 结果）：{{code}}",
  "example-in-words":
    "这个例子没有核对，因为注释不是一个值；请写成 // [1, 2] 或 // sum: 3 这样的形式：{{code}}",
  "points-none": "所有测试组都是 0 分，这道练习无法得分",
  "points-hidden": "分数全在隐藏测试组里，公开测试组没有分数",
  "points-zero": "测试组 {{group}} 是 0 分",
  "version-unknown":
    "{{library}} 还没有 {{version}} 版（目前所知最新的是 {{newest}}.x），请填写实际使用的版本",
  "bound-untested":
    "题目说明输入可以达到 {{bound}}，而测试里最大的数或长度是 {{largest}}；测试是否需要覆盖，请人工判断",
};

export const en: Words<typeof zhCN> = {
  notice: "please check",
  summaryNotices_one: "{{count}} item for a person to check",
  summaryNotices_other: "{{count}} items for a person to check",
  "markdown-front-matter":
    "the front matter between --- is shown as text. Statements have no front matter; titles are in exercise.yaml",
  "markdown-html": "{{text}} is shown as text: statements cannot contain HTML. Use Markdown",
  "markdown-footnote":
    "{{text}} is shown as text: statements cannot contain footnotes. Write the note in the text",
  "markdown-task-list":
    "{{text}} is shown as text: statements cannot contain task lists. Use a plain list",
  "markdown-definition-list":
    "{{text}} is shown as text: statements cannot contain definition lists. Use a list or a table",
  "markdown-alert":
    "{{text}} is shown as text: statements cannot contain alerts or containers. Use a quote (>) or bold text",
  "markdown-answer":
    "{{text}} is not closed with a line :::, so that everything below it would be folded",
  "markdown-heading-id": "{{text}} is shown as text: headings cannot have attributes. Remove it",
  "markdown-tex-delimiters": "{{text}} is not shown as a formula. Write formulas between $ or $$",
  "markdown-highlight":
    "{{text}} is shown with its equals signs: statements cannot contain highlighting. Use bold text",
  "markdown-emoji":
    "{{text}} is shown as text: statements cannot contain emoji codes. Write the character itself",
  "markdown-emphasis":
    "the asterisks of {{text}} are shown as text. Remove the spaces inside **…**; write \\* for a literal asterisk",
  "knobs-figure":
    "a block of knobs must be directly below a figure, which is shown without scripts and in print",
  "knobs-second": "a statement can have only one block of knobs. This one is not drawn",
  "knobs-differ": "the blocks of knobs of the two languages differ in {{key}}",
  "knobs-input": "the input of {{key}} is not valid: {{detail}}",
  "knobs-answer": "the reference does not give the numbers that {{key}} needs: {{detail}}",
  "knobs-best":
    "w = {{w}}, b = {{b}} is not the best line: another line has a smaller mean squared error",
  "writing-text":
    "not a training text: it needs at least two lines, at most {{characters}} characters, at most {{alphabet}} different ones, and no control characters except line breaks",
  "writing-fails":
    "the model that the reference trains with training text {{text}} cannot write: {{detail}}",
  "formula-differs": "the two languages have different formulas: {{zh}} in zh-CN, {{en}} in en",
  "code-differs": "the two languages have different code: {{zh}} in zh-CN, {{en}} in en",
  "number-differs": "the two languages have different numbers: {{zh}} in zh-CN, {{en}} in en",
  "not-translated": "this text in {{language}} is not translated: {{text}}",
  "heading-too-high":
    "the heading {{text}} is at level 1. A statement has no title of its own (it is in the manifest); begin with ##",
  "heading-repeats-title":
    "the heading {{text}} repeats the manifest's title, so the page would show it twice. Remove it",
  "hint-part": "a hint cannot contain {{what}}; write a few lines of text and formulas",
  "figure-active":
    "the figure contains {{what}}. A figure cannot contain scripts, links or external content",
  "invisible-character":
    "contains the invisible character {{name}}. Remove it, or describe it in words",
  "export-unknown":
    "declares {{name}}, but the manifest's exports are {{names}}. Did you mean {{nearest}}?",
  "export-not-shown":
    "does not declare {{name}}, which the manifest requires a submission to export",
  "signature-differs":
    "declares {{name}} differently from the manifest's exports: {{here}} here, {{there}} in the manifest",
  "signature-unreadable":
    "the signature of {{name}} under exports is not a TypeScript function type: {{signature}}",
  "solution-shown":
    "students can read this, and it contains code from {{from}}, with the same or different names: {{code}}",
  "example-unknown":
    "the example calls {{name}}, which does not exist. The manifest's exports are {{names}}. Did you mean {{nearest}}?",
  "example-wrong": "the example {{code}} shows {{shown}}, but the reference returns {{actual}}",
  "example-fails": "the example {{code}} fails: {{detail}}",
  "example-unreadable": "this example was not run, because it is not valid TypeScript: {{code}}",
  "example-not-first":
    "the first worked example (a call of {{name}}) is not the first visible test: the first test of the group {{group}} does not call it with the same arguments",
  "example-without-result":
    "this example was not compared, because no result follows it (// result): {{code}}",
  "example-in-words":
    "this example was not compared, because its comment is not a value; write it like // [1, 2] or // sum: 3. The example: {{code}}",
  "points-none": "all groups have 0 points, so no submission can earn any",
  "points-hidden": "all points are in hidden groups; no visible group has any",
  "points-zero": "the group {{group}} has 0 points",
  "version-unknown":
    "{{library}} {{version}} does not exist yet (the newest version known here is {{newest}}.x). Enter the version that was used",
  "bound-untested":
    "the statement allows inputs up to {{bound}}, but the largest number or length in the tests is {{largest}}. Check whether the tests should go that far",
};
