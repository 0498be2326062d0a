// Problems in a pack's files, found while they are read.

import type { Words } from "./words.ts";

export const zhCN = {
  "not-found": "这里没有可读取的题库；题库是一个含有 pack.yaml 的文件夹",
  "not-a-folder": "这是一个文件，而题库应当是文件夹",
  "not-readable": "无法读取（{{detail}}）",
  "not-utf8": "不是 UTF-8 编码，请另存为 UTF-8",
  link: "是一个链接；题库里只能有普通文件和文件夹",
  "too-large": "有 {{bytes}} 字节，最多只读 {{limit}} 字节",
  "too-many-files": "文件超过 {{limit}} 个，或文件夹层级过深；题库不需要这么多文件",
  "stray-file": "清单里没有这个文件；请删除它，或写入清单",
  "yaml-syntax": "不是合法的 YAML：{{detail}}",
  "json-syntax": "不是合法的 JSON：{{detail}}",
  "missing-key": "缺少 {{key}}",
  "unknown-key": "这里不能使用键 {{key}}",
  "renamed-key": "键 {{key}} 已改名为 {{now}}，请一并改名",
  "wrong-type": "应当是 {{expected}}，而不是 {{got}}",
  "wrong-value": "{{got}} 无效，应为：{{wanted}}",
  duplicate: "{{value}} 出现了两次",
  "missing-language": "缺少 {{language}} 的文本；每种语言都必须完整",
  "missing-file": "缺少这个文件",
  "missing-data": "缺少文件 {{file}}",
  "unknown-exercise": "缺少文件夹 {{id}}",
  "unlisted-exercise": "pack.yaml 的练习列表里没有这个文件夹",
  "id-is-not-folder": "编号 {{id}} 与文件夹名 {{folder}} 不一致",
  "needs-hidden": "公开测试组不能依赖隐藏测试组 {{id}}：这会泄露隐藏测试的结果",
  "recommended-circle": "建议先完成的练习形成了循环（{{circle}}），请去掉其中一个",
  "recommended-later": "建议先完成的 {{id}} 在题库里排在这道练习后面，请调整 pack.yaml 的顺序",
  "recommended-harder":
    "建议先完成的 {{id}} 难度是 {{theirs}}，比这道练习的难度 {{level}} 高，请修改其中一个",
  "replaces-offered": "题库里还有 {{id}}，不能由这道练习代替",
  "invisible-character": "有不可见字符 {{name}}，请删去",
  "recommended-nothing": "题库里没有 id 为 {{id}} 的练习",
  "unknown-group": "前面没有测试组 {{id}}",
  "case-differs":
    "与清单里的练习 {{id}} 只有大小写不同，有些磁盘不能同时存放两者。请改名为 {{id}}，或删除它",
  "twin-uuid": "{{other}} 用了同一个 uuid，请给其中一个换一个新的",
  "unknown-misconception": "exercise.yaml 里没有常见误解 {{id}}",
  "unknown-export": "没有导出函数 {{name}}；清单的 exports 是 {{names}}",
  "export-without-hints": "缺少函数 {{name}} 的提示；每个导出函数都要有 nudge、idea、formula 三条",
  "unknown-example": "没有 submissions/{{file}} 这个文件",
  "figure-hidden": "figure.group 必须是本题的一个公开测试组，而 {{id}} 不是",
  "unknown-misconception-example": "没有 submissions/wrong_answer/{{file}} 这个文件",
  "duplicate-case": "有两个测试用例同名：{{name}}",
  bundle: "编译错误：{{detail}}",
  "import-not-allowed": "不能导入 {{name}}，这里只允许：{{allowed}}",
  "not-stored": "这里没有保存练习的这个版本",
  "stored-damaged": "保存的文件已有改动（现在的哈希是 {{hash}}）",
  "changed-meanwhile": "在读取过程中有改动，请重试",
  "public-bundle": "不是可以读取的练习，有误的部分：{{detail}}",
  "public-bundle-version":
    "是第 {{version}} 版格式的练习，而这个 Gradus 只支持第 {{wanted}} 版。请改用与服务器相同版本的 Gradus",
  "public-bundle-remote":
    "只能由服务器评分：它的测试需要只保存在服务器上的内容。请直接提交你的代码",
  "statement-slow": "排版超过 {{seconds}} 秒；请检查是否有嵌套过深的公式或列表",
  "statement-fails": "无法排版：{{detail}}",
};

export const en: Words<typeof zhCN> = {
  "not-found": "there is no readable pack here; a pack is a folder with a pack.yaml",
  "not-a-folder": "this is a file; a pack is a folder",
  "not-readable": "cannot be read ({{detail}})",
  "not-utf8": "is not encoded in UTF-8; save it as UTF-8",
  link: "is a link; a pack can contain only ordinary files and folders",
  "too-large": "is {{bytes}} bytes; the limit is {{limit}} bytes",
  "too-many-files":
    "there are more than {{limit}} files, or the folders are nested too deeply; a pack needs far fewer",
  "stray-file": "is not mentioned in the manifest; remove it, or add it to the manifest",
  "yaml-syntax": "is not valid YAML: {{detail}}",
  "json-syntax": "is not valid JSON: {{detail}}",
  "missing-key": "{{key}} is missing",
  "unknown-key": "there is no key called {{key}} here",
  "renamed-key": "{{key}} was renamed to {{now}}; rename it here too",
  "wrong-type": "must be {{expected}}, not {{got}}",
  "wrong-value": "invalid value {{got}}; expected {{wanted}}",
  duplicate: "{{value}} appears twice",
  "missing-language":
    "the text in {{language}} is missing; every text is required in every language",
  "missing-file": "this file is missing",
  "missing-data": "the file {{file}} is missing",
  "unknown-exercise": "the folder {{id}} is missing",
  "unlisted-exercise": "this folder is not listed under exercises in pack.yaml",
  "id-is-not-folder": "the id {{id}} differs from the folder's name, {{folder}}",
  "needs-hidden":
    "a visible group must not need the hidden group {{id}}: it would reveal the result of the hidden group",
  "recommended-circle":
    "recommends itself in a circle ({{circle}}), so students could not start. Remove one of these",
  "recommended-later":
    "recommends {{id}} first, which comes later in the pack. Change the order in pack.yaml",
  "recommended-harder":
    "is of level {{level}}, but recommends {{id}} first, which is of level {{theirs}}. Change one of the levels",
  "replaces-offered": "cannot replace {{id}}, which is still in the pack",
  "invisible-character": "contains the invisible character {{name}}. Remove it",
  "recommended-nothing": "there is no exercise called {{id}} in this pack",
  "unknown-group": "there is no earlier group called {{id}}",
  "case-differs":
    "differs from the listed exercise {{id}} only in capital letters; some disks cannot store both. Rename it to {{id}}, or remove it",
  "twin-uuid": "{{other}} has the same uuid; give one of them a new one",
  "unknown-misconception": "there is no misconception {{id}} in exercise.yaml",
  "unknown-export": "there is no export called {{name}}; the manifest's exports are {{names}}",
  "export-without-hints":
    "there are no hints for {{name}}; every export needs nudge, idea and formula",
  "unknown-example": "the file submissions/{{file}} is missing",
  "figure-hidden": "figure.group must be a visible group of this exercise; {{id}} is not",
  "unknown-misconception-example": "the file submissions/wrong_answer/{{file}} is missing",
  "duplicate-case": "there are two cases called {{name}}",
  bundle: "does not compile: {{detail}}",
  "import-not-allowed": "cannot import {{name}}; allowed here: {{allowed}}",
  "not-stored": "this version of the exercise is not stored here",
  "stored-damaged": "the stored files have changed (their hash is now {{hash}})",
  "changed-meanwhile": "was changed while it was being read; try again",
  "public-bundle": "is not a readable exercise; this part is wrong or missing: {{detail}}",
  "public-bundle-version":
    "is an exercise in format version {{version}}; this Gradus reads version {{wanted}}. Use the same version of Gradus as the server",
  "public-bundle-remote":
    "can only be graded by the server: its tests need something that does not leave the server. Submit your solution instead",
  "statement-slow":
    "rendering takes more than {{seconds}} s; look for a deeply nested formula or list",
  "statement-fails": "cannot be rendered: {{detail}}",
};
