// The page that a platform opens to register itself: part of lti-registration.ts.

import type { Words } from "./words.ts";

export const zhCN = {
  service: {
    launch: "打开练习",
    deepLinking: "在平台上挑选练习",
    scores: "接收成绩",
    roster: "提供名单",
  },
  title: "登记 Gradus",
  intro: "确认后，Gradus 与这个平台互相登记。Gradus 的管理员把它命名为“{{name}}”。",
  product: "平台",
  host: "平台的主机",
  offers: "平台提供",
  button: "登记",
  changed: "平台给出的信息刚才变了。请核对后再次确认。",
  done: {
    title: "登记完成",
    text: "“{{name}}”已登记。可以关闭这个页面。",
    canvas: "请在 Canvas 中完成剩下的步骤并启用这个应用。",
    moodle: "请在 Moodle 的工具列表中启用 Gradus：在那之前它处于“待处理”状态。",
    other:
      "请在平台上启用这个工具。如果第一次打开被拒绝，请在 Gradus 的“管理 → 学习平台”中批准部署。",
  },
  failed: {
    title: "没有登记",
    detail: "详情：",
    again: "Gradus 没有保存任何内容，这个地址还可以再用。",
  },
  failure: {
    unknown: "这个地址不存在，或者已作废。请在 Gradus 的“管理 → 学习平台”中生成新的地址。",
    used: "这个地址已经用过。如果登记没有出现在“管理 → 学习平台”中，请在那里生成新的地址。",
    expired: "这个地址已过期。请在“管理 → 学习平台”中生成新的地址。",
    opened: "请不要自己打开这个地址，而是把它粘贴到学习平台的动态注册中，由平台打开。",
    token: "平台给出的登记令牌无法使用。请在平台上重新开始登记。",
    address: "平台给出的配置地址必须以 https:// 开头。请检查平台的网址设置。",
    unreachable: "读不到平台的配置。请检查平台能否从 Gradus 的服务器访问，然后重新开始登记。",
    redirect: "平台的配置地址跳转到了别处，Gradus 不跟随跳转。请在平台上设置最终的网址。",
    size: "平台的配置太大。请检查配置地址是否正确。",
    status: "平台没有给出配置。登记令牌可能已过期，请在平台上重新开始登记。",
    json: "平台的配置不是 JSON，可能是一个登录页面或错误页面。请检查配置地址。",
    endpoint:
      "平台的配置缺少一个地址，或者地址不以 https:// 开头。请检查平台的设置，或者手动登记。",
    issuer: "配置中的发行者属于另一台主机。请检查平台的网址设置，或者手动登记。",
    host: "登记要发送到另一台主机，Gradus 不会把令牌发到那里。请手动登记。",
    refused: "平台拒绝了登记。请按详情处理，在平台上重新开始：登记令牌通常只能用一次。",
    failed: "平台在登记时出错。请看平台上是否已有未完成的工具，删除后重新开始。",
    unanswered: "平台没有回答登记。它可能已经添加了工具：请在平台上查看，删除后重新开始。",
    answer: "平台的回答里没有客户端 ID。请删除平台上刚添加的工具，然后手动登记。",
    known:
      "平台给出的客户端 ID 在 Gradus 中已经登记过，没有再次登记。已有的登记在“管理 → 学习平台”中。",
  },
};

export const en: Words<typeof zhCN> = {
  service: {
    launch: "opening exercises",
    deepLinking: "picking exercises on the platform",
    scores: "receiving scores",
    roster: "rosters",
  },
  title: "Register Gradus",
  intro:
    "If you confirm, Gradus and this platform register each other. Gradus's site owner has named it “{{name}}”.",
  product: "Platform",
  host: "Host of the platform",
  offers: "The platform offers",
  button: "Register",
  changed: "What the platform says about itself has just changed. Check it and confirm again.",
  done: {
    title: "Registered",
    text: "“{{name}}” is registered. You can close this page.",
    canvas: "Complete the remaining steps in Canvas and turn the app on.",
    moodle: "Activate Gradus in Moodle's list of tools: until then it is pending.",
    other:
      "Activate the tool on the platform. If the first launch is refused, accept its deployment in Gradus under Manage → Learning platforms.",
  },
  failed: {
    title: "Not registered",
    detail: "Details:",
    again: "Gradus has stored nothing, and this address can be used again.",
  },
  failure: {
    unknown:
      "There is no such address, or it was withdrawn. Create a new one in Gradus under Manage → Learning platforms.",
    used: "This address has been used. If its registration is not listed under Manage → Learning platforms, create a new address there.",
    expired: "This address has expired. Create a new one under Manage → Learning platforms.",
    opened:
      "Don't open this address yourself. Paste it into the dynamic registration of your learning platform, which opens it.",
    token:
      "The platform's registration token cannot be used. Start the registration again on the platform.",
    address:
      "The address of the platform's configuration must begin with https://. Check the platform's own address in its settings.",
    unreachable:
      "The platform's configuration cannot be read. Check that Gradus's server can reach the platform, and start the registration again.",
    redirect:
      "The platform's configuration redirects to another address, which Gradus does not follow. Enter the final address in the platform's settings.",
    size: "The platform's configuration is too large. Check its address.",
    status:
      "The platform did not give its configuration. The registration token may have expired: start the registration again on the platform.",
    json: "The platform's configuration is not JSON; perhaps it is a sign-in page or an error page. Check its address.",
    endpoint:
      "The platform's configuration lacks an address, or one does not begin with https://. Check the platform's settings, or register it by hand.",
    issuer:
      "The issuer in the configuration belongs to another host. Check the platform's own address in its settings, or register it by hand.",
    host: "The registration would go to another host, to which Gradus does not send the token. Register the platform by hand.",
    refused:
      "The platform refused the registration. Act on the details, and start it again on the platform: a registration token usually works once.",
    failed:
      "The platform failed during the registration. If it lists an unfinished tool now, delete it there and start again.",
    unanswered:
      "The platform did not answer the registration. It may have added the tool: look there, delete it and start again.",
    answer:
      "The platform's answer has no client ID. Delete the tool that it has just added, and register the platform by hand.",
    known:
      "The platform's client ID is registered in Gradus already. Nothing was added. The existing registration is under Manage → Learning platforms.",
  },
};
