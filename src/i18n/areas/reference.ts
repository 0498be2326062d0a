// Questions to the reference: a test's input that a reader has changed, and the answer.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "参考实现会输出什么？",
  intro: "修改这个输入里的数，查看参考实现的输出。内容不会保存，也不计入提交。",
  input: "测试输入（JSON）",
  ask: "查看输出",
  asking: "正在计算…",
  answered: "参考实现的输出",
  back: "返回练习",
  refused: "这道练习不接受这个输入：{{reason}}",
  unreadable: "这个输入的格式不符合这道练习的要求。请保留原来的字段，只修改其中的数。",
  threw: "参考实现处理这个输入时抛出了错误：{{thrown}}",
  limit: {
    time: "处理这个输入所需的 CPU 时间超过了一个测试用例的上限。请换一个小一些的输入。",
    memory: "处理这个输入所需的内存超过了一个测试用例的上限。请换一个小一些的输入。",
    output: "这个输入的输出太长。请换一个小一些的输入。",
    crash: "参考实现处理这个输入时崩溃了。请换一个输入。",
  },
  notJson: "这不是有效的 JSON：第 {{line}} 行第 {{column}} 列有错误。",
  tooLong: "输入有 {{length}} 个字符，最多允许 {{limit}} 个。",
  tooDeep: "列表和对象嵌套太深，最多允许 {{limit}} 层。",
  empty: "请填写输入。",
  notData: "输入里有以“$”开头的键，它表示的值不能用作输入。可以使用 NaN 和无穷大：{{examples}}。",
  busy_other: "现在测试的人较多，请在 {{count}} 秒后重试。",
  paused: "评测已暂停，现在无法查看输出。请稍后重试。",
  failed: "出现了系统错误，没有得到输出。不是你的问题。",
  changed: "打开页面之后，这道练习已经更新。请重新加载页面。",
  none: "这道练习没有检查输入的程序，因此不能查看其他输入的输出。",
  offline: "没有收到服务器的回答。请重试，或重新加载页面。",
  exam: "这道练习正在考试，{{date}} 之前任何人都不能查看参考实现的输出。",
  examEndless: "这道练习正在考试，考试结束之前任何人都不能查看参考实现的输出。",
  off: "作业“{{assignment}}”不允许查看参考实现的输出，作业结束之前，作为练习做这道题时也不允许。",
};

export const en: Words<typeof zhCN> = {
  title: "What would the reference say?",
  intro:
    "Change numbers in this input to see what the reference solution returns for it. Nothing is stored, and it does not count as an attempt.",
  input: "Input of the test (JSON)",
  ask: "Ask the reference",
  asking: "Asking…",
  answered: "The reference returns",
  back: "Back to the exercise",
  refused: "The exercise does not accept this input: {{reason}}",
  unreadable:
    "This input does not have the form that the exercise needs. Keep its fields and change only the numbers.",
  threw: "The reference ended with an error for this input: {{thrown}}",
  limit: {
    time: "This input needs more CPU time than a test case may use. Try a smaller one.",
    memory: "This input needs more memory than a test case may use. Try a smaller one.",
    output: "The output for this input is too long. Try a smaller one.",
    crash: "The reference crashed with this input. Try another one.",
  },
  notJson: "This is not valid JSON: there is an error in line {{line}}, column {{column}}.",
  tooLong: "The input has {{length}} characters. At most {{limit}} are allowed.",
  tooDeep: "The lists and objects are nested too deeply. At most {{limit}} levels are allowed.",
  empty: "Enter an input.",
  notData:
    "The input has a key that starts with “$” and stands for something that is not allowed in an input. You can use NaN and infinity: {{examples}}.",
  busy_one: "Many people are running tests right now. Try again in {{count}} second.",
  busy_other: "Many people are running tests right now. Try again in {{count}} seconds.",
  paused: "Grading is paused, so the reference cannot answer now. Try again later.",
  failed: "The reference could not answer because of an internal error. It is not your fault.",
  changed: "This exercise has been updated since the page was loaded. Reload the page.",
  none: "This exercise has no check for inputs, so its reference cannot be asked.",
  offline: "The server did not answer. Try again, or reload the page.",
  exam: "An exam on this exercise is running. Nobody can ask the reference before {{date}}.",
  examEndless: "An exam on this exercise is running. Nobody can ask the reference before it ends.",
  off: "The assignment “{{assignment}}” does not allow questions to the reference. While it is open, they are not available for practice either.",
};
