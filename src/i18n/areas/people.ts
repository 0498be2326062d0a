// The people of a course and their roles; the settings of a course.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "成员",
  list: "成员名单",
  search: "按姓名、用户名、邮箱或班级查找",
  section: "班级",
  sectionHint: "例如“2 班”“实验组 A”；可以留空。",
  ownName: "账号上的姓名：",
  back: "全部成员",
  linksOver: "课程已经结束，以下链接均已失效。",
  lastOwner: "课程至少要有一名课程负责人。请先把另一名成员设为课程负责人。",
  done: {
    added: "已加入课程。",
    changed: "修改已保存。",
    removed: "已移出课程。",
    confirmed: "已确认是同一个人，并加入课程。",
    withdrawn: "席位已撤销。",
    mailed: "链接已发送。",
  },
  seats: {
    title_other: "待确认的席位（{{count}}）",
    intro:
      "名单里有这些人，但使用其用户名或邮箱的账号尚未证明是本人。本人验证名单上的邮箱、用学校账号登录，或打开专属链接后，会自动加入课程；你也可以直接确认。",
    claimedBy: "账号“{{name}}”使用了这个用户名或邮箱",
    noClaim: "没有账号使用这个用户名或邮箱",
    hasLink: "已生成专属链接",
    confirm: "确认是同一个人",
    confirmOne: "确认是同一个人：{{name}}",
    link: "生成链接",
    linkOne: "生成链接：{{name}}",
    mail: "发送链接",
    mailOne: "发送链接：{{name}}",
    mailFailed: "邮件发送失败。请稍后重试，或生成链接后自行转交。",
    withdraw: "撤销",
    withdrawOne: "撤销：{{name}}",
    linkTitle: "专属链接",
    linkMade:
      "这是{{name}}的专属链接，只能使用一次，请只交给本人。离开本页后不再显示；以前生成的链接已失效。",
    invited: "这是名单上“{{name}}”的专属链接。如果你就是这个人，请加入课程。",
    invitedNoName: "这是名单上某位同学的专属链接。如果你就是这个人，请加入课程。",
    as: "你现在登录的账号是：{{name}}",
    take: "我就是这个人，加入课程",
    needsAccount: "请先登录；如果还没有账号，请先注册。",
    needsSignIn: "请先登录。",
    somebodyElse:
      "这是“{{name}}”的专属链接，而你在这门课程里对应的是名单上的另一个人，所以不能使用。如果弄错了，请联系教师。",
    mailSubject: "加入课程“{{course}}”",
    mailText:
      "{{name}}，你好：\n\n教师已将你列入课程“{{course}}”的名单。请打开下面的链接，登录后加入课程：\n\n{{url}}\n\n这个链接只能使用一次，请勿转发给他人。",
  },
  add: {
    title: "添加成员",
    login: "用户名或邮箱",
    hint: "对方必须已有账号；没有账号的人，请发送邀请链接或导入名单。",
    submit: "添加",
  },
  change: {
    title: "修改",
    roleHint:
      "教师可以布置作业、管理学生；助教可以查看所有人的提交并修改成绩；课程负责人还可以设置教师和助教，并结束课程。",
    submit: "保存",
  },
  remove: {
    title: "移出课程",
    intro: "移出后，对方不能再查看这门课程；已有的提交和成绩会保留，并注明已离开课程。",
    submit: "移出{{name}}",
  },
  former: {
    title_other: "已离开的成员（{{count}}）",
    intro: "已离开课程，但提交和成绩仍然保留。",
    badge: "已离开",
    again: "重新加入课程",
  },
  settings: {
    saved: "设置已保存。",
    name: "课程名称",
    timeZone: "时区",
    timeZoneHint: "开放时间和截止时间都按这个时区计算，例如 Asia/Shanghai。现在是 {{time}}。",
    language: "课程语言",
    languageHint:
      "导出到 Canvas 和 Moodle 的作业标题使用这种语言，与导出的人使用的界面语言无关。已经导出过的标题不变。",
    save: "保存",
    over: "结束时间",
    archiveTitle: "结束课程",
    archiveIntro:
      "结束后，所有内容仍可查看，但不能再提交作业、加入课程或修改任何内容。随时可以重新开放。如果有考试正在进行，隐藏测试的结果到考试结束才公布。",
    archive: "结束课程",
    reopenTitle: "重新开放课程",
    reopenIntro: "重新开放后可以继续提交和修改。已过截止时间的作业不会重新开放。",
    reopen: "重新开放课程",
  },
  error: {
    login: "请填写对方的用户名或邮箱。",
    nobody: "没有找到用户名或邮箱是“{{login}}”的账号。",
    already: "“{{login}}”已加入这门课程。",
    section: "班级名称最多 {{count}} 个字符。",
    timeZone: "没有这个时区。请从列表中选择，例如 Asia/Shanghai。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "People",
  list: "Members",
  search: "Search by name, username, email or section",
  section: "Section",
  sectionHint: "For example “Lab 2”. Leave empty for none.",
  ownName: "Account name:",
  back: "All members",
  linksOver: "The course is archived, so these links no longer work.",
  lastOwner: "A course needs at least one owner. Make someone else an owner first.",
  done: {
    added: "Added to the course.",
    changed: "Your changes have been saved.",
    removed: "Removed from the course.",
    confirmed: "Confirmed. The account now has the seat.",
    withdrawn: "The seat was removed.",
    mailed: "The link has been sent.",
  },
  seats: {
    title_one: "Open seats ({{count}})",
    title_other: "Open seats ({{count}})",
    intro:
      "These people are on the roster, but no account has been confirmed as theirs. They join the course when they verify the roster's email address, sign in through the institution, or open their own link. You can also confirm an account yourself.",
    claimedBy: "Claimed by the account “{{name}}”",
    noClaim: "No account claims this seat",
    hasLink: "A link has been created",
    confirm: "Confirm as same person",
    confirmOne: "Confirm as same person: {{name}}",
    link: "Create link",
    linkOne: "Create link: {{name}}",
    mail: "Email link",
    mailOne: "Email link: {{name}}",
    mailFailed:
      "The email could not be sent. Try again later, or create a link and pass it on yourself.",
    withdraw: "Remove seat",
    withdrawOne: "Remove seat: {{name}}",
    linkTitle: "Link to a seat",
    linkMade:
      "This link is for {{name}} only and works once. It is not shown again after you leave this page. Earlier links no longer work.",
    invited: "This link is for “{{name}}” on the roster. If that is you, join the course.",
    invitedNoName: "This link is for one person on the roster. If that is you, join the course.",
    as: "You are signed in as: {{name}}",
    take: "This is me. Join course",
    needsAccount: "Sign in first. If you have no account, sign up.",
    needsSignIn: "Sign in first.",
    somebodyElse:
      "This link is for “{{name}}”, but you are someone else on this course's roster, so you cannot use it. If that is a mistake, ask your instructor.",
    mailSubject: "Join the course “{{course}}”",
    mailText:
      "Hello {{name}},\n\nYour instructor has added you to the roster of the course “{{course}}”. Open this link, sign in, and join the course:\n\n{{url}}\n\nThe link works once. Don't share it.",
  },
  add: {
    title: "Add member",
    login: "Username or email",
    hint: "For people who already have an account. Send a join link to everyone else, or import a roster.",
    submit: "Add",
  },
  change: {
    title: "Edit member",
    roleHint:
      "Instructors manage assignments and students. Assistants read everyone's work and set scores. Owners also choose the staff and can archive the course.",
    submit: "Save",
  },
  remove: {
    title: "Remove from course",
    intro:
      "They will no longer see the course. Their submissions and scores stay, marked as those of a former member.",
    submit: "Remove {{name}}",
  },
  former: {
    title_one: "Former members ({{count}})",
    title_other: "Former members ({{count}})",
    intro: "They are no longer in the course. Their submissions and scores are still stored.",
    badge: "former member",
    again: "Add to the course again",
  },
  settings: {
    saved: "The course settings have been saved.",
    name: "Course title",
    timeZone: "Time zone",
    timeZoneHint:
      "Opening times and due dates use this time zone, for example Europe/London. It is {{time}} there now.",
    language: "Course language",
    languageHint:
      "Exports to Canvas and Moodle use assignment titles in this language, whichever language you use. Titles that were already exported stay the same.",
    save: "Save",
    over: "Archived",
    archiveTitle: "Archive course",
    archiveIntro:
      "Everyone in the course can still read everything, but nothing can be submitted or changed, and no one can join. You can reopen the course at any time. If an exam is running, results of its hidden tests stay hidden until it ends.",
    archive: "Archive course",
    reopenTitle: "Reopen course",
    reopenIntro:
      "Students can submit again, and everything can be changed again. Assignments that are past due stay closed.",
    reopen: "Reopen course",
  },
  error: {
    login: "Enter a username or an email address.",
    nobody: "No account has the username or email “{{login}}”.",
    already: "“{{login}}” is already in this course.",
    section: "Use at most {{count}} characters for a section.",
    timeZone: "This time zone does not exist. Choose one from the list, for example Europe/London.",
  },
};
