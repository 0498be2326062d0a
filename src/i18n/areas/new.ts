// gradus new.

import type { Words } from "./words.ts";

export const zhCN = {
  "wrong-name":
    "{{name}} 不能作练习的名字：只能用小写字母、数字和单个连字符，例如 my-exercise 或 my-pack/my-exercise。",
  exists: "{{folder}} 已经存在，没有改动任何东西。",
  "no-pack": "{{dir}} 里还没有题包。请写上要新建的题包：gradus new my-pack/my-exercise",
  "which-pack": "{{dir}} 里有好几个题包：{{packs}}。请写明放进哪一个：gradus new 题包/练习",
  written: "已写好 {{folder}}：一道能运行的小练习，请把它改成你的。",
  left: "下面这些只有你能写：",
  next: "随时可以看还差什么：",
};

export const en: Words<typeof zhCN> = {
  "wrong-name":
    "{{name}} cannot be the name of an exercise: lower-case letters, digits and single hyphens, as in my-exercise or my-pack/my-exercise.",
  exists: "{{folder}} is there already; nothing was changed.",
  "no-pack":
    "There is no pack in {{dir}} yet. Name the one to make: gradus new my-pack/my-exercise",
  "which-pack":
    "There are several packs in {{dir}}: {{packs}}. Name the one that it is for: gradus new pack/exercise",
  written: "Wrote {{folder}}: a small exercise that works, to be made into yours.",
  left: "Only you can write this:",
  next: "See what is left at any time:",
};
