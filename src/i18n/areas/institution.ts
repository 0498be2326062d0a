// Signing in through the institution: CAS, and sites that accept nothing else.

import type { Words } from "./words.ts";

export const zhCN = {
  either: "{{first}}或{{second}}",
  platform: "学习平台",
  only: {
    intro: "本站使用学校账号登录。",
    introNew: "本站使用学校账号登录。第一次登录时会自动创建账号。",
    owner: "管理员：用密码登录",
    ownerTitle: "管理员登录",
    ownerIntro: "这里只供管理员用密码登录。其他人请用{{name}}账号登录。",
    others: "用{{name}}账号登录",
    wrong: "用户名（或邮箱）和密码不匹配，或者不是管理员的账号。其他人请用{{name}}账号登录。",
    signUp: "本站不能用密码注册。请用{{name}}账号登录，账号会自动创建。",
    forgot: "只有管理员用密码登录本站。其他人请用{{name}}账号登录，密码在学校修改。",
    reset: "“{{name}}”的账号用学校账号登录，不需要在这里设置密码。",
    first: "登录后，系统按学号或学校验证过的邮箱找到这个账号。如果进入的是另一个账号，请联系教师。",
    refused: "本站使用{{name}}账号登录，没有设置密码。请从登录页面用{{name}}账号登录。",
    mail: "{{name}}，你好：\n\n教师已把你加入课程“{{course}}”，并为你创建了账号。请打开下面的链接，用{{institution}}账号登录：\n\n{{url}}",
    addressInUse:
      "已有账号使用{{name}}提供的邮箱，但无法确定账号是不是你的，因此没有登录。请联系管理员。",
    resetLink: "本站使用{{name}}账号登录，只能为管理员生成重置密码的链接。没有生成链接。",
  },
  signedOut: "你已退出 Gradus。在这台电脑上，你可能还登录着{{name}}。",
  signOutThere: "退出{{name}}",
  usernameInUse:
    "你的学号已属于本站的另一个账号。如果那个账号是你的，请登录那个账号，再到“设置”里关联{{name}}账号；如果不是，请联系教师或管理员。",
  cas: {
    state: "这次登录不是在这个浏览器里开始的，或者已超过十分钟，或者已使用过。请重新登录。",
    ticket: "{{name}}返回的地址里没有有效的票据。请重新登录。",
    refused: "{{name}}没有确认这次登录。请重试；如果仍然失败，请联系管理员。",
    service: "{{name}}不认识本站，因此无法登录。请告诉管理员：本站需要在 CAS 服务器上注册。",
    unreachable: "暂时无法连接{{name}}。请几分钟后重试；如果仍然失败，请联系管理员。",
    garbled: "{{name}}的回答不符合 CAS 协议，因此没有登录。请告诉管理员。",
    proxied: "{{name}}的票据来自另一个应用的代理登录，本站不接受。请从登录页面直接登录。",
    user: "{{name}}没有提供有效的用户名，因此无法登录。请告诉管理员。",
  },
};

export const en: Words<typeof zhCN> = {
  either: "{{first}} or {{second}}",
  platform: "Learning platform",
  only: {
    intro: "Sign in to this site with your institution's account.",
    introNew:
      "Sign in to this site with your institution's account. The first time you sign in, your account is created automatically.",
    owner: "Site owner: sign in with password",
    ownerTitle: "Sign in as site owner",
    ownerIntro: "Only site owners sign in with a password here. Everyone else uses {{name}}.",
    others: "Sign in with {{name}}",
    wrong:
      "This is not the login and password of a site owner. Everyone else signs in with {{name}}.",
    signUp:
      "You cannot sign up with a password on this site. Sign in with {{name}}, and your account is created automatically.",
    forgot:
      "Only site owners have a password on this site. Everyone else signs in with {{name}}, and changes the password there.",
    reset:
      "The account of {{name}} is for signing in with the institution. It needs no password here.",
    first:
      "After you sign in, the account is found by your student number, or by an address that the institution has verified. If you end up in another account, ask your instructor.",
    refused:
      "This site uses {{name}} for signing in, so no password was set. Sign in with {{name}} on the sign-in page.",
    mail: "Hello {{name}},\n\nYour instructor has added you to the course “{{course}}” and created an account for you. Open this link and sign in with {{institution}}:\n\n{{url}}",
    addressInUse:
      "An account with the email address from {{name}} already exists, and it may not be yours, so you were not signed in. Ask the site owner.",
    resetLink:
      "This site uses {{name}} for signing in, so only site owners can get a link for a new password. No link was created.",
  },
  signedOut:
    "You have signed out of Gradus. You may still be signed in to {{name}} in this browser.",
  signOutThere: "Sign out of {{name}}",
  usernameInUse:
    "Another account here already has your student number. If it is yours, sign in to it and connect {{name}} under Settings. If it is not, ask your instructor or the site owner.",
  cas: {
    state:
      "This sign-in was not started in this browser, is older than ten minutes, or was used already. Sign in again.",
    ticket: "{{name}} returned no valid ticket. Sign in again.",
    refused:
      "{{name}} did not confirm this sign-in. Try again. If it fails again, ask the site owner.",
    service:
      "{{name}} does not know this site, so you could not be signed in. Tell the site owner that this site must be registered with the CAS server.",
    unreachable:
      "{{name}} cannot be reached. Try again in a few minutes. If it fails again, ask the site owner.",
    garbled:
      "The answer of {{name}} does not follow the CAS protocol, so you were not signed in. Tell the site owner.",
    proxied:
      "The ticket of {{name}} comes from another application, which is not accepted here. Sign in from the sign-in page.",
    user: "{{name}} sent no valid user name, so you could not be signed in. Tell the site owner.",
  },
};
