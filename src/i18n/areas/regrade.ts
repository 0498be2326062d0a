// Regrading by a newer version of the tests: start, preview, apply, undo.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "重新评分",
  intro:
    "题目的测试更正之后，可以用新版测试把已有的提交重新评一遍。评测在后台进行，不影响现有成绩；先看清谁的成绩会变、变多少、为什么，再决定采用还是放弃。采用之后也可以撤销。提交时间始终不变。",
  earlierTests: "这份结果是用较早版本的测试评出的；题目的测试后来有更新。",
  choose: {
    title: "选择作业",
    none: "请至少选择一项作业。",
    empty: "这门课程还没有作业。",
    assignment: "作业",
    version: "现用版本",
    tests: "测试",
    submissions: "提交次数",
    newer: "有新版本 {{hash}}",
    current: "已是最新",
    withdrawn: "题目已下架",
    underWay: "正在重新评分",
    same: "测试没有更新的作业也可以选：用同一版本再评一遍，确认结果不变。",
    start: "开始重新评分",
    pick: "选择“{{title}}”",
  },
  list: {
    title: "历次重新评分",
    none: "还没有进行过重新评分。",
    assignment: "作业",
    versions: "版本",
    started: "开始时间",
    state: "状态",
  },
  state: {
    running: "评测中",
    ready: "等待决定",
    stale: "已失效",
    applied: "已采用",
    discarded: "已放弃",
    undone: "已撤销",
  },
  versions: "版本 {{from}} → {{to}}",
  sameVersions: "版本 {{to}}，与现用的相同",
  started: "{{date}} 由 {{name}} 开始",
  progress: {
    title: "进度",
    of: "已评测 {{done}} / {{total}} 次提交",
    note: "学生新的提交优先评测，这里只占用空闲的资源。可以离开本页，评测会继续进行；服务器重启后也会从中断处接着评。",
    refresh: "刷新",
  },
  stale: "在此期间，这项作业所用的测试版本已经变了，这次重新评分不能再采用，只能放弃。",
  preview: {
    title: "预览",
    appliedTitle: "采用时的变化",
    up_other: "{{count}} 名学生加分",
    down_other: "{{count}} 名学生减分",
    same_other: "{{count}} 名学生不变",
    nobody: "没有任何学生的成绩会变化。",
    nobodyApplied: "没有任何学生的成绩变化。",
    identical_other: "测试版本相同：{{count}} 份报告与原来完全一致，没有任何变化。",
    differing_other:
      "测试版本相同，却有 {{count}} 份报告与原来不一致。同一份提交两次评测应当得到相同的结果，请检查题目的测试是否有不确定之处。",
    judgeErrors_other:
      "有 {{count}} 次提交因测试自身出错而没有结果。若采用，这些提交将不计入成绩。",
    student: "学生",
    before: "原分数",
    after: "新分数",
    kept: "不降分时",
    change: "变化",
    why: "原因",
    attempt: "第 {{number}} 次提交",
    nowCounts: "改由第 {{number}} 次提交计分",
    otherRule: "其他提交变化所致",
    group: "{{group}}：{{before}} → {{after}}",
    whole: "结果：{{before}} → {{after}}",
    points: "{{before}} → {{after}} 分",
    share: "{{percent}}%",
    skipped: "未评",
    absent: "无此项",
    others: "结果有变化、但不影响成绩的提交",
    othersMore_other: "另有 {{count}} 次未列出。",
  },
  apply: {
    title: "决定",
    note: "采用后，这项作业改用这一版测试评测，成绩立即更新。在采用下一次重新评分之前，随时可以撤销。",
    all: "全部采用",
    neverLower: "采用，但不降低任何人的分数",
    discard: "放弃",
    discardNote: "放弃后，这次评测的结果将被删除，成绩保持原样。",
  },
  applied: {
    all: "{{date}} 已全部采用。",
    neverLower: "{{date}} 已采用，没有降低任何人的分数。",
    undo: "撤销",
    undoNote: "撤销后，这项作业改回原来的测试版本，所有成绩恢复到采用之前。",
    undoLater_other: "采用之后收到的 {{count}} 次提交没有用原来的版本评过，撤销后会重新排队评测。",
    examErrors_other:
      "这道练习正在考试，而新版本的测试在 {{count}} 次提交上出现系统错误。现在采用会让学生看出隐藏测试的情况，请改正测试，或等考试结束。",
    notNewest: "这项作业之后又采用过其他重新评分，因此这一次不能再撤销。",
  },
  discarded: "{{date}} 已放弃，成绩没有变化。",
  undone: "{{date}} 已撤销，成绩恢复到采用之前。",
  undoneWaiting_other: "有 {{count}} 次后来的提交正在用原来的版本评测。",
  refused: {
    underWay: "“{{title}}”正在重新评分。请先采用或放弃那一次，再开始新的。",
    ended: "这次重新评分已经结束，不能再更改。请刷新页面查看现在的状态。",
    stale: "在此期间，这项作业所用的测试版本已经变了，这次重新评分不能再采用。请放弃后重新开始。",
    incomplete_other: "还有 {{count}} 次提交没有评完。请等评测完成后再采用。",
    changed: "你查看预览之后，又有提交或成绩发生了变化。请回到预览页，看过最新的变化再采用。",
    notApplied: "这次重新评分还没有采用，没有可以撤销的内容。",
    examErrors_other:
      "这道练习正在考试，而新版本的测试在 {{count}} 次提交上出现系统错误。现在采用会让学生看出隐藏测试的情况，请改正测试，或等考试结束。",
    notNewest: "这项作业之后又采用过其他重新评分，因此这一次不能再撤销。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Regrade",
  intro:
    "When an exercise's tests have been mended, judge everything that was submitted once more by the new version. It runs in the background and changes no score; you see whose score would change, by how much and why, and then apply it or throw it away. What was applied can be undone. Submission times never change.",
  earlierTests:
    "This was judged by an earlier version of the tests; the exercise's tests have been updated since.",
  choose: {
    title: "Assignments",
    none: "Pick at least one assignment.",
    empty: "This course has no assignments yet.",
    assignment: "Assignment",
    version: "Version in use",
    tests: "Tests",
    submissions: "Submissions",
    newer: "newer version {{hash}}",
    current: "up to date",
    withdrawn: "no longer offered",
    underWay: "regrade under way",
    same: "Assignments whose tests have not changed can be picked too: judging them again by the same version shows that nothing changes.",
    start: "Start regrading",
    pick: "Pick “{{title}}”",
  },
  list: {
    title: "Regrades so far",
    none: "There has been no regrade yet.",
    assignment: "Assignment",
    versions: "Versions",
    started: "Started",
    state: "State",
  },
  state: {
    running: "running",
    ready: "to be decided",
    stale: "out of date",
    applied: "applied",
    discarded: "discarded",
    undone: "undone",
  },
  versions: "version {{from}} → {{to}}",
  sameVersions: "version {{to}}, the one in use",
  started: "started {{date}} by {{name}}",
  progress: {
    title: "Progress",
    of: "{{done}} of {{total}} submissions judged",
    note: "New submissions come first; this takes what they leave free. You can leave the page, and it goes on; after a restart of the server too, from where it was.",
    refresh: "Refresh",
  },
  stale:
    "The version of the tests that this assignment uses has changed since this regrade was started. It can no longer be applied, only discarded.",
  preview: {
    title: "Preview",
    appliedTitle: "What it changed",
    up_one: "{{count}} student gains",
    up_other: "{{count}} students gain",
    down_one: "{{count}} student loses",
    down_other: "{{count}} students lose",
    same_one: "{{count}} unchanged",
    same_other: "{{count}} unchanged",
    nobody: "Nobody's score would change.",
    nobodyApplied: "Nobody's score changed.",
    identical_one:
      "The tests are the same: the one report is exactly what it was. Nothing changes.",
    identical_other:
      "The tests are the same: all {{count}} reports are exactly what they were. Nothing changes.",
    differing_one:
      "The tests are the same, and yet {{count}} report is not what it was. The same code judged twice should come to the same: look for something in the exercise's tests that is left to chance.",
    differing_other:
      "The tests are the same, and yet {{count}} reports are not what they were. The same code judged twice should come to the same: look for something in the exercise's tests that is left to chance.",
    judgeErrors_one:
      "{{count}} attempt has no result because the tests themselves failed. If you apply this, it will not count.",
    judgeErrors_other:
      "{{count}} attempts have no result because the tests themselves failed. If you apply this, they will not count.",
    student: "Student",
    before: "Old score",
    after: "New score",
    kept: "Never lower",
    change: "Change",
    why: "Why",
    attempt: "attempt {{number}}",
    nowCounts: "attempt {{number}} counts now",
    otherRule: "follows from other attempts",
    group: "{{group}}: {{before}} → {{after}}",
    whole: "result: {{before}} → {{after}}",
    points: "{{before}} → {{after}} points",
    share: "{{percent}}%",
    skipped: "not judged",
    absent: "not there",
    others: "Attempts with another result, but no change of score",
    othersMore_one: "and {{count}} more",
    othersMore_other: "and {{count}} more",
  },
  apply: {
    title: "Decide",
    note: "Once applied, this version of the tests judges the assignment, and scores change at once. It can be undone for as long as no newer regrade is applied.",
    all: "Apply to everybody",
    neverLower: "Apply, but never lower a score",
    discard: "Discard",
    discardNote: "Discarding deletes what was judged here; scores stay as they are.",
  },
  applied: {
    all: "Applied to everybody on {{date}}.",
    neverLower: "Applied on {{date}}, lowering nobody's score.",
    undo: "Undo",
    undoNote:
      "Undoing brings back the earlier version of the tests for this assignment, and every score exactly as it was before.",
    undoLater_one:
      "{{count}} submission has come in since. The earlier version has never judged it, so it will be put in line for that.",
    undoLater_other:
      "{{count}} submissions have come in since. The earlier version has never judged them, so they will be put in line for that.",
    examErrors_one:
      "An exam on this exercise is running, and the new version ends {{count}} submission with a system error. Applying it now would tell students about hidden tests. Fix the tests, or wait until the exam ends.",
    examErrors_other:
      "An exam on this exercise is running, and the new version ends {{count}} submissions with a system error. Applying it now would tell students about hidden tests. Fix the tests, or wait until the exam ends.",
    notNewest:
      "Another regrade of this assignment has been applied since, so this one can no longer be undone.",
  },
  discarded: "Discarded on {{date}}; no score has changed.",
  undone: "Undone on {{date}}; scores are what they were before.",
  undoneWaiting_one: "{{count}} later submission is being judged by the earlier version.",
  undoneWaiting_other: "{{count}} later submissions are being judged by the earlier version.",
  refused: {
    underWay: "“{{title}}” is being regraded already. Apply or discard that one first.",
    ended:
      "This regrade has ended and cannot be changed. Load its page again to see how it stands.",
    stale:
      "The version of the tests that this assignment uses has changed since this regrade was started. Discard it and start another.",
    incomplete_one: "{{count}} submission has not been judged yet. Wait until it is, then apply.",
    incomplete_other:
      "{{count}} submissions have not been judged yet. Wait until they are, then apply.",
    changed:
      "Submissions or scores have changed since you saw the preview. Go back, look at what would change now, and apply then.",
    notApplied: "This regrade has not been applied, so there is nothing to undo.",
    examErrors_one:
      "An exam on this exercise is running, and the new version ends {{count}} submission with a system error. Applying it now would tell students about hidden tests. Fix the tests, or wait until the exam ends.",
    examErrors_other:
      "An exam on this exercise is running, and the new version ends {{count}} submissions with a system error. Applying it now would tell students about hidden tests. Fix the tests, or wait until the exam ends.",
    notNewest:
      "Another regrade of this assignment has been applied since, so this one can no longer be undone.",
  },
};
