// Accounts: signing in and up, joining a course, a forgotten password, settings.

import * as settings from "./account-settings.ts";
import type { Words } from "./words.ts";

export const zhCN = {
  username: "用户名",
  email: "邮箱",
  password: "密码",
  newPassword: "新密码",
  passwordHint: "至少 {{count}} 个字符；长一点比复杂更安全。",
  or: "或者",
  continue: "继续",
  guestKeeps: "你在这个浏览器里写的草稿和提交过的代码，会一起转到你的账号里。",
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
    nameHint: "老师会看到这个名字；课程名单上的姓名会显示在它前面。",
    usernameHint: "登录时用。用户名和邮箱至少填一个。",
    emailHint: "只用于登录和找回密码，只有课程老师和站长能看到。",
    submit: "创建账号",
    hasAccount: "已经有账号了？",
    joins: "注册后会直接加入课程“{{course}}”。",
    linkOnly: "本站只接受受邀注册。请打开老师发给你的课程链接，再从那里注册。",
  },
  setup: {
    title: "创建站长账号",
    intro: "站长可以创建课程、发布题库、为别人重置密码。这个链接只能用一次。",
    submit: "创建账号",
  },
  forgot: {
    title: "忘记密码",
    ask: "请联系课程老师或站长，他们可以给你一个重置密码的链接。链接 {{count}} 小时内有效。",
    intro: "填写注册时用的邮箱，我们会把重置密码的链接发给你。",
    submit: "发送链接",
    sent: "如果 {{email}} 是某个账号的邮箱，链接已经发出，{{count}} 小时内有效。没收到的话，请看看垃圾邮件。",
    noEmail: "注册时没有填邮箱？请联系课程老师或站长，他们可以给你一个重置链接。",
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
      "你好：\n\n最近一小时内，有人在 {{site}} 用账号 {{login}} 尝试登录，并从你没有登录过的浏览器输错了 {{count}} 次密码。这些尝试都没有成功。之后从这类浏览器登录，每次都要等待一段时间。你已经登录的设备和以前登录过的浏览器不受影响。\n\n如果是你忘记了密码，可以在这里重置：\n{{site}}/forgot-password\n\n如果不是你，而你的密码足够长，也没有在别的网站用过，那么不需要做什么；否则请尽快设置一个新密码：\n{{site}}/settings",
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
    why: "验证邮箱后，老师名单里用这个邮箱的课程会自动加入。",
    send: "发送验证邮件",
    noMail: "本站没有邮件服务，不能通过邮件验证。老师可以在名单里确认你的账号。",
    institution: "学校",
    none: "还没有关联{{name}}账号。关联后可以用它登录这个账号。",
    connect: "关联{{name}}账号",
    since: "{{date}} 关联",
    disconnect: "取消关联",
    disconnectOne: "取消关联{{name}}账号（{{date}} 关联）",
    last: "这是唯一的登录方式，不能取消。",
    confirmHint: "关联或取消关联前，请再输入一次密码。",
    ofAnother: "这个{{name}}账号已经关联了另一个账号。如果两个账号都是你的，请联系管理员合并。",
    providerUnverified: "{{name}}没有验证过你在那里的邮箱，所以不能关联。请先在那里验证邮箱。",
    failed: "没有关联成功{{name}}账号，请再试一次。",
  },
  provider: {
    unverified:
      "已经有一个账号使用了这个邮箱，而{{name}}没有验证过你的邮箱，所以不能用它登录这个账号。请用密码登录；忘记了密码可以重新设置，或请管理员生成重置链接。",
    signInFirst:
      "已经有一个账号使用了这个邮箱，但这个邮箱从未验证过，无法确定账号是不是你的。如果是，请用密码登录，再到“设置”里关联{{name}}账号；如果不是，请点“忘记密码”，或请管理员生成重置链接。",
    noEmail: "对方没有提供你的邮箱，无法登录。",
    failed: "没有登录成功，请再试一次。",
  },
  join: {
    title: "加入课程：{{course}}",
    invited: "你受邀加入这门课程。加入后，课程老师可以看到你的姓名、邮箱和提交。",
    needsAccount:
      "你受邀加入这门课程。先注册或登录，随后会自动加入；课程老师可以看到你的姓名、邮箱和提交。",
    submit: "加入课程",
    signUp: "注册并加入",
    signIn: "已有账号，登录",
    already: "你已经在这门课程里了。",
    toCourse: "进入课程",
    toExercises: "去做练习",
    done: "你已加入“{{course}}”。",
    revoked: "这个链接已被停用。请向老师要一个新的。",
    expired: "这个链接已过期。请向老师要一个新的。",
    full: "这个链接的名额已用完。请向老师要一个新的。",
    archived: "这门课程已经结束，不能再加入。",
  },
  settings: settings.zhCN,
  tokens: {
    title: "访问令牌",
    intro: "令牌让命令行以你的身份提交代码。不要把它给别人，也不要写进代码里。",
    fresh: "令牌“{{name}}”已创建。请现在就复制，离开这一页后就看不到了：",
    name: "名称",
    nameHint: "方便以后辨认，比如“笔记本电脑”。",
    lasts: "有效期",
    days_other: "{{count}} 天",
    untilRevoked: "直到撤销",
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
  fault: {
    some: "有几处需要修改，账号还没有创建。",
    wrong: "用户名（或邮箱）和密码不匹配。",
    nameMissing: "请填写姓名。",
    nameLong: "姓名最多 {{count}} 个字符。",
    usernameOrEmail: "用户名和邮箱至少填一个。",
    usernameShort: "用户名至少 {{count}} 个字符。",
    usernameLong: "用户名最多 {{count}} 个字符。",
    usernameForm: "用户名只能用文字和数字，中间可以有 . _ -。",
    usernameTaken: "这个用户名已经有人用了，请换一个。",
    emailForm: "这不像一个邮箱地址。",
    emailTaken: "这个邮箱已经注册过了。如果是你的，请直接登录。",
    passwordShort: "密码至少 {{count}} 个字符。",
    passwordLong: "密码最多 {{count}} 个字符。",
    currentWrong: "当前密码不对，密码没有修改。",
    confirmWrong: "密码不对，登录信息没有修改。",
    confirmSignIn: "密码不对，登录方式没有修改。",
    emailOfAnother: "这个邮箱已经属于另一个账号，请换一个。",
    tokenName: "请给令牌起个名字，最多 {{count}} 个字符。",
    tokenCount: "最多 {{count}} 个令牌，请先撤销一个不用的。",
  },
  throttle: {
    signIn_other: "密码错误次数过多。为保护账号，请 {{count}} 分钟后再试。",
    slowedSeconds_other:
      "最近有人从陌生的浏览器多次输错这个账号的密码。请 {{count}} 秒后再试，或者用以前登录过的浏览器登录，也可以重置密码。",
    slowedMinutes_other:
      "最近有人从陌生的浏览器多次输错这个账号的密码。请 {{count}} 分钟后再试，或者用以前登录过的浏览器登录，也可以重置密码。",
    reset_other: "刚刚已经请求过了。请先看看邮箱，或者 {{count}} 分钟后再试。",
  },
};

export const en: Words<typeof zhCN> = {
  username: "User name",
  email: "Email",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least {{count}} characters. Long is better than complicated.",
  or: "or",
  continue: "Continue",
  guestKeeps: "Your drafts and submissions in this browser come along into your account.",
  signIn: {
    title: "Sign in",
    login: "Email or user name",
    submit: "Sign in",
    provider: "Sign in with {{name}}",
    leaving: "On to {{name}} …",
    noAccount: "No account yet?",
    forgot: "Forgotten your password?",
  },
  signUp: {
    title: "Sign up",
    name: "Name",
    nameHint: "Teachers see it, after the name on their roster if that is a different one.",
    usernameHint: "For signing in. Give a user name, an email address or both.",
    emailHint:
      "Only for signing in and for a forgotten password. Only your teachers and the owner of the site see it.",
    submit: "Create account",
    hasAccount: "Do you have an account?",
    joins: "You will join the course “{{course}}” right away.",
    linkOnly:
      "Accounts here are by invitation. Open the link to your course that your teacher sent, and sign up from there.",
  },
  setup: {
    title: "Create the owner's account",
    intro:
      "The owner of the site creates courses, publishes packs and helps people who have forgotten their password. This link works once.",
    submit: "Create account",
  },
  forgot: {
    title: "Forgotten password",
    ask: "Ask your teacher or whoever runs this site: they can give you a link to set a new password. It works for {{count}} hours.",
    intro:
      "Enter the email address of your account, and we will send you a link to set a new password.",
    submit: "Send the link",
    sent: "If there is an account with {{email}}, a link is on its way. It works for {{count}} hours. If nothing comes, look among your spam.",
    noEmail:
      "No email address in your account? Ask your teacher or whoever runs this site for a link.",
  },
  reset: {
    title: "Set a new password",
    intro:
      "This sets a new password for the account of {{name}}. It signs you out everywhere, and all access tokens stop working.",
    submit: "Save the new password",
    done: "The new password is saved. Sign in with it.",
  },
  mail: {
    subject: "Your Gradus password",
    text: "Hello,\n\nsomebody, probably you, asked to set a new password on Gradus. Open this link within {{count}} hours to do so:\n\n{{url}}\n\nIf it was not you, ignore this message: your password stays as it is.",
    guessedSubject: "Someone is trying to sign in to your Gradus account",
    guessed_one:
      "Hello,\n\nin the past hour someone entered {{count}} wrong password for the account {{login}} on {{site}}, from browsers in which you have never signed in. None of these attempts succeeded. From now on each attempt from such a browser has to wait. Devices that are signed in, and browsers in which you have signed in before, are not affected.\n\nIf it was you and you have forgotten your password, you can reset it here:\n{{site}}/forgot-password\n\nIf it was not you, and your password is long and used on no other site, you don't need to do anything. Otherwise, set a new password soon:\n{{site}}/settings",
    guessed_other:
      "Hello,\n\nin the past hour someone entered {{count}} wrong passwords for the account {{login}} on {{site}}, from browsers in which you have never signed in. None of these attempts succeeded. From now on each attempt from such a browser has to wait. Devices that are signed in, and browsers in which you have signed in before, are not affected.\n\nIf it was you and you have forgotten your password, you can reset it here:\n{{site}}/forgot-password\n\nIf it was not you, and your password is long and used on no other site, you don't need to do anything. Otherwise, set a new password soon:\n{{site}}/settings",
  },
  verify: {
    title: "Verify your email address",
    intro: "Confirm that {{email}} is your address.",
    submit: "Confirm",
    signIn: "Sign in to the account “{{name}}” first, then confirm the address.",
    other:
      "This link belongs to the account “{{name}}”, and you are signed in to another one. Sign out, sign in to that account, and open the link again.",
    notYours: "If that account is not yours, do not confirm. Ignore the email.",
  },
  verifyMail: {
    subject: "Verify your email address for Gradus",
    text: "Hello,\n\nthe Gradus account “{{name}}” gave this email address. If the account is yours, open this link within {{count}} days, sign in, and confirm:\n\n{{url}}\n\nIf you did not sign up, ignore this email and do not confirm.",
  },
  signIns: {
    title: "Ways to sign in",
    verified: "address verified",
    unverified: "address not verified",
    why: "Once your address is verified, you join the courses whose rosters have it.",
    send: "Send verification email",
    noMail:
      "This site sends no email, so addresses cannot be verified by email. Your teacher can confirm your account on the roster.",
    institution: "Institution",
    none: "No {{name}} account is connected. Connect one to sign in to this account with it.",
    connect: "Connect {{name}}",
    since: "connected {{date}}",
    disconnect: "Disconnect",
    disconnectOne: "Disconnect {{name}}, connected {{date}}",
    last: "This is the only way to sign in, so it cannot be disconnected.",
    confirmHint: "Enter your password to connect or disconnect.",
    ofAnother:
      "This {{name}} account is connected to another account here. If both are yours, ask the site's owner to merge them.",
    providerUnverified:
      "{{name}} has not verified your email address there, so the account cannot be connected. Verify the address there first.",
    failed: "{{name}} could not be connected. Please try again.",
  },
  provider: {
    unverified:
      "An account with this email address already exists, and {{name}} has not verified your address, so it cannot open that account. Sign in with your password. If you forgot it, reset it or ask the site's owner for a link.",
    signInFirst:
      "An account with this email address already exists, but nobody has verified the address, so the account may not be yours. If it is, sign in with its password and connect {{name}} under Settings. If it is not, reset its password by email or ask the site's owner for a link.",
    noEmail: "We were not told your email address, so you could not be signed in.",
    failed: "Signing in did not work. Please try again.",
  },
  join: {
    title: "Join {{course}}",
    invited:
      "You are invited to this course. Its teachers will see your name, your email address and what you submit.",
    needsAccount:
      "You are invited to this course. Sign up or sign in, and you will be in it. Its teachers will see your name, your email address and what you submit.",
    submit: "Join the course",
    signUp: "Sign up and join",
    signIn: "I have an account",
    already: "You are in this course already.",
    toCourse: "To the course",
    toExercises: "To the exercises",
    done: "You have joined “{{course}}”.",
    revoked: "This link has been withdrawn. Ask your teacher for a new one.",
    expired: "This link has expired. Ask your teacher for a new one.",
    full: "All seats of this link are taken. Ask your teacher for a new one.",
    archived: "This course is over; nobody can join it any more.",
  },
  settings: settings.en,
  tokens: {
    title: "Access tokens",
    intro:
      "With a token the command line submits as you. Give it to nobody, and keep it out of your code.",
    fresh: "Here is the token “{{name}}”. Copy it now: it cannot be shown again.",
    name: "Name",
    nameHint: "To tell it from others later, such as “laptop”.",
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
  fault: {
    some: "Something here needs another look; no account was created yet.",
    wrong: "That name and password do not go together.",
    nameMissing: "Please enter your name.",
    nameLong: "A name can have at most {{count}} characters.",
    usernameOrEmail: "Give a user name, an email address or both.",
    usernameShort: "A user name has at least {{count}} characters.",
    usernameLong: "A user name has at most {{count}} characters.",
    usernameForm: "Use letters and digits only, with . _ - between them.",
    usernameTaken: "This user name is taken. Please choose another.",
    emailForm: "This does not look like an email address.",
    emailTaken: "There is an account with this email address. If it is yours, sign in instead.",
    passwordShort: "A password has at least {{count}} characters.",
    passwordLong: "A password has at most {{count}} characters.",
    currentWrong: "That is not your current password. Nothing was changed.",
    confirmWrong: "That is not your password. Nothing was changed.",
    confirmSignIn: "That is not your password. Nothing was changed.",
    emailOfAnother: "Another account has this email address. Please use a different one.",
    tokenName: "Give the token a name of at most {{count}} characters.",
    tokenCount: "You can have {{count}} tokens. Revoke one that you no longer use.",
  },
  throttle: {
    signIn_one:
      "Too many wrong passwords. To protect the account, please wait {{count}} minute before you try again.",
    signIn_other:
      "Too many wrong passwords. To protect the account, please wait {{count}} minutes before you try again.",
    slowedSeconds_one:
      "Many wrong passwords were entered for this account from unknown browsers. Please wait {{count}} second, use a browser in which you have signed in before, or reset your password.",
    slowedSeconds_other:
      "Many wrong passwords were entered for this account from unknown browsers. Please wait {{count}} seconds, use a browser in which you have signed in before, or reset your password.",
    slowedMinutes_one:
      "Many wrong passwords were entered for this account from unknown browsers. Please wait {{count}} minute, use a browser in which you have signed in before, or reset your password.",
    slowedMinutes_other:
      "Many wrong passwords were entered for this account from unknown browsers. Please wait {{count}} minutes, use a browser in which you have signed in before, or reset your password.",
    reset_one:
      "You have asked a moment ago. Look into your mailbox, or try again in {{count}} minute.",
    reset_other:
      "You have asked a moment ago. Look into your mailbox, or try again in {{count}} minutes.",
  },
};
