// Importing a roster from a file.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "导入名单",
  teaser: "从文件一次添加全班学生，没有账号的会自动创建。导入前可以预览。",
  open: "导入名单",
  intro:
    "上传教务系统、Canvas、Moodle 或 Gradescope 导出的名单，或自己准备一个文件，每行一名学生，例如：",
  example: "示例",
  columns:
    "可用的列：姓名（或姓、名）、用户名（或学号）、邮箱、班级、角色。用户名和邮箱至少要有一项；其他列会列出来，不会导入。",
  formats:
    "可以是 CSV、制表符分隔的文本或 .xlsx；最多 {{lines}} 行、{{size}} MiB。编码不是 UTF-8 时，预览里可以选择。",
  sure: "上传后先显示预览，确认之前不会有任何改动。",
  file: "选择文件",
  paste: "或把内容粘贴到这里",
  preview: "预览",
  previewTitle: "导入预览",
  other: "换一个文件",
  problems: "需要改正的地方",
  hasProblems_other:
    "名单里有 {{count}} 处需要改正。可以改正文件后重新上传，也可以只导入没有问题的行。现在尚未导入。",
  isBroken:
    "这个文件现在无法导入，原因见下。请在“文件的读取方式”里选择正确的列，或改正文件后重新上传。",
  problemsFile: "下载有问题的行（CSV）",
  problemColumn: "问题",
  partial_other: "只导入没有问题的行，不导入上面有问题的 {{count}} 行",
  partialMissing: "有问题的行不会导入。请先确认只导入其余的行。",
  skippedTitle: "已跳过的行",
  skipped: { points: "满分所在的行，不是学生。", testStudent: "Canvas 的测试学生。" },
  columnsTitle: "各列的含义",
  column: {
    name: "姓名",
    familyName: "姓",
    givenName: "名",
    username: "用户名",
    email: "邮箱",
    section: "班级",
    role: "角色",
  },
  noteTitle: "请核对",
  vanished: {
    title_other: "以前的名单里有、这份名单里没有：{{count}} 人",
    intro:
      "他们留在课程中。如果有人已退课，请勾选，确认导入时会把他们移出课程；他们的提交和成绩会保留。",
    remove: "移出课程",
    confirm: "更新课程",
  },
  wasCalled: "原来是{{name}}",
  ready: "没有发现问题。请核对下面的内容，然后确认导入。",
  nothing: "名单里的人都已在课程中，没有需要改动的内容。",
  changed:
    "预览之后情况有变（例如有人刚刚注册或加入课程），没有导入。下面是最新的预览，请重新核对。",
  busy: "这份名单正在处理，请稍后重试。",
  line: "行号",
  what: "问题",
  more_other: "还有 {{count}} 行没有显示。",
  confirm_other: "确认导入（{{count}} 人）",
  discard: "放弃",
  kind: {
    new_other: "新建账号：{{count}} 人",
    enrol_other: "已有账号，加入课程：{{count}} 人",
    claim_other: "待确认：{{count}} 行",
    name_other: "更新名单姓名：{{count}} 人",
    section_other: "调整班级：{{count}} 人",
    already_other: "已在课程中，不变：{{count}} 人",
  },
  note: {
    new: "会创建账号并加入课程，每人有一个首次登录链接，只能使用一次。",
    enrol: "按用户名或邮箱找到了已有的账号，并且已经确认是本人。课程里显示名单上的姓名。",
    claim:
      "有账号使用了这一行的用户名或邮箱，但没有证明是本人：任何人注册时都可以填写这个用户名或未验证的邮箱。导入后这些人暂不加入课程，直到本人验证邮箱、用学校账号登录，或打开专属链接。如果你能确定是同一个人，请勾选。",
    name: "已在课程中，只更新名单上的姓名。",
    section: "已在课程中，只修改班级。",
    already: "不会有任何改动。",
  },
  account: "账号",
  otherName: "姓名不同",
  claim: {
    confirm: "是同一个人",
    ofLine: "第 {{line}} 行",
    madeAt: "账号创建于 {{date}}",
    isIn: "已通过其他方式加入课程",
  },
  check: {
    nameless:
      "文件里没有姓名。新账号暂用邮箱 @ 前的部分（或用户名）作为姓名，本人可以修改。如果文件里有姓名列，请在“各列的含义”里选择。",
    twoColumns:
      "有多列可以用作{{kind}}：现在使用“{{taken}}”，没有使用“{{others}}”。如果不正确，请在“各列的含义”里选择。",
    groups_other: "{{count}} 人属于多个小组，只取第一个：第 {{lines}} 行。",
    dates_other:
      "{{count}} 行的班级或用户名像是日期，可能由 Excel 转换而来（例如把 3-1 变成 3月1日）：第 {{lines}} 行。",
    zeros_other: "{{count}} 个学号不足 {{longest}} 位，Excel 可能去掉了开头的 0：第 {{lines}} 行。",
  },
  doneTitle: "名单已导入",
  done: "新建账号 {{created}} 个，已有账号加入课程 {{enrolled}} 个，调整班级 {{moved}} 人。",
  doneRenamed_other: "更新名单姓名 {{count}} 人。",
  doneClaimed_other: "有 {{count}} 行待确认，暂未加入课程。",
  seeSeats: "查看待确认的席位",
  links: {
    title: "首次登录链接",
    intro: "新账号还没有人登录过。每人有一个首次登录链接，{{count}} 天内有效，只能使用一次。",
    pending_other: "还有 {{count}} 人的链接没有发出。",
    download: "下载链接列表（CSV）",
    mail: "发送到每个人的邮箱",
    once: "链接列表只能下载一次，请妥善保存，并分别发给本人。没有邮箱的人只能通过列表获得链接。",
    none: "链接已全部下载或排队发送。如果有人没有收到，可以在“尚未登录的账号”里重新发送。",
    mailed_other: "已发送 {{count}} 封邮件。",
    mailing_other: "正在发送邮件，还剩 {{count}} 人……",
    look: "刷新进度",
    column: "首次登录链接",
  },
  mail: {
    subject: "你已加入课程“{{course}}”",
    text: "{{name}}，你好：\n\n教师已把你加入课程“{{course}}”，并为你创建了账号。登录名是：{{login}}\n\n请在 {{count}} 天内打开下面的链接设置密码：\n\n{{url}}",
  },
  error: {
    large: "文件超过了 {{count}} MiB，没有读取。请分成几个文件导入。",
  },
  problem: {
    columnForTwo: "同一列不能同时用作两项。请在“各列的含义”里重新选择。",
    noLoginColumn: "没有找到“用户名”“学号”或“邮箱”列。请在“各列的含义”里选择。",
    scientific:
      "Excel 已把这个号码改成科学计数法“{{value}}”，原来的数字已经丢失。请在 Excel 里把这一列设为“文本”格式，重新粘贴原来的号码。",
    role: "无法识别角色“{{role}}”。可以填写：学生、助教、教师。",
    roleNotYours: "这一行的角色是{{role}}，只有课程负责人可以添加。",
    nobody: "除了列名，名单里没有其他内容。",
    noName: "缺少姓名，不能创建账号。",
    noLogin: "缺少用户名和邮箱，至少要填一项。",
    usernameTwice: "用户名与第 {{other}} 行重复。",
    emailTwice: "邮箱与第 {{other}} 行重复。",
    accountTwice: "与第 {{other}} 行是同一个账号。",
    twoAccounts: "用户名和邮箱分别属于两个不同的账号。请改正其中一项。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Import roster",
  teaser:
    "Adds a whole class from a file, and creates accounts for those who have none. You see a preview first.",
  open: "Import roster",
  intro:
    "Upload an export from Canvas, Moodle, Gradescope or your student information system, or write a file with one line for each student:",
  example: "Example",
  columns:
    "Columns: name (or first and last name), username (or student ID), email, section (or group), role. Everyone needs a username or an email address. Other columns are listed and not imported.",
  formats:
    "CSV, tab-separated text or .xlsx; at most {{lines}} lines and {{size}} MiB. If the file is not in UTF-8, you can choose its encoding in the preview.",
  sure: "You see a preview first. Nothing changes until you confirm.",
  file: "Choose a file",
  paste: "Or paste the lines",
  preview: "Preview",
  previewTitle: "Import preview",
  other: "Choose another file",
  problems: "Problems",
  hasProblems_one:
    "This roster has {{count}} problem. Fix the file and upload it again, or import only the lines without a problem. Nothing has been imported yet.",
  hasProblems_other:
    "This roster has {{count}} problems. Fix the file and upload it again, or import only the lines without a problem. Nothing has been imported yet.",
  isBroken:
    "This file cannot be imported for the reason below. Choose the right columns under “How the file was read”, or fix the file and upload it again.",
  problemsFile: "Download the lines with problems (CSV)",
  problemColumn: "problem",
  partial_one: "Import only the lines without a problem, and skip the {{count}} line above",
  partial_other: "Import only the lines without a problem, and skip the {{count}} lines above",
  partialMissing:
    "Lines with a problem are not imported. First confirm that you want to import only the other lines.",
  skippedTitle: "Skipped lines",
  skipped: {
    points: "The line of maximum points is not a student.",
    testStudent: "Canvas's test student.",
  },
  columnsTitle: "Column mapping",
  column: {
    name: "Name",
    familyName: "Last name",
    givenName: "First name",
    username: "Username",
    email: "Email",
    section: "Section",
    role: "Role",
  },
  noteTitle: "Please check",
  vanished: {
    title_one: "{{count}} person was added by an earlier roster and is not in this file",
    title_other: "{{count}} people were added by an earlier roster and are not in this file",
    intro:
      "They stay in the course. Select those who have dropped the course to remove them when you confirm. Their submissions and scores stay.",
    remove: "Remove from course",
    confirm: "Update course",
  },
  wasCalled: "was {{name}}",
  ready: "The roster has no problems. Check the changes below, then confirm.",
  nothing: "Everyone in this roster is already in the course. There is nothing to change.",
  changed:
    "Something has changed since the preview (for example, someone signed up or joined), so nothing was imported. This is a new preview. Please check it again.",
  busy: "This roster is already being processed. Try again in a moment.",
  line: "Line",
  what: "Problem",
  more_one: "{{count}} more line is not shown.",
  more_other: "{{count}} more lines are not shown.",
  confirm_one: "Import {{count}} person",
  confirm_other: "Import {{count}} people",
  discard: "Discard",
  kind: {
    new_one: "{{count}} new account",
    new_other: "{{count}} new accounts",
    claim_one: "{{count}} line is claimed by an account",
    claim_other: "{{count}} lines are claimed by accounts",
    name_one: "{{count}} name is updated",
    name_other: "{{count}} names are updated",
    enrol_one: "{{count}} person with an account joins",
    enrol_other: "{{count}} people with accounts join",
    section_one: "{{count}} person changes section",
    section_other: "{{count}} people change section",
    already_one: "{{count}} person is already in the course",
    already_other: "{{count}} people are already in the course",
  },
  note: {
    new: "Each gets an account, a seat in the course, and a link for the first sign-in that works once.",
    enrol:
      "Found by username or email address, and confirmed as the same person. The course shows the name from the roster.",
    claim:
      "An account uses this username or email address, but nothing confirms that it belongs to this person: anyone can sign up with any username or email address. These lines get no seat until the person verifies the address, signs in through the institution, or opens their own link. Select those that you know are the same person.",
    name: "Already in the course; only the name from the roster changes.",
    section: "Already in the course; only the section changes.",
    already: "Nothing changes for them.",
  },
  account: "Account",
  otherName: "different name",
  claim: {
    confirm: "Same person",
    ofLine: "line {{line}}",
    madeAt: "account created {{date}}",
    isIn: "already in the course without the roster",
  },
  check: {
    nameless:
      "The file has no names. New accounts are named after the part of the address before the @, or the username; people can change it. If a column does contain names, choose it under “Column mapping”.",
    twoColumns:
      "Several columns could be the {{kind}}: “{{taken}}” is used, “{{others}}” is not. If that is wrong, choose under “Column mapping”.",
    groups_one: "{{count}} person is in several groups; the first one is used: line {{lines}}.",
    groups_other: "{{count}} people are in several groups; the first one is used: lines {{lines}}.",
    dates_one:
      "{{count}} line has a section or username that looks like a date; Excel may have changed it (3-1 to 1-Mar, for example): line {{lines}}.",
    dates_other:
      "{{count}} lines have a section or username that looks like a date; Excel may have changed it (3-1 to 1-Mar, for example): lines {{lines}}.",
    zeros_one:
      "{{count}} number has fewer than {{longest}} digits; Excel may have removed leading zeros: line {{lines}}.",
    zeros_other:
      "{{count}} numbers have fewer than {{longest}} digits; Excel may have removed leading zeros: lines {{lines}}.",
  },
  doneTitle: "Roster imported",
  done: "New accounts: {{created}}. Joined with an existing account: {{enrolled}}. Section changed: {{moved}}.",
  doneRenamed_one: "{{count}} name updated.",
  doneRenamed_other: "{{count}} names updated.",
  doneClaimed_one: "{{count}} line is claimed by an account and has no seat yet.",
  doneClaimed_other: "{{count}} lines are claimed by accounts and have no seat yet.",
  seeSeats: "View open seats",
  links: {
    title: "First sign-in links",
    intro:
      "No one has signed in to the new accounts yet. Each person gets a link for the first sign-in. It works once, for {{count}} days.",
    pending_one: "The link of {{count}} person has not been handed out yet.",
    pending_other: "The links of {{count}} people have not been handed out yet.",
    download: "Download links (CSV)",
    mail: "Email links",
    once: "You can download the list once. Store it safely, and give each link only to its own person. People without an email address get their link from the list.",
    none: "All links have been downloaded or queued for email. If someone did not receive theirs, resend it from the list of accounts that have never signed in.",
    mailed_one: "{{count}} email has been sent.",
    mailed_other: "{{count}} emails have been sent.",
    mailing_one: "Sending emails: {{count}} person left…",
    mailing_other: "Sending emails: {{count}} people left…",
    look: "View progress",
    column: "first sign-in link",
  },
  mail: {
    subject: "You have been added to the course “{{course}}”",
    text: "Hello {{name}},\n\nYour instructor has added you to the course “{{course}}” and created an account for you. You sign in as: {{login}}\n\nOpen this link within {{count}} days to set a password:\n\n{{url}}",
  },
  error: {
    large: "The file is larger than {{count}} MiB and was not read. Split it into several files.",
  },
  problem: {
    columnForTwo: "One column cannot be used twice. Choose again under “Column mapping”.",
    noLoginColumn:
      "The file has no column with usernames, student IDs or email addresses. Choose one under “Column mapping”.",
    scientific:
      "“{{value}}” is a number that Excel changed to scientific notation; its digits are lost. Format the column as “Text” in Excel and paste the original numbers again.",
    role: "Unknown role “{{role}}”. Use student, assistant or instructor.",
    roleNotYours: "This line has the role {{role}}, which only a course owner can give.",
    nobody: "The file has only a header line and no people.",
    noName: "The name is missing. A new account needs one.",
    noLogin: "The username and the email address are both missing. Enter at least one of them.",
    usernameTwice: "The username is also in line {{other}}.",
    emailTwice: "The email address is also in line {{other}}.",
    accountTwice: "This is the same account as in line {{other}}.",
    twoAccounts: "The username and the email address belong to two different accounts.",
  },
};
