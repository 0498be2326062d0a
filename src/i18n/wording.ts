// All wording: the grader's and the command line's in zh-CN.ts and en.ts, and each area of the site in a file of areas/, with both
// languages side by side.

import * as account from "./areas/account.ts";
import * as api from "./areas/api.ts";
import * as backup from "./areas/backup.ts";
import * as editor from "./areas/editor.ts";
import * as manage from "./areas/manage.ts";
import * as remote from "./areas/remote.ts";
import * as score from "./areas/score.ts";
import * as serve from "./areas/serve.ts";
import * as site from "./areas/site.ts";
import * as submission from "./areas/submission.ts";
import { en as core } from "./en.ts";
import { zhCN as coreZh } from "./zh-CN.ts";

export const wording = {
  "zh-CN": {
    ...coreZh,
    account: account.zhCN,
    api: api.zhCN,
    backup: backup.zhCN,
    editor: editor.zhCN,
    manage: manage.zhCN,
    remote: remote.zhCN,
    score: score.zhCN,
    serve: serve.zhCN,
    site: site.zhCN,
    submission: submission.zhCN,
  },
  en: {
    ...core,
    account: account.en,
    api: api.en,
    backup: backup.en,
    editor: editor.en,
    manage: manage.en,
    remote: remote.en,
    score: score.en,
    serve: serve.en,
    site: site.en,
    submission: submission.en,
  },
};
