// Accounts: signing in and up, joining a course, a forgotten password, settings.

import * as settings from "./account-settings.ts";
import type { Words } from "./words.ts";

export const zhCN = {
  username: "用户名",
  email: "邮箱",
  password: "密码",
  newPassword: "新密码",
  passwordHint: "至少 {{count}} 个字符；长一点比复杂更安全。",
  or: "或",
  continue: "继续",
  guestKeeps: "你在这个浏览器里的草稿、测试和提交会转到你的账号里。",
  signIn: {
    title: "登录",
    login: "邮箱或用户名",
    submit: "登录",
    provider: "用{{name}}账号登录",
    leaving: "正在前往{{name}}……",
    noAccount: "还没有账号？",
    forgot: "忘记密码",
  },
  signUp: {
    title: "注册",
    name: "姓名",
    nameHint: "教师和助教会看到这个姓名；如果课程名单上的姓名不同，名单上的姓名显示在前面。",
    usernameHint: "用于登录。用户名和邮箱至少填写一项。",
    emailHint: "只用于登录和找回密码，只有课程的教师、助教和管理员能看到。",
    submit: "创建账号",
    hasAccount: "已经有账号了？",
    joins: "注册后会直接加入课程“{{course}}”。",
    linkOnly: "本站只能通过邀请注册。请打开教师发给你的邀请链接注册。",
  },
  setup: {
    title: "创建管理员账号",
    intro: "管理员可以创建课程、发布题库、为用户重置密码。这个链接只能使用一次。",
    submit: "创建账号",
  },
  forgot: {
    title: "忘记密码",
    ask: "请联系教师或管理员，他们可以为你生成重置密码的链接。链接 {{count}} 小时内有效。",
    intro: "填写注册时用的邮箱，我们会把重置密码的链接发给你。",
    submit: "发送链接",
    sent: "如果有账号使用 {{email}}，重置密码的链接已发到这个邮箱，{{count}} 小时内有效。如果没有收到，请检查垃圾邮件。",
    noEmail: "注册时没有填写邮箱？请联系教师或管理员，他们可以为你生成重置密码的链接。",
  },
  reset: {
    title: "设置新密码",
    intro: "为“{{name}}”的账号设置新密码。设置后，所有设备都会退出登录，访问令牌也会全部失效。",
    submit: "保存新密码",
    done: "新密码已保存，请用它登录。",
  },
  mail: {
    subject: "重置 Gradus 密码",
    text: "你好：\n\n有人（应该是你）请求重置 Gradus 的密码。请在 {{count}} 小时内打开下面的链接，设置新密码：\n\n{{url}}\n\n如果不是你本人操作，忽略这封邮件即可，密码不会改变。",
    guessedSubject: "有人在尝试登录你的 Gradus 账号",
    guessed_other:
      "你好：\n\n最近一小时内，有人在 {{site}} 用账号 {{login}} 尝试登录，并从你没有登录过的浏览器输错了 {{count}} 次密码。这些尝试都没有成功。之后从这类浏览器登录，每次都要等待一段时间。你已经登录的设备和以前登录过的浏览器不受影响。\n\n如果是你忘记了密码，可以在这里重置：\n{{site}}/forgot-password\n\n如果不是你，而你的密码足够长，也没有在别的网站用过，则无需处理；否则请尽快设置新密码：\n{{site}}/settings",
  },
  verify: {
    title: "验证邮箱",
    intro: "确认 {{email}} 是你的邮箱。",
    submit: "确认",
    signIn: "请先登录账号“{{name}}”，再确认这个邮箱。",
    other:
      "这个链接属于账号“{{name}}”，而你登录的是另一个账号。请退出后用那个账号登录，再打开链接。",
    notYours: "如果那个账号不是你的，不要确认，忽略这封邮件即可。",
  },
  verifyMail: {
    subject: "验证你的 Gradus 邮箱",
    text: "你好：\n\nGradus 账号“{{name}}”填写了这个邮箱。如果这是你的账号，请在 {{count}} 天内打开下面的链接，登录后确认：\n\n{{url}}\n\n如果不是你本人注册的，请忽略这封邮件，不要确认。",
  },
  signIns: {
    title: "登录方式",
    verified: "邮箱已验证",
    unverified: "邮箱未验证",
    why: "验证邮箱后，你会自动加入名单里有这个邮箱的课程。",
    send: "发送验证邮件",
    noMail: "本站没有邮件服务，不能通过邮件验证。教师可以在名单里确认你的账号。",
    institution: "学校",
    none: "还没有关联{{name}}账号。关联后可以用它登录这个账号。",
    connect: "关联{{name}}账号",
    since: "{{date}} 关联",
    disconnect: "取消关联",
    disconnectOne: "取消关联{{name}}账号（{{date}} 关联）",
    last: "这是你唯一的登录方式，不能取消关联。",
    confirmHint: "关联或取消关联前，请再输入一次密码。",
    ofAnother: "这个{{name}}账号已关联到本站的另一个账号。如果两个账号都是你的，请联系管理员合并。",
    providerUnverified: "{{name}}尚未验证你的邮箱，因此不能关联。请先在{{name}}验证邮箱。",
    failed: "未能关联{{name}}账号，请重试。",
  },
  provider: {
    unverified:
      "已有账号使用这个邮箱，而{{name}}尚未验证你的邮箱，因此不能用它登录这个账号。请用密码登录；如果忘记了密码，可以重置，或请管理员生成重置链接。",
    signInFirst:
      "已有账号使用这个邮箱，但该邮箱从未验证，无法确定账号是不是你的。如果是，请用密码登录，再到“设置”里关联{{name}}账号；如果不是，请点“忘记密码”，或请管理员生成重置链接。",
    noEmail: "登录服务没有提供你的邮箱，无法登录。请改用密码登录，或联系管理员。",
    failed: "登录失败，请重试。",
  },
  join: {
    title: "加入课程：{{course}}",
    invited: "你受邀加入这门课程。加入后，教师和助教可以看到你的姓名、邮箱和提交。",
    needsAccount:
      "你受邀加入这门课程。请先注册或登录，之后会自动加入；教师和助教可以看到你的姓名、邮箱和提交。",
    needsSignIn:
      "你受邀加入这门课程。请先登录，之后会自动加入；教师和助教可以看到你的姓名、邮箱和提交。",
    submit: "加入课程",
    signUp: "注册并加入",
    signIn: "登录已有账号",
    already: "你已加入这门课程。",
    toCourse: "进入课程",
    toExercises: "查看练习",
    done: "你已加入“{{course}}”。",
    revoked: "这个链接已停用。请向教师索取新链接。",
    expired: "这个链接已过期。请向教师索取新链接。",
    full: "这个邀请链接的名额已满。请向教师索取新链接。",
    archived: "这门课程已经结束，不能再加入。",
  },
  settings: settings.zhCN,
  tokens: {
    title: "访问令牌",
    intro: "令牌让命令行以你的身份提交代码。请勿泄露，也不要写进代码里。",
    fresh: "令牌“{{name}}”已创建。请立即复制，离开本页后不再显示：",
    name: "名称",
    nameHint: "便于以后辨认，例如“笔记本电脑”。",
    lasts: "有效期",
    days_other: "{{count}} 天",
    untilRevoked: "撤销前一直有效",
    make: "创建令牌",
    made: "创建于 {{date}}",
    used: "上次使用 {{date}}",
    neverUsed: "从未使用",
    until: "{{date}} 到期",
    forever: "不会过期",
    expired: "已过期",
    revoke: "撤销",
    revokeOne: "撤销令牌“{{name}}”",
  },
  error: {
    some: "有几处需要修改，账号尚未创建。",
    wrong: "用户名（或邮箱）和密码不匹配。",
    nameMissing: "请填写姓名。",
    nameLong: "姓名最多 {{count}} 个字符。",
    usernameOrEmail: "用户名和邮箱至少填写一项。",
    usernameShort: "用户名至少 {{count}} 个字符。",
    usernameLong: "用户名最多 {{count}} 个字符。",
    usernameForm: "用户名只能包含字母、汉字和数字，中间可以有 . _ -。",
    usernameTaken: "这个用户名已被使用，请换一个。",
    emailForm: "邮箱格式不正确。",
    emailTaken: "这个邮箱已经注册。如果是你的，请直接登录。",
    passwordShort: "密码至少 {{count}} 个字符。",
    passwordLong: "密码最多 {{count}} 个字符。",
    currentWrong: "当前密码不正确，密码没有修改。",
    emailOfAnother: "这个邮箱已经属于另一个账号，请换一个。",
    tokenName: "请填写令牌名称，最多 {{count}} 个字符。",
    tokenCount: "最多可有 {{count}} 个令牌，请先撤销一个不再使用的。",
  },
  confirm: {
    password: "输入你的密码确认",
    name: "输入姓名“{{name}}”确认",
    wrongPassword: "密码不正确，没有改动。",
    wrongName: "姓名不一致，没有改动。",
  },
  throttle: {
    signIn_other: "密码错误次数过多。为保护账号，请在 {{count}} 分钟后重试。",
    slowedSeconds_other:
      "最近有人从陌生的浏览器多次输错这个账号的密码。请在 {{count}} 秒后重试，或使用以前登录过的浏览器，也可以重置密码。",
    slowedMinutes_other:
      "最近有人从陌生的浏览器多次输错这个账号的密码。请在 {{count}} 分钟后重试，或使用以前登录过的浏览器，也可以重置密码。",
    reset_other: "刚刚已经请求过了。请先查看邮箱，或在 {{count}} 分钟后重试。",
  },
};

export const en: Words<typeof zhCN> = {
  username: "Username",
  email: "Email",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least {{count}} characters. Length matters more than special characters.",
  or: "or",
  continue: "Continue",
  guestKeeps: "Your drafts, tests and submissions in this browser will move to your account.",
  signIn: {
    title: "Sign in",
    login: "Email or username",
    submit: "Sign in",
    provider: "Sign in with {{name}}",
    leaving: "Continuing to {{name}}…",
    noAccount: "No account yet?",
    forgot: "Forgot your password?",
  },
  signUp: {
    title: "Sign up",
    name: "Name",
    nameHint: "Course staff see it, next to the name on their roster if that is different.",
    usernameHint: "For signing in. Enter a username, an email address, or both.",
    emailHint:
      "Used only for signing in and resetting your password. Only course staff and the site owner can see it.",
    submit: "Create account",
    hasAccount: "Already have an account?",
    joins: "You will join the course “{{course}}” right away.",
    linkOnly:
      "Sign-up on this site is by invitation only. Open the join link from your instructor and sign up there.",
  },
  setup: {
    title: "Create the owner account",
    intro:
      "The site owner creates courses, publishes packs and helps people who have forgotten their password. This link works once.",
    submit: "Create account",
  },
  forgot: {
    title: "Forgot your password?",
    ask: "Ask your instructor or the site owner for a link to set a new password. The link works for {{count}} hours.",
    intro:
      "Enter the email address of your account, and we will send you a link to set a new password.",
    submit: "Send link",
    sent: "If an account uses {{email}}, we have sent it a link. The link works for {{count}} hours. If it does not arrive, check your spam folder.",
    noEmail:
      "No email address in your account? Ask your instructor or the site owner for a link to set a new password.",
  },
  reset: {
    title: "Set a new password",
    intro:
      "This sets a new password for {{name}}'s account. It signs you out everywhere, and all access tokens stop working.",
    submit: "Save new password",
    done: "Your new password has been saved. Sign in with it.",
  },
  mail: {
    subject: "Reset your Gradus password",
    text: "Hello,\n\nSomeone, probably you, asked to reset your Gradus password. To set a new one, open this link within {{count}} hours:\n\n{{url}}\n\nIf it was not you, ignore this email: your password stays the same.",
    guessedSubject: "Someone is trying to sign in to your Gradus account",
    guessed_one:
      "Hello,\n\nIn the past hour, someone entered {{count}} wrong password for the account {{login}} on {{site}}, from browsers in which you have never signed in. None of these attempts succeeded. From now on, each sign-in attempt from such a browser is delayed. Devices that are signed in, and browsers in which you have signed in before, are not affected.\n\nIf it was you and you have forgotten your password, you can reset it here:\n{{site}}/forgot-password\n\nIf it was not you, and your password is long and not used on any other site, you don't need to do anything. Otherwise, set a new password soon:\n{{site}}/settings",
    guessed_other:
      "Hello,\n\nIn the past hour, someone entered {{count}} wrong passwords for the account {{login}} on {{site}}, from browsers in which you have never signed in. None of these attempts succeeded. From now on, each sign-in attempt from such a browser is delayed. Devices that are signed in, and browsers in which you have signed in before, are not affected.\n\nIf it was you and you have forgotten your password, you can reset it here:\n{{site}}/forgot-password\n\nIf it was not you, and your password is long and not used on any other site, you don't need to do anything. Otherwise, set a new password soon:\n{{site}}/settings",
  },
  verify: {
    title: "Verify your email address",
    intro: "Confirm that {{email}} is your address.",
    submit: "Confirm",
    signIn: "Sign in to the account “{{name}}” first, then confirm the address.",
    other:
      "This link belongs to the account “{{name}}”, but you are signed in to another one. Sign out, sign in to that account, and open the link again.",
    notYours: "If that account is not yours, don't confirm. Ignore the email.",
  },
  verifyMail: {
    subject: "Verify your email address for Gradus",
    text: "Hello,\n\nThe Gradus account “{{name}}” uses this email address. If the account is yours, open this link within {{count}} days, sign in, and confirm:\n\n{{url}}\n\nIf you did not sign up, ignore this email and don't confirm.",
  },
  signIns: {
    title: "Sign-in methods",
    verified: "address verified",
    unverified: "address not verified",
    why: "Verify your address to join the courses whose rosters list it.",
    send: "Send verification email",
    noMail:
      "This site sends no email, so addresses cannot be verified by email. Your instructor can confirm your account on the roster.",
    institution: "Institution",
    none: "No {{name}} account is connected. Connect one to sign in to this account with it.",
    connect: "Connect {{name}}",
    since: "connected {{date}}",
    disconnect: "Disconnect",
    disconnectOne: "Disconnect {{name}}, connected {{date}}",
    last: "This is your only sign-in method, so it cannot be disconnected.",
    confirmHint: "Enter your password to connect or disconnect.",
    ofAnother:
      "This {{name}} account is connected to another account here. If both are yours, ask the site owner to merge them.",
    providerUnverified:
      "{{name}} has not verified your email address, so the account cannot be connected. Verify the address there first.",
    failed: "{{name}} could not be connected. Please try again.",
  },
  provider: {
    unverified:
      "An account with this email address already exists. {{name}} has not verified your address, so you cannot use {{name}} to sign in to that account. Sign in with your password. If you forgot it, reset it or ask the site owner for a link.",
    signInFirst:
      "An account with this email address already exists, but the address has never been verified, so the account may not be yours. If it is, sign in with its password and connect {{name}} under Settings. If it is not, reset its password by email or ask the site owner for a link.",
    noEmail:
      "We did not receive your email address, so you could not be signed in. Allow your address to be shared, or sign in another way.",
    failed: "Sign-in failed. Please try again.",
  },
  join: {
    title: "Join {{course}}",
    invited:
      "You are invited to this course. The course staff will see your name, your email address and what you submit.",
    needsAccount:
      "You are invited to this course. Sign up or sign in to join it. The course staff will see your name, your email address and what you submit.",
    needsSignIn:
      "You are invited to this course. Sign in to join it. The course staff will see your name, your email address and what you submit.",
    submit: "Join course",
    signUp: "Sign up and join",
    signIn: "Sign in and join",
    already: "You are already in this course.",
    toCourse: "Go to course",
    toExercises: "Go to exercises",
    done: "You have joined “{{course}}”.",
    revoked: "This link has been revoked. Ask your instructor for a new one.",
    expired: "This link has expired. Ask your instructor for a new one.",
    full: "This join link is full. Ask your instructor for a new one.",
    archived: "This course is archived and can no longer be joined.",
  },
  settings: settings.en,
  tokens: {
    title: "Access tokens",
    intro:
      "A token lets the command line submit as you. Don't share it, and don't put it in your code.",
    fresh: "This is your new token “{{name}}”. Copy it now: it will not be shown again.",
    name: "Name",
    nameHint: "Helps you recognise it later, for example “laptop”.",
    lasts: "Valid for",
    days_one: "{{count}} day",
    days_other: "{{count}} days",
    untilRevoked: "until it is revoked",
    make: "Create token",
    made: "created {{date}}",
    used: "last used {{date}}",
    neverUsed: "never used",
    until: "expires {{date}}",
    forever: "never expires",
    expired: "expired",
    revoke: "Revoke",
    revokeOne: "Revoke the token “{{name}}”",
  },
  error: {
    some: "Some fields need attention. No account was created.",
    wrong: "Incorrect email, username or password.",
    nameMissing: "Please enter your name.",
    nameLong: "Use at most {{count}} characters for your name.",
    usernameOrEmail: "Enter a username, an email address, or both.",
    usernameShort: "Use at least {{count}} characters for your username.",
    usernameLong: "Use at most {{count}} characters for your username.",
    usernameForm: "Use only letters and digits, with . _ - between them.",
    usernameTaken: "This username is taken. Choose another.",
    emailForm: "Enter a valid email address.",
    emailTaken:
      "An account with this email address already exists. If it is yours, sign in instead.",
    passwordShort: "Use at least {{count}} characters for your password.",
    passwordLong: "Use at most {{count}} characters for your password.",
    currentWrong: "That is not your current password. Nothing was changed.",
    emailOfAnother: "Another account uses this email address. Use a different one.",
    tokenName: "Give the token a name of at most {{count}} characters.",
    tokenCount: "You can have at most {{count}} tokens. Revoke one that you no longer use.",
  },
  confirm: {
    password: "Enter your password to confirm",
    name: "Type “{{name}}” to confirm",
    wrongPassword: "That is not your password. Nothing was changed.",
    wrongName: "The name does not match. Nothing was changed.",
  },
  throttle: {
    signIn_one:
      "Too many wrong passwords. To protect the account, wait {{count}} minute before you try again.",
    signIn_other:
      "Too many wrong passwords. To protect the account, wait {{count}} minutes before you try again.",
    slowedSeconds_one:
      "Many wrong passwords were entered for this account from unknown browsers. Wait {{count}} second, use a browser in which you have signed in before, or reset your password.",
    slowedSeconds_other:
      "Many wrong passwords were entered for this account from unknown browsers. Wait {{count}} seconds, use a browser in which you have signed in before, or reset your password.",
    slowedMinutes_one:
      "Many wrong passwords were entered for this account from unknown browsers. Wait {{count}} minute, use a browser in which you have signed in before, or reset your password.",
    slowedMinutes_other:
      "Many wrong passwords were entered for this account from unknown browsers. Wait {{count}} minutes, use a browser in which you have signed in before, or reset your password.",
    reset_one:
      "A link was requested a moment ago. Check your inbox, or try again in {{count}} minute.",
    reset_other:
      "A link was requested a moment ago. Check your inbox, or try again in {{count}} minutes.",
  },
};
