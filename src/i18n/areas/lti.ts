// Learning platforms: launches and what surrounds them.

import type { Words } from "./words.ts";

export const zhCN = {
  open: {
    title: "打开 Gradus",
    person: "{{platform}} 说你是 {{person}}。如果不是，请不要打开，并告诉教师。",
    nameless: "{{platform}} 把你送到这里，没有说明你的姓名。",
    button: "打开 Gradus",
    once: "练习在新窗口中打开。这个链接一分钟内有效，只能用一次；失效后请刷新本页。",
  },
  ask: {
    title: "用哪个账号？",
    sent: "你从 {{platform}} 来，身份是 {{person}}。",
    nameless: "{{platform}} 上的一位用户",
    signedIn: "这个浏览器现在登录的是 {{name}}。",
    continue: "以 {{person}} 的身份继续",
    continueHint: "{{name}} 会在这个浏览器上退出登录，作业都还在。",
    connect: "或者：{{name}} 也是我",
    connectHint:
      "以后从 {{platform}} 进来就是 {{name}}。只有当 {{platform}} 上的 {{person}} 确实是你本人时才这样做：能用那个账号的人，以后都能进入 {{name}} 的账号。",
    connectButton: "关联两个账号",
  },
  expired: {
    title: "链接已失效",
    text: "每个链接只能用一次，一分钟内有效。请回到学习平台，重新打开练习。",
  },
  context: {
    untitled: "平台上的课程",
    closed: "{{platform}} 的“{{course}}”对应的课程已归档，或者你不在其中。请联系教师。",
    toCourse: "打开课程",
    choose:
      "{{platform}} 的“{{course}}”还没有对应 Gradus 的课程。请选择一门：以后从平台进来的学生都进入这门课程，成绩也从这里传回平台。",
    chooseOne: "请选择一门课程；新建课程需要名称。",
    course: "Gradus 的课程",
    newCourse: "新建一门课程",
    title: "新课程的名称",
    link: "对应这门课程",
    noRole:
      "{{platform}} 没有给你在“{{course}}”中的角色，所以这里打不开课程。请让教师把你加为学生或教师。",
    notLinked:
      "“{{course}}”的教师还没有选好 Gradus 的课程。请告诉教师：在 {{platform}} 上打开一次这个链接就可以选择。",
  },
  refused: {
    title: "无法从学习平台打开",
    code: "供管理员查看：{{code}}",
    state: "这次登录不是从这里开始的，或者数据被改动过。请回到平台重新打开。",
    stateExpired: "登录用了太长时间。请回到平台重新打开。",
    stateUsed: "这个页面已经用过一次。请回到平台重新打开，不要用浏览器的“后退”或“刷新”。",
    browser: "登录是在另一个浏览器中开始的。请回到平台，在这个浏览器中重新打开。",
    platform:
      "Gradus 不认识这个平台。请管理员在“管理 → 学习平台”中登记它，并核对发行者（issuer）和客户端 ID。",
    platformRemoved: "这个平台已从 Gradus 中移除。请联系 Gradus 的管理员。",
    platformError: "{{platform}} 拒绝了这次登录。请确认你已在平台上登录，然后重新打开。",
    token: "平台发来的身份令牌读不出来。请重新打开；如果总是这样，请联系管理员。",
    signature: "平台的签名不对。请管理员核对“管理 → 学习平台”中的公钥地址（JWKS）。",
    keys: "现在读不到平台的公钥。请过一会儿重新打开；如果总是这样，请管理员核对公钥地址（JWKS）。",
    issuer: "令牌来自另一个发行者。请管理员核对发行者（issuer）。",
    audience: "令牌是发给另一个工具的。请管理员核对客户端 ID。",
    expired: "身份令牌已过期。请重新打开；如果总是这样，请管理员核对两台服务器的时钟。",
    notYetValid: "身份令牌的时间在未来。请管理员核对两台服务器的时钟。",
    nonce: "身份令牌不属于这次登录。请回到平台重新打开。",
    deployment:
      "平台上的这个部署（deployment）还没有得到批准。请管理员在“管理 → 学习平台”中批准它。",
    version: "平台没有使用 LTI 1.3。请管理员按 LTI 1.3 登记这个工具。",
    message: "Gradus 不认识这种消息。请管理员核对工具在平台上的设置。",
    subject:
      "平台没有说明你是谁（匿名访问）。请先在平台上登录；如果已登录，请管理员允许传送用户标识。",
    context: "这个链接不在课程里。请在平台的一门课程中打开。",
    target: "链接指向另一个网站。请管理员核对工具在平台上的地址。",
  },
};

export const en: Words<typeof zhCN> = {
  open: {
    title: "Open Gradus",
    person:
      "{{platform}} says that you are {{person}}. If you are not, do not open it, and tell your instructor.",
    nameless: "{{platform}} has sent you here without your name.",
    button: "Open Gradus",
    once: "It opens in a new window. The link works once, within a minute; after that, reload this page.",
  },
  ask: {
    title: "Which account?",
    sent: "You come from {{platform}} as {{person}}.",
    nameless: "a user of {{platform}}",
    signedIn: "This browser is signed in as {{name}}.",
    continue: "Continue as {{person}}",
    continueHint: "{{name}} is signed out in this browser. All work stays.",
    connect: "Or: {{name}} is me too",
    connectHint:
      "From then on, {{platform}} opens the account of {{name}}. Do this only if {{person}} at {{platform}} is really you: anyone who can use that account can then enter the account of {{name}}.",
    connectButton: "Connect the two accounts",
  },
  expired: {
    title: "This link is no longer valid",
    text: "Each link works once, within a minute. Go back to your learning platform and open the exercise again.",
  },
  context: {
    untitled: "A course of your platform",
    closed:
      "The course for “{{course}}” of {{platform}} is archived, or you are not in it. Ask your instructor.",
    toCourse: "Open the course",
    choose:
      "“{{course}}” of {{platform}} has no course in Gradus yet. Choose one: students who come from the platform join it, and their scores go back from it.",
    chooseOne: "Choose a course. A new course needs a title.",
    course: "Course in Gradus",
    newCourse: "A new course",
    title: "Title of the new course",
    link: "Use this course",
    noRole:
      "{{platform}} gives you no role in “{{course}}”, so no course opens here. Ask to be added as a student or instructor.",
    notLinked:
      "Nobody has chosen the Gradus course for “{{course}}” yet. Tell your instructor to open this link in {{platform}} once and choose it.",
  },
  refused: {
    title: "It could not be opened from your learning platform",
    code: "For the administrator: {{code}}",
    state:
      "This sign-in did not begin here, or it was changed. Go back to your platform and open it again.",
    stateExpired: "The sign-in took too long. Go back to your platform and open it again.",
    stateUsed:
      "This page has been used already. Go back to your platform and open it again; do not use Back or Reload.",
    browser: "The sign-in began in another browser. Open it again from your platform in this one.",
    platform:
      "Gradus does not know this platform. An administrator can register it under Manage → Learning platforms, or compare the issuer and the client ID there.",
    platformRemoved: "This platform was removed from Gradus. Ask the administrator of Gradus.",
    platformError:
      "{{platform}} refused this sign-in. Check that you are signed in there, and open it again.",
    token:
      "The identity token from the platform cannot be read. Open it again; if this goes on, tell an administrator.",
    signature:
      "The platform's signature is wrong. An administrator should compare the address of its keys (JWKS) under Manage → Learning platforms.",
    keys: "The platform's keys cannot be read at the moment. Open it again later; if this goes on, an administrator should compare their address (JWKS).",
    issuer: "The token comes from another issuer. An administrator should compare the issuer.",
    audience: "The token was made for another tool. An administrator should compare the client ID.",
    expired:
      "The identity token has expired. Open it again; if this goes on, an administrator should compare the clocks of both servers.",
    notYetValid:
      "The identity token is from the future. An administrator should compare the clocks of both servers.",
    nonce:
      "The identity token does not belong to this sign-in. Go back to your platform and open it again.",
    deployment:
      "This deployment of the tool has not been accepted yet. An administrator can accept it under Manage → Learning platforms.",
    version:
      "The platform did not use LTI 1.3. An administrator should register this tool with LTI 1.3.",
    message:
      "Gradus does not know this kind of message. An administrator should check the tool's settings on the platform.",
    subject:
      "The platform does not say who you are (an anonymous launch). Sign in there first; if you are, an administrator should let it send user IDs.",
    context: "This link is not in a course. Open it from a course of your platform.",
    target:
      "The link leads to another site. An administrator should compare the tool's address on the platform.",
  },
};
