// Pages in a learning platform's frame: the picker of deep linking, and those around a launch.

import type { Words } from "./words.ts";

export const zhCN = {
  open: {
    used: "Gradus 已在新窗口中打开。要再打开一次，请刷新本页。",
    over: "链接已失效。请刷新本页，再打开 Gradus。",
  },
  storage: {
    title: "正在打开 Gradus",
    storing: "请稍候，马上转到你的学习平台登录。",
    goOn: "没有反应？请点这里继续",
    reading: "请稍候，正在确认登录是在这个浏览器中开始的。",
  },
  noStaff: {
    title: "只有教师和助教可以添加练习",
    text: "{{platform}} 没有说明你是这门课程的教师或助教，或者你在 Gradus 的这门课程中是学生。请联系课程的教师。",
  },
  expired: {
    title: "选择的时间已过",
    text: "选择页面一小时内有效。请回到学习平台，重新添加练习。什么都没有更改。",
  },
  picker: {
    title: "添加 Gradus 练习",
    person: "{{platform}} 说你是 {{person}}。",
    assignments: "“{{title}}”已有的作业",
    exercises: "用练习新建作业",
    settings: "新作业的设置",
    later: "其他规则（迟交、尝试次数、提示）用默认值，之后可以在 Gradus 的课程中修改。",
    submit: "添加到 {{platform}}",
    cancel: "取消",
    newCourse: "{{platform}} 的“{{course}}”还没有对应 Gradus 的课程。添加练习时会新建一门课程。",
    ownCourse: "要用你在 Gradus 已有的课程，请先在新窗口中选择：",
    window: "选择已有的课程",
    chosen: "Gradus 已在新窗口中打开。",
    over: "链接已失效。请刷新后再选择。",
    reload: "选好课程后，点这里刷新",
    notLinked:
      "{{platform}} 的“{{course}}”还没有对应 Gradus 的课程，只有教师可以选择。请让教师先添加一个练习。",
    archived: "“{{title}}”已归档，不能新建作业。",
    nothing: "“{{title}}”还没有作业。只有教师可以新建作业。",
  },
  error: {
    none: "请选择至少一个作业或练习。",
    one: "平台一次只接受一个链接。请只选一个。",
    many: "一次最多选 {{max}} 个。",
    gone: "你选的内容有一项已不能添加。什么都没有更改，请重新选择。",
  },
  back: {
    title: "返回 {{platform}}",
    nothing: "没有选择任何内容。",
    links_other: "正在把 {{count}} 个链接添加到 {{platform}}。",
    button: "返回 {{platform}}",
  },
};

export const en: Words<typeof zhCN> = {
  open: {
    used: "Gradus has opened in a new window. To open it again, reload this page.",
    over: "This link is no longer valid. Reload this page to open Gradus.",
  },
  storage: {
    title: "Opening Gradus",
    storing: "One moment: your learning platform signs you in next.",
    goOn: "Nothing happens? Continue here",
    reading: "One moment: checking that the sign-in began in this browser.",
  },
  noStaff: {
    title: "Only staff can add exercises",
    text: "{{platform}} does not say that you are an instructor or assistant of this course, or you are a student in its Gradus course. Ask an instructor of the course.",
  },
  expired: {
    title: "This selection has expired",
    text: "The page for selecting exercises is valid for an hour. Go back to your learning platform and add exercises again. Nothing was changed.",
  },
  picker: {
    title: "Add Gradus exercises",
    person: "{{platform}} says that you are {{person}}.",
    assignments: "Assignments of “{{title}}”",
    exercises: "New assignments from exercises",
    settings: "Settings of new assignments",
    later:
      "Other rules (late work, attempts, hints) have their default values. You can change them in the Gradus course later.",
    submit: "Add to {{platform}}",
    cancel: "Cancel",
    newCourse:
      "“{{course}}” of {{platform}} has no course in Gradus yet. Adding exercises creates one.",
    ownCourse: "To use a Gradus course that you already have, choose it in a new window first:",
    window: "Choose an existing course",
    chosen: "Gradus has opened in a new window.",
    over: "This link is no longer valid. Reload to get a new one.",
    reload: "Reload when you have chosen a course",
    notLinked:
      "“{{course}}” of {{platform}} has no course in Gradus yet, and only an instructor can choose one. Ask an instructor to add the first exercise.",
    archived: "“{{title}}” is archived: no new assignments can be created.",
    nothing: "“{{title}}” has no assignments yet. Only instructors can create them.",
  },
  error: {
    none: "Select at least one assignment or exercise.",
    one: "Your platform takes one link at a time. Select only one.",
    many: "Select at most {{max}} at a time.",
    gone: "Something that you selected can no longer be added. Nothing was changed. Select again.",
  },
  back: {
    title: "Back to {{platform}}",
    nothing: "Nothing was selected.",
    links_one: "Adding {{count}} link to {{platform}}.",
    links_other: "Adding {{count}} links to {{platform}}.",
    button: "Back to {{platform}}",
  },
};
