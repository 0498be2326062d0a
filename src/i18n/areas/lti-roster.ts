// Rosters of learning platforms.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "学习平台名单",
  teaser:
    "Gradus 每天夜里从学习平台更新名单。这里可以查看谁是新来的、谁已不在名单中，也可以立即更新。",
  open: "学习平台名单",
  intro:
    "名单来自 {{platform}}：名单里的人会加入这门课程，姓名、角色和班级按平台更新。没有人会因为名单被移出课程或删除；教师和助教在这里改过的角色和班级保持不变。",
  none: "这门课程还没有对应学习平台上的课程。请在平台的课程中打开一次 Gradus 的链接，然后选择这门课程。",
  untitled: "平台上的课程",
  of: "{{course}}（{{platform}}）",
  last: "上次更新：{{time}}。之后每天夜里自动更新。",
  never: "还没有读取过名单。请先预览；确认之后，每天夜里自动更新。",
  archived: "课程已归档，名单不再更新。",
  noService:
    "平台没有提供名单。请平台的管理员允许这个工具使用“名单与角色”（NRPS），然后在平台上重新打开一次 Gradus 的链接。在此之前，学生从平台打开链接时加入课程。",
  preview: "预览名单",
  sync: "立即更新名单",
  confirm: "按此名单更新",
  back: "返回学习平台名单",
  done: "名单已更新。",
  previewTitle: "学习平台名单预览",
  previewIntro: "这是 {{platform}} 现在的名单。确认之前不会有任何改动。",
  changed: "预览之后名单有变，没有更新。下面是最新的名单，请重新核对。",
  nothing: "没有需要改动的内容。",
  busy: "正在读取这份名单，请稍后重试。",
  more_other: "还有 {{count}} 人没有显示。",
  counts: "上次更新的结果",
  nameless: "（平台没有发送姓名）",
  since: "从名单中消失的时间",
  kind: {
    new: "新来的：{{count}} 人",
    back: "重新出现：{{count}} 人",
    role: "角色有变：{{count}} 人",
    section: "班级有变：{{count}} 人",
    already: "没有变化：{{count}} 人",
    address: "已有使用同一邮箱的账号：{{count}} 人",
    removed: "在这里被移出课程：{{count}} 人",
    forgotten: "在这里已删除账号：{{count}} 人",
    gone: "已不在名单中：{{count}} 人",
    noRole: "没有课程角色：{{count}} 人",
    noId: "没有用户标识：{{count}} 人",
    testStudent: "测试学生：{{count}} 人",
  },
  note: {
    new: "他们加入课程；没有账号的会自动创建账号，从平台打开链接就能登录。",
    back: "他们曾经不在名单中，现在又在了。如果已被移出课程，会重新加入。",
    role: "平台改了他们的角色，这里也随之修改。课程负责人和在这里改过的角色不变。",
    section: "平台改了他们的班级，或者他们还没有班级。",
    already: "他们已在课程中。",
    address:
      "为避免同一个人有两个账号，没有为他们创建账号。请他们先在 Gradus 登录，再从平台打开一次链接，选择“关联两个账号”。",
    removed: "教师把他们移出了课程，平台的名单里还有。需要时可在“成员”中重新添加，或请平台删除。",
    forgotten: "账号删除后不会再次创建。他们自己从平台打开链接时才会有新账号。",
    gone: "他们留在课程中，成绩不变。如果确实已退课，请在“成员”中移出。",
    noRole: "例如家长或旁听者。他们不会加入课程。",
    noId: "平台没有说明他们是谁，所以不能加入课程，也不能传回成绩。请平台的管理员允许向这个工具发送用户标识。他们的姓名见“预览名单”。",
    testStudent: "平台用来试用课程的账号，不会加入课程。",
  },
  unknown: {
    title_other: "平台不认识的学生：{{count}} 人",
    intro:
      "他们在这门课程中，但对应的平台名单里没有，所以成绩传不回平台。请他们登录 Gradus 后从平台打开一次链接，选择“关联两个账号”。如果平台已经为他们建了另一个账号，请管理员合并两个账号。",
  },
  failed: {
    title: "名单没有更新，课程没有任何改动。",
    unreachable: "平台没有响应，或响应太慢。请稍后重试；如果总是这样，请联系平台的管理员。",
    slow: "名单读取超过了五分钟。请稍后重试；如果总是这样，请联系平台的管理员。",
    redirect: "平台把请求转到了另一个地址。请在平台上重新打开一次 Gradus 的链接，然后重试。",
    size: "平台的回答太大。请联系平台的管理员。",
    token:
      "平台没有给 Gradus 访问令牌。请平台的管理员允许这个工具读取名单，并核对 Gradus 的公钥地址。",
    filtered:
      "平台给的地址只包含一部分人。请在平台上从课程中（而不是某个小组）重新打开一次 Gradus 的链接。",
    endless: "名单没有尽头：平台的“下一页”一直继续或回到前面。请联系平台的管理员。",
    tooMany: "名单超过 20,000 人。请为每个班级分别建立课程。",
    format: "平台的回答不是名单。请联系平台的管理员。",
    elsewhere: "平台的“下一页”指向另一个网站，Gradus 没有访问。请联系平台的管理员。",
    empty: "平台的名单是空的。请在平台上核对这门课程，然后重试。",
    platformRemoved: "这个平台已从 Gradus 中移除。请联系 Gradus 的管理员。",
    noService: "平台没有提供名单。请平台的管理员允许这个工具读取名单。",
    refused: "平台不允许读取名单。请平台的管理员允许这个工具读取名单，并确认工具仍在这门课程中。",
    missing: "平台上没有这份名单，课程可能已结束或删除。请在平台上重新打开一次 Gradus 的链接。",
    busy: "平台现在收到的请求太多。请过几分钟重试。",
    server: "平台出错。请稍后重试。",
    code: "供管理员查看：{{code}}",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Learning platform roster",
  teaser:
    "Gradus updates the roster from the learning platform every night. See who is new and who is no longer listed, or update it now.",
  open: "Learning platform roster",
  intro:
    "The roster comes from {{platform}}: the people in it join this course, and names, roles and sections follow the platform. It never removes or deletes anyone. Roles and sections that staff have changed here stay.",
  none: "No course of a learning platform is linked to this course yet. Open a link to Gradus once in the platform's course, and choose this course.",
  untitled: "A course of the platform",
  of: "{{course}} ({{platform}})",
  last: "Last update: {{time}}. It is updated every night.",
  never:
    "The roster has not been read yet. Preview it first; after you confirm it, it is updated every night.",
  archived: "The course is archived, so its roster is no longer updated.",
  noService:
    "The platform offers no roster. Ask its administrator to allow this tool to use Names and Role Provisioning Services, then open a link to Gradus in the platform again. Until then, students join the course when they open a link there.",
  preview: "Preview roster",
  sync: "Update roster now",
  confirm: "Update by this roster",
  back: "Back to the learning platform roster",
  done: "The roster is updated.",
  previewTitle: "Preview of the platform's roster",
  previewIntro: "This is the present roster of {{platform}}. Nothing changes until you confirm it.",
  changed:
    "The roster has changed since the preview, so nothing was updated. Check the present roster below.",
  nothing: "There is nothing to change.",
  busy: "This roster is being read. Try again in a moment.",
  more_one: "{{count}} more person is not shown.",
  more_other: "{{count}} more people are not shown.",
  counts: "Result of the last update",
  nameless: "(the platform sent no name)",
  since: "Not listed since",
  kind: {
    new: "New: {{count}}",
    back: "Listed again: {{count}}",
    role: "Role changed: {{count}}",
    section: "Section changed: {{count}}",
    already: "Unchanged: {{count}}",
    address: "Address of an existing account: {{count}}",
    removed: "Removed from the course here: {{count}}",
    forgotten: "Account deleted here: {{count}}",
    gone: "No longer listed: {{count}}",
    noRole: "No role in the course: {{count}}",
    noId: "No user ID: {{count}}",
    testStudent: "Test student: {{count}}",
  },
  note: {
    new: "They join the course. Those without an account get one, and sign in by opening a link in the platform.",
    back: "They were not listed for a while and are listed again. Those who were removed from the course join it again.",
    role: "The platform has changed their role, and it changes here too. Owners, and roles that were changed here, stay.",
    section: "The platform has changed their section, or they had none.",
    already: "They are in the course.",
    address:
      "They get no account, so that nobody ends up with two. Ask them to sign in to Gradus, open a link in the platform once, and choose “Connect the two accounts”.",
    removed:
      "Staff have removed them from the course, but the platform still lists them. Add them again under People, or ask the platform to remove them.",
    forgotten:
      "A deleted account is not created again. They get a new one only if they open a link in the platform themselves.",
    gone: "They stay in the course with their scores. If they have left for good, remove them under People.",
    noRole: "Observers, for example. They do not join the course.",
    noId: "The platform does not say who they are, so they cannot join, and no score can go back. Ask its administrator to let it send user IDs to this tool. Preview the roster to see their names.",
    testStudent: "The platform's account for trying out a course. It does not join.",
  },
  unknown: {
    title_one: "{{count}} student whom no platform knows",
    title_other: "{{count}} students whom no platform knows",
    intro:
      "They are in this course but in no linked roster, so their scores cannot go back to the platform. Ask them to sign in to Gradus, open a link in the platform once, and choose “Connect the two accounts”. If they already have a second account from the platform, ask the site owner to merge the two.",
  },
  failed: {
    title: "The roster was not updated. Nothing in the course has changed.",
    unreachable:
      "The platform did not answer in time. Try again later; if this goes on, ask the platform's administrator.",
    slow: "Reading the roster took more than five minutes. Try again later; if this goes on, ask the platform's administrator.",
    redirect:
      "The platform redirected the request to another address. Open a link to Gradus in the platform again, then retry.",
    size: "The platform's answer is too large. Ask the platform's administrator.",
    token:
      "The platform gave Gradus no access token. Ask its administrator to allow this tool to read rosters, and to check the address of the keys of Gradus.",
    filtered:
      "The address that the platform gave covers only some of the people. Open a link to Gradus in the course again, outside of any group.",
    endless:
      "The roster does not end: the platform's next page goes on or leads back. Ask the platform's administrator.",
    tooMany: "The roster has more than 20,000 people. Use a course for each section.",
    format: "The platform's answer is not a roster. Ask the platform's administrator.",
    elsewhere:
      "The platform's next page is on another site. Gradus did not open it. Ask the platform's administrator.",
    empty: "The platform's roster is empty. Check the course there, then retry.",
    platformRemoved: "This platform was removed from Gradus. Ask the administrator of Gradus.",
    noService:
      "The platform offers no roster. Ask its administrator to allow this tool to read it.",
    refused:
      "The platform does not allow this tool to read the roster. Ask its administrator to allow it, and check that the tool is still in the course.",
    missing:
      "The platform has no such roster; the course may have ended or been deleted. Open a link to Gradus in the platform again.",
    busy: "The platform gets too many requests at the moment. Try again in a few minutes.",
    server: "The platform had an internal error. Try again later.",
    code: "For the administrator: {{code}}",
  },
};
