// gradus serve: its messages in the terminal, and the meaning of each setting.

import type { Words } from "./words.ts";

export const zhCN = {
  at: "Gradus 已启动：{{url}}（按 Ctrl-C 停止）",
  owner:
    "本站还没有管理员。请用下面的一次性链接创建管理员账号（七天内有效；重新启动后会换成新链接）：",
  ending: "正在停止：不再接收请求，等待正在进行的评测结束……",
  locked:
    "另一个 Gradus 服务器正在使用 {{folder}}。一个数据目录同时只能由一个服务器使用：请先停止那个服务器，或用 GRADUS_DATA 指定另一个目录。",
  newer:
    "{{file}} 由较新版本的 Gradus 写入，当前版本无法读取，没有任何改动。请升级 Gradus，或用 gradus restore 恢复升级前的备份。",
  interrupted:
    "上一次向 {{folder}} 恢复备份时中断，服务器没有启动。请再运行一次 gradus restore；原来的数据在 {{folder}} 的 before-restore-… 目录里，没有删除。",
  damaged:
    "{{folder}} 里的数据库已损坏，或不是数据库，没有任何改动。请用 gradus restore 恢复最近的备份。",
  notWritable:
    "无法写入数据目录 {{folder}}。请检查它的所有者和权限，或用 GRADUS_DATA 指定另一个目录。",
  openToOthers:
    "数据目录里的 {{path}} 对其他用户开放（权限 {{mode}}），而 Gradus 无法修改它的权限，服务器没有启动。数据目录里有登录凭据和学生的数据。请修改所有者和权限（目录 0700，文件 0600），或用 GRADUS_DATA 指定另一个目录。",
  full: "{{folder}} 所在的磁盘已满，服务器没有启动。请腾出空间后重试。",
  portTaken: "{{host}} 的端口 {{port}} 已被其他程序占用。请停止该程序，或用 PORT 指定另一个端口。",
  cannotListen: "无法在 {{host}} 的端口 {{port}} 上监听（{{code}}）。请检查 HOST 和 PORT。",
  seeHelp: "设置有误，服务器没有启动。运行 gradus serve --help 查看全部设置。",
  unknown: "不存在名为 {{name}} 的设置，已忽略。",
  settings: { title: "设置（环境变量）：", default: "默认 {{value}}", example: "例如 {{value}}" },
  setting: {
    PORT: "监听的端口",
    HOST: "监听的地址；0.0.0.0 表示让其他机器也能访问",
    GRADUS_DATA: "数据目录：数据库，以及评测用过的每个练习版本",
    GRADUS_PACKS: "题库文件夹",
    GRADUS_URL: "浏览器里看到的网址，可以带路径；放在反向代理后面时必须设置",
    GRADUS_TRUSTED_PROXIES: "可信的反向代理（采用其转发的客户端地址）",
    GRADUS_LANGUAGE: "默认语言（用户没有选择、浏览器也没有指定时）",
    GRADUS_TIME_ZONE: "默认时区（尚不知道用户所在时区时）",
    GRADUS_SIGN_UP: "open：任何人都可以注册；link：只能通过邀请链接注册",
    GRADUS_SLOTS: "本进程同时评测多少份提交；0 表示全部交给评测节点",
    GRADUS_REDIS_URL:
      "把任务分发给评测节点（gradus worker）的 Redis 地址；能写入这个 Redis 的人可以修改分数、查看隐藏测试",
    GRADUS_REDIS_PREFIX: "几个网站共用一个 Redis 时，用来区分彼此的键",
    GRADUS_REDIS_CA: "签发 Redis 证书的机构，PEM 文件",
    GRADUS_REDIS_CERT: "连接 Redis 用的客户端证书，PEM 文件",
    GRADUS_REDIS_KEY: "客户端证书的私钥，PEM 文件",
    GRADUS_WEB_PROCESSES: "处理请求的进程数；大于 1 时需要 GRADUS_REDIS_URL",
    GRADUS_SINGLE_USE: "1：每次评测都使用全新的进程（考试时更稳妥，但慢得多）",
    GRADUS_REQUIRE_WALLS: "1：四道防护齐全才评测；0：允许缺少防护；不设置则不低于本站曾有的防护",
    GRADUS_PRACTICE_SOLUTIONS:
      "1：自学者通过练习后也可以看参考答案（有未截止的作业还不公布答案时除外）",
    GRADUS_LIVE_TEST_SHARE: "实时测试最多可用的计算时间（占全部核心的比例）",
    GRADUS_CPU_FACTOR:
      "时间限制的倍数；不设置则在启动时和运行中自动测量（速度是参考机器的一半时为 2）",
    GRADUS_SMTP_URL: "发送邮件的 SMTP 服务器；不设置则由管理员转交重置密码的链接",
    GRADUS_MAIL_FROM: "邮件的发件人",
    GRADUS_OIDC_ISSUER: "OpenID 登录服务的地址",
    GRADUS_OIDC_CLIENT_ID: "在 OpenID 服务注册的客户端 ID",
    GRADUS_OIDC_CLIENT_SECRET: "在 OpenID 服务注册的客户端密钥",
    GRADUS_OIDC_NAME: "OpenID 登录按钮上显示的名称",
    GRADUS_OIDC_USERNAME:
      "OpenID 服务用来提供学号（用户名）的声明；只能填写用户自己无法修改的声明，课程名单据此认人",
    GRADUS_CAS_URL: "CAS（统一身份认证）服务器的地址，到 /login 之前为止，必须是 https",
    GRADUS_CAS_NAME: "CAS 登录按钮上显示的名称",
    GRADUS_CAS_USERNAME: "CAS 返回的哪个属性是学号；不设置则使用 CAS 的用户名",
    GRADUS_CAS_PERSON_NAME: "CAS 返回的哪个属性是姓名；不设置则依次尝试 displayName、cn、name",
    GRADUS_CAS_EMAIL: "CAS 返回的哪个属性是邮箱；不设置则依次尝试 mail、email",
    GRADUS_SSO_ONLY:
      "1：只能用学校账号登录，管理员仍可使用密码；需要设置 GRADUS_OIDC_ISSUER 或 GRADUS_CAS_URL",
    GRADUS_METRICS_TOKEN:
      "读取 /metrics 所需的令牌；不设置则只有本机可以读取，设置了反向代理或外部网址时任何人都不能读取",
    GRADUS_LOG_LEVEL: "日志的详细程度：debug、info、warn、error 或 silent",
  },
  error: {
    value: "{{name}} 的值无效：{{value}}",
    taken: "{{name}} 不能是 {{value}}：网站自身的页面已使用这个路径，请换一个",
    noGrader: "GRADUS_SLOTS=0 表示全部交给评测节点，因此必须设置 {{name}}",
    noChannel: "GRADUS_WEB_PROCESSES 大于 1 时，各进程通过 Redis 保持一致，因此必须设置 {{name}}",
    noSignIn:
      "{{name}}=1 表示只能用学校账号登录，因此必须设置 GRADUS_OIDC_ISSUER 或 GRADUS_CAS_URL",
    together: "缺少 {{name}}：它必须与同组的其他设置一起给出",
  },
};

export const en: Words<typeof zhCN> = {
  at: "Gradus is running at {{url}} (press Ctrl-C to stop)",
  owner:
    "This site has no owner yet. Create the owner account with this link. It works once, for seven days (every start of the server creates a new one):",
  ending: "Stopping: new requests are refused; submissions that are being graded are finished…",
  locked:
    "Another Gradus server is already using {{folder}}. Only one server can use a data folder at a time. Stop that server, or set GRADUS_DATA to another folder.",
  newer:
    "{{file}} was written by a newer version of Gradus and cannot be read by this one. Nothing was changed. Upgrade Gradus, or restore an earlier backup with gradus restore.",
  interrupted:
    "A restore to {{folder}} was interrupted, so the server was not started. Run gradus restore again. The previous data is in a folder before-restore-… inside it.",
  damaged:
    "The database in {{folder}} is damaged or is not a database. Nothing was changed. Restore the latest backup with gradus restore.",
  notWritable:
    "Cannot write to the data folder {{folder}}. Check its owner and permissions, or set GRADUS_DATA to another folder.",
  openToOthers:
    "Other users can read {{path}} in the data folder (mode {{mode}}), and Gradus cannot change its mode, so the server was not started. The data folder contains sign-in secrets and student data. Correct the owner and the modes (0700 for folders, 0600 for files), or set GRADUS_DATA to another folder.",
  full: "The disk of {{folder}} is full, so the server was not started. Free some space and try again.",
  portTaken:
    "Port {{port}} on {{host}} is already in use. Stop the program that uses it, or choose another port with PORT.",
  cannotListen: "Cannot listen on port {{port}} of {{host}} ({{code}}). Check HOST and PORT.",
  seeHelp: "The server was not started. See gradus serve --help for all settings.",
  unknown: "Unknown setting {{name}}. It is ignored.",
  settings: {
    title: "Settings (environment variables):",
    default: "default {{value}}",
    example: "for example {{value}}",
  },
  setting: {
    PORT: "The port to listen on",
    HOST: "The address to listen on; use 0.0.0.0 to accept connections from other machines",
    GRADUS_DATA:
      "The folder for the database and for each version of an exercise that has been used for grading",
    GRADUS_PACKS: "The folder of packs",
    GRADUS_URL:
      "The address of the site as browsers see it, including its path; required behind a reverse proxy",
    GRADUS_TRUSTED_PROXIES: "Reverse proxies that are trusted to report the client's address",
    GRADUS_LANGUAGE:
      "The language for visitors who have not chosen one and whose browser asks for neither Chinese nor English",
    GRADUS_TIME_ZONE: "The time zone until the visitor's own is known",
    GRADUS_SIGN_UP: "open: anyone can create an account; link: only with a join link",
    GRADUS_SLOTS:
      "How many submissions this process grades at the same time; 0 leaves all of them to workers",
    GRADUS_REDIS_URL:
      "The Redis that carries jobs to workers (gradus worker); anyone who can write to it can change grades and read hidden tests",
    GRADUS_REDIS_PREFIX: "Tells the keys of several sites on one Redis apart",
    GRADUS_REDIS_CA: "The authority that signed Redis's certificate, a PEM file",
    GRADUS_REDIS_CERT: "A client certificate for Redis, a PEM file",
    GRADUS_REDIS_KEY: "The private key of the client certificate, a PEM file",
    GRADUS_WEB_PROCESSES: "How many processes answer requests; more than one need GRADUS_REDIS_URL",
    GRADUS_SINGLE_USE: "1: a new process for every run (for exams; far slower)",
    GRADUS_REQUIRE_WALLS:
      "1: grade only with all four walls; 0: allow fewer walls; not set: never with fewer walls than have ever been active here",
    GRADUS_PRACTICE_SOLUTIONS:
      "1: solutions are shown after passing in practice too, unless an open assignment withholds them",
    GRADUS_LIVE_TEST_SHARE: "The share of all cores' time that live tests can use together",
    GRADUS_CPU_FACTOR:
      "The factor for time limits; measured if not set (2 on a machine half as fast as the reference machine)",
    GRADUS_SMTP_URL:
      "The mail server for password reset links; without one, the owner creates the links",
    GRADUS_MAIL_FROM: "The sender of these emails",
    GRADUS_OIDC_ISSUER: "The address of an OpenID Connect provider for signing in",
    GRADUS_OIDC_CLIENT_ID: "The client ID at this provider",
    GRADUS_OIDC_CLIENT_SECRET: "The client secret at this provider",
    GRADUS_OIDC_NAME: "The provider's name on the sign-in button",
    GRADUS_OIDC_USERNAME:
      "The claim with the username, such as a student number. Rosters trust it, so name only a claim that people cannot change themselves",
    GRADUS_CAS_URL: "The address of a CAS server for signing in, up to /login; https only",
    GRADUS_CAS_NAME: "The CAS server's name on the sign-in button",
    GRADUS_CAS_USERNAME:
      "The CAS attribute with the student number; not set: the user name of the CAS server",
    GRADUS_CAS_PERSON_NAME:
      "The CAS attribute with the person's name; not set: displayName, cn or name",
    GRADUS_CAS_EMAIL: "The CAS attribute with the email address; not set: mail or email",
    GRADUS_SSO_ONLY:
      "1: people sign in with the institution only, and site owners also with a password; requires GRADUS_OIDC_ISSUER or GRADUS_CAS_URL",
    GRADUS_METRICS_TOKEN:
      "The token required to read /metrics. Without one, only this machine can read it; no one can if GRADUS_TRUSTED_PROXIES is set or GRADUS_URL is not local",
    GRADUS_LOG_LEVEL: "How much is logged: debug, info, warn, error or silent",
  },
  error: {
    value: "{{name}} cannot be {{value}}",
    taken:
      "{{name}} cannot be {{value}}: the site uses this path for its own pages. Choose another one",
    noGrader: "GRADUS_SLOTS=0 leaves all grading to workers, so {{name}} is required",
    noChannel:
      "With GRADUS_WEB_PROCESSES greater than 1, the processes share their state through Redis, so {{name}} is required",
    noSignIn:
      "{{name}}=1 leaves sign-in to the institution, so GRADUS_OIDC_ISSUER or GRADUS_CAS_URL is required",
    together: "{{name}} is missing: it is required with the other settings of its group",
  },
};
