// gradus replay.

import type { Words } from "./words.ts";

export const zhCN = {
  help: {
    replay: "按报告中的评测存证重新评测一份代码，检查结果是否相同",
    report: "gradus grade --json 或 gradus submit --json 输出的报告",
    file: "这份报告所评测的文件",
    packs: "一个题库，或存放题库的文件夹，其中要有报告所用的练习版本",
    data: "网站的数据文件夹，其中有网站评测过的每个练习版本",
    server: "使用这个服务器的公开练习包，只能重新评测公开测试",
    hiddenSeed: "隐藏测试的种子，用于没有写明它的报告",
    json: "只输出一个 JSON 格式的结果",
    exitCodes: "退出码：0 表示比对过的部分全部相同，1 表示有不同，2 表示无法重新评测，或用法错误。",
  },
  identical: "结果相同",
  different_other: "有 {{count}} 处不同",
  compared: "共 {{count}} 组测试，比对了 {{compared}} 组。",
  group: "测试组“{{group}}”",
  case: "测试“{{name}}”",
  reported: "报告",
  replayed: "重新评测",
  absent: "（无）",
  more_other: "另有 {{count}} 处不同。使用 --json 查看全部。",
  nearLimit: "接近限制的程序，两次运行的结果可能不同。",
  notCompared: "没有比对：",
  leftOut: {
    hidden: "{{group}}：公开练习包里没有隐藏测试",
    server: "{{group}}：只有服务器能评测",
    generated: "{{group}}：测试是按种子生成的，公开练习包里没有生成程序",
    seed: "{{group}}：报告没有写明生成隐藏测试的种子。请加上 --hidden-seed，或在服务器上使用 --data",
    needs: "{{group}}：依赖一组没有比对的测试",
    totals: "整份报告的结果和得分",
    misconception: "常见错误的提示",
    figures: "报告末尾的图",
  },
  onePlace: "--packs、--data 和 --server 只能使用一个。",
  hasHiddenSeed: "这份报告已经写明隐藏测试的种子，请去掉 --hidden-seed。",
  otherFile:
    "{{file}} 不是这份报告所评测的文件：它的哈希是 {{hash}}，报告里的是 {{wanted}}。请使用原来的文件，一个字符都不能改。",
  otherEngine: "这份报告由引擎 {{engine}} 评测，这里是引擎 {{current}}。不同引擎的结果可能不同。",
  whereEngines: "请使用与评测时完全相同的 Gradus（包括安装的依赖包），例如评测它的那个网站的版本。",
  otherVersionInPacks:
    "这份报告使用 {{exercise}} 的版本 {{version}}，而 {{folder}} 里是版本 {{current}}。",
  noVersionInData: "{{folder}} 里没有 {{exercise}} 的版本 {{version}}。",
  otherVersionOnServer:
    "这份报告使用 {{exercise}} 的版本 {{version}}，而 {{url}} 现在提供版本 {{current}}。",
  whereVersions:
    "请用 --packs 给出含有该版本的题库（例如在 git 中检出当时的版本），或在评测它的服务器上使用 --data。",
};

export const en: Words<typeof zhCN> = {
  help: {
    replay: "grade a solution again as a report's receipt says, and compare the results",
    report: "a report printed by gradus grade --json or gradus submit --json",
    file: "the file that the report is about",
    packs: "a pack, or a folder of packs, with the exercise's version of the report",
    data: "a site's data folder, which has every version that the site has graded",
    server: "use this server's public bundle; only visible tests can be repeated",
    hiddenSeed: "seed of the hidden tests, for a report that does not show it",
    json: "print only the result, as one JSON document",
    exitCodes:
      "Exit codes: 0 identical in everything that was compared; 1 not identical; 2 it cannot be repeated, or invalid usage.",
  },
  identical: "identical",
  different_one: "{{count}} difference",
  different_other: "{{count}} differences",
  compared: "Compared {{compared}} of {{count}} test groups.",
  group: 'group "{{group}}"',
  case: 'test "{{name}}"',
  reported: "report",
  replayed: "replay",
  absent: "(none)",
  more_one: "And {{count}} more difference. Use --json to see all.",
  more_other: "And {{count}} more differences. Use --json to see all.",
  nearLimit: "Two runs of a program that is near a limit can end differently.",
  notCompared: "Not compared:",
  leftOut: {
    hidden: "{{group}}: a public bundle has no hidden tests",
    server: "{{group}}: only the server can judge it",
    generated:
      "{{group}}: its tests are generated from the seed, and a public bundle has no generator",
    seed: "{{group}}: the report does not show the seed of its tests. Add --hidden-seed, or use --data on the server",
    needs: "{{group}}: it needs a group that was not compared",
    totals: "the verdict and the points of the whole report",
    misconception: "the hint for a known mistake",
    figures: "the figure",
  },
  onePlace: "Use only one of --packs, --data and --server.",
  hasHiddenSeed: "The report shows the seed of its hidden tests. Remove --hidden-seed.",
  otherFile:
    "{{file}} is not the file that the report is about: its hash is {{hash}}, and the receipt says {{wanted}}. Use the file as it was graded, without any change.",
  otherEngine:
    "The report was made by engine {{engine}}, and this is engine {{current}}. Two engines can grade differently.",
  whereEngines:
    "Use exactly the Gradus that made the report, with the same packages: for example, the version that the site runs.",
  otherVersionInPacks:
    "The report was made with version {{version}} of {{exercise}}, and {{folder}} has version {{current}}.",
  noVersionInData: "{{folder}} does not have version {{version}} of {{exercise}}.",
  otherVersionOnServer:
    "The report was made with version {{version}} of {{exercise}}, and {{url}} now offers version {{current}}.",
  whereVersions:
    "Specify a pack that has that version with --packs (for example, check it out with git), or use --data on the server that graded it.",
};
