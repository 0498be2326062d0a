// Certificates: the public page, and the list in the settings.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "自学证书",
  finished_other: "完成了以下题库的全部 {{count}} 道练习：",
  version: "题库版本",
  date: "完成日期",
  note: "自学；未核实身份。",
  manage: "管理我的证书",
  list: "证书",
  none: "还没有证书。完成一个题库的全部练习后，可以在该题库的成果页面申请。",
  public: "知道证书网址的任何人都能查看证书。撤回后，网址立即失效，无法恢复。",
  withdraw: "撤回",
  withdrawOne: "撤回证书：{{pack}}",
  withdrawn: "证书已撤回，原来的网址已失效。",
  error: {
    empty: "请填写姓名。",
    long: "姓名最多 {{count}} 个字符。",
    characters: "姓名里有不能使用的字符，例如换行、不可见字符或改变文字方向的字符。",
    count: "你已有 {{count}} 张证书，这是上限。请先在设置中撤回一张。",
    unfinished: "这个题库还有没完成的练习，因此不能生成证书。",
    exam: "这个题库中有练习正在考试，考试结束之前不能生成证书。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Certificate of self-study",
  finished_one: "has completed the {{count}} exercise of",
  finished_other: "has completed all {{count}} exercises of",
  version: "Version of the pack",
  date: "Completed on",
  note: "Self-study; identity not checked.",
  manage: "Manage my certificates",
  list: "Certificates",
  none: "You have no certificates. When you have completed all exercises of a pack, you can create one on the summary page of the pack.",
  public:
    "Anyone who has the address of a certificate can read it. If you withdraw a certificate, its address stops working at once and cannot be restored.",
  withdraw: "Withdraw",
  withdrawOne: "Withdraw certificate: {{pack}}",
  withdrawn: "The certificate was withdrawn. Its address no longer works.",
  error: {
    empty: "Enter a name.",
    long: "A name has at most {{count}} characters.",
    characters:
      "This name contains characters that are not allowed, such as line breaks, invisible characters or characters that change the direction of text.",
    count:
      "You have {{count}} certificates, which is the maximum. Withdraw one in the settings first.",
    unfinished: "You have not completed all exercises of this pack, so no certificate was created.",
    exam: "An exam on an exercise of this pack is running. No certificate can be created before it ends.",
  },
};
