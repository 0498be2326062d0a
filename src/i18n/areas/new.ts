// gradus new.

import type { Words } from "./words.ts";

export const zhCN = {
  "wrong-name":
    "{{name}} 不能用作练习的名称：只能包含小写字母、数字和单个连字符，例如 my-exercise 或 my-pack/my-exercise。",
  exists: "{{folder}} 已经存在，没有任何改动。",
  "no-pack": "{{dir}} 里还没有题库。请给出要新建的题库：gradus new my-pack/my-exercise",
  "which-pack": "{{dir}} 里有多个题库：{{packs}}。请指定其中一个：gradus new 题库/练习",
  written: "已创建 {{folder}}：一道能运行的小练习，请在此基础上修改。",
  left: "以下内容需要你来写：",
  next: "查看还缺什么：",
};

export const en: Words<typeof zhCN> = {
  "wrong-name":
    "{{name}} is not a valid exercise name. Use lower-case letters, digits and single hyphens, as in my-exercise or my-pack/my-exercise.",
  exists: "{{folder}} already exists. Nothing was changed.",
  "no-pack":
    "There is no pack in {{dir}} yet. Specify the pack to create: gradus new my-pack/my-exercise",
  "which-pack":
    "There are several packs in {{dir}}: {{packs}}. Specify the pack for the new exercise: gradus new pack/exercise",
  written: "Created {{folder}}: a small working exercise. Edit it to make your own.",
  left: "You still need to write these parts:",
  next: "To see what is left to do:",
};
