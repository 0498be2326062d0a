// Every page: header, footer, the list of exercises, error pages.

import type { Words } from "./words.ts";

export const zhCN = {
  tagline: "从零开始，动手实现机器学习算法",
  skip: "跳到正文",
  navigation: "主导航",
  exercises: "练习",
  map: "路线图",
  courses: "课程",
  history: "提交记录",
  manage: "管理",
  settings: "设置",
  signIn: "登录",
  signUp: "注册",
  signOut: "退出登录",
  language: "语言",
  theme: "外观",
  themeAuto: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",
  list: {
    title: "练习",
    intro:
      "每道练习都可以直接尝试，不需要账号。写代码时会显示公开测试的结果，提交后会运行全部测试。",
    none: "这里还没有练习。管理员可以在“管理”页面发布题库。",
    level_other: "难度 {{count}}",
    recommended: "建议先完成：{{exercises}}",
    points_other: "{{count}} 分",
    minutes_other: "约 {{count}} 分钟",
    fromText: "课文例题",
    progress: "已完成 {{done}} / {{total}}",
    tried: "最好成绩 {{score}} / {{maxScore}}",
    solved: "已通过",
    waiting: "评测中",
    draft: "有草稿",
    begun: "进行中",
    withdrawn: "已下架",
  },
  error: {
    startingTitle: "请稍后再试",
    starting: "网站的一部分正在重新启动。已保存的数据不受影响，请过几秒再试。",
    notFoundTitle: "页面不存在",
    notFound:
      "可能是链接有误，或内容已移走；也可能它属于其他人，只有本人和课程的教师、助教能查看。",
    forbiddenTitle: "没有权限",
    forbidden: "你没有执行这个操作的权限。如果需要权限，请联系课程负责人。",
    signInTitle: "请先登录",
    signIn: "登录后才能查看本页。",
    tooLargeTitle: "内容过大",
    tooLarge: "发送的内容超过了 {{limit}}，没有保存。请只提交源代码。",
    tooManyFields: "这次请求包含的字段太多，服务器没有处理，也没有保存任何内容。请分几次提交。",
    tooSlowTitle: "传输超时",
    tooSlow: "请求没有在规定时间内传输完，没有保存任何内容。请检查网络后重试。",
    tooManyTitle: "操作过于频繁",
    tooMany: "请在 {{seconds}} 秒后重试。没有丢失任何内容。",
    refusedTitle: "无法执行操作",
    badRequestTitle: "请求有误",
    badRequest: "服务器无法处理这个请求，没有任何改动。请返回上一页，刷新后重试。",
    originTitle: "请求被拒绝",
    origin:
      "这个请求不是从本站页面发出的，没有任何改动。如果你确实在本站操作，请让管理员检查 GRADUS_URL 是否与浏览器中的地址一致。",
    internalTitle: "出错了",
    internal:
      "这是系统的问题，不是你的问题。已保存的内容没有丢失。请重试；如果仍然出错，请把这个编号告诉管理员：{{id}}",
    fullTitle: "服务器磁盘已满",
    home: "返回练习列表",
  },
  full: {
    read: "服务器磁盘已满，暂时无法打开本页。已保存的内容没有丢失。请告诉管理员，稍后重试。",
    signIn: "服务器磁盘已满，暂时无法登录。你的账号没有变化。请告诉管理员，稍后重试。",
    signUp: "服务器磁盘已满，没有创建账号。请告诉管理员，稍后重试。",
    submit: "服务器磁盘已满，没有记录这次提交。你的代码还在编辑器里，请先自行备份，并告诉管理员。",
    draft: "服务器磁盘已满，草稿没有保存到服务器。请先自行备份，并告诉管理员。",
    upload: "服务器磁盘已满，上传的文件没有保存，也没有导入。请告诉管理员，稍后重新上传。",
    change: "服务器磁盘已满，没有保存这次修改。原来的内容没有变化。请告诉管理员，稍后重试。",
  },
};

export const en: Words<typeof zhCN> = {
  tagline: "Machine learning, written from scratch",
  skip: "Skip to content",
  navigation: "Main",
  exercises: "Exercises",
  map: "Map",
  courses: "Courses",
  history: "Submissions",
  manage: "Manage",
  settings: "Settings",
  signIn: "Sign in",
  signUp: "Sign up",
  signOut: "Sign out",
  language: "Language",
  theme: "Appearance",
  themeAuto: "System",
  themeLight: "Light",
  themeDark: "Dark",
  list: {
    title: "Exercises",
    intro:
      "Try any exercise; no account is needed. The visible tests run while you type. All tests run when you submit.",
    none: "There are no exercises yet. The site owner can publish a pack on the “Manage” page.",
    level_one: "level {{count}}",
    level_other: "level {{count}}",
    recommended: "recommended first: {{exercises}}",
    points_one: "{{count}} point",
    points_other: "{{count}} points",
    minutes_one: "about {{count}} minute",
    minutes_other: "about {{count}} minutes",
    fromText: "from the text",
    progress: "{{done}} of {{total}} done",
    tried: "best {{score}} of {{maxScore}}",
    solved: "accepted",
    waiting: "being graded",
    draft: "draft",
    begun: "in progress",
    withdrawn: "withdrawn",
  },
  error: {
    startingTitle: "Try again in a moment",
    starting:
      "A part of the site is restarting. Saved data is not affected. Try again in a few seconds.",
    notFoundTitle: "Page not found",
    notFound:
      "This page does not exist. The link may be wrong, the page may have been removed, or it belongs to someone else and only its author and the course staff can see it.",
    forbiddenTitle: "Not allowed",
    forbidden:
      "You do not have permission to do this. If you think you should, ask the course staff or the site owner.",
    signInTitle: "Please sign in",
    signIn: "Sign in to see this page.",
    tooLargeTitle: "Upload too large",
    tooLarge: "Your upload exceeds {{limit}}. Nothing was saved. Send only the source code.",
    tooManyFields: "Your request has too many fields. Nothing was saved. Send it in smaller parts.",
    tooSlowTitle: "Request timed out",
    tooSlow:
      "The server stopped waiting for your request, and nothing was saved. Check your connection and try again.",
    tooManyTitle: "Too many requests",
    tooMany: "You have sent too many requests. Try again in {{seconds}} seconds; nothing is lost.",
    refusedTitle: "Not possible right now",
    badRequestTitle: "Bad request",
    badRequest:
      "The server could not read the request. Nothing was changed. Go back, reload the page and try again.",
    originTitle: "Request refused",
    origin:
      "This request did not come from a page of this site. Nothing was changed. If you are on this site, ask the site owner to check that GRADUS_URL is the address that your browser shows.",
    internalTitle: "Something went wrong",
    internal:
      "The error is on our side. Saved data is not affected. Try again; if it happens again, send this number to the site owner: {{id}}",
    fullTitle: "The server's disk is full",
    home: "Go to exercises",
  },
  full: {
    read: "The server's disk is full, so this page cannot be opened now. Saved data is not affected. Tell the site owner, and try again later.",
    signIn:
      "The server's disk is full, so you cannot sign in now. Your account has not changed. Tell the site owner, and try again later.",
    signUp:
      "The server's disk is full, and your account was not created. Tell the site owner, and try again later.",
    submit:
      "The server's disk is full, and your submission was not recorded. Your code is still in the editor: save a copy yourself, and tell the site owner.",
    draft:
      "The server's disk is full, and your draft was not saved on the server. Save a copy yourself, and tell the site owner.",
    upload:
      "The server's disk is full, and your file was neither stored nor imported. Tell the site owner, and upload it again later.",
    change:
      "The server's disk is full, and your change was not saved. Nothing else has changed. Tell the site owner, and try again later.",
  },
};
